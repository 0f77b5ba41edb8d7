import { useState } from 'preact/hooks';
import { answerOf, api } from '../../../browser/api.js';
import { Notice } from '../../../parts/notice.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AppForm, Area, Input, useForm } from '../../app/form.js';
import { usePage } from '../../app/page.js';

/** A message to everybody who booked, and what was sent from here just now. */
export function Announce({ id }: { id: number }) {
  const { t } = usePage();
  const params = { path: { id } };
  const one = useAnswer(() => answerOf(api.GET('/api/v1/events/{id}', { params })));
  const form = useForm({ subject: '', message: '' });
  const [sent, setSent] = useState<readonly Wire<'AnnouncementResponse'>[]>([]);
  const labels = { subject: t('desk.subject'), message: t('desk.message') };
  const send = async () => {
    const [subject, message] = [form.values['subject'] ?? '', form.values['message'] ?? ''];
    const made = await answerOf(
      api.POST('/api/v1/events/{id}/announce', { params, body: { subject, message } }),
    );
    setSent((before) => [made, ...before]);
    form.set({ subject: '', message: '' });
  };
  return (
    <>
      <p class="crumb">
        <a href={`/organize/events/${id}`}>{one.body?.title ?? t('organize.events')}</a>
      </p>
      <h1>{t('desk.announce')}</h1>
      <Answered by={one}>
        {({ attendees_count: n }) => (
          <>
            <p class="lead">{t('desk.announce_lead', { n })}</p>
            {sent.map((each) => (
              <Notice key={each.id} kind="ok" title={t('desk.announced', { n: each.recipients })}>
                <p>{each.subject}</p>
              </Notice>
            ))}
            <section class="card">
              <AppForm form={form} labels={labels} submit={t('desk.send')} onSubmit={send}>
                <Input form={form} name="subject" label={labels.subject} required />
                <Area form={form} name="message" label={labels.message} />
              </AppForm>
            </section>
          </>
        )}
      </Answered>
    </>
  );
}
