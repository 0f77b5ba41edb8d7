import { answerOf, api } from '../../../browser/api.js';
import { formatMoment } from '../../../lib/time.js';
import { Notice } from '../../../parts/notice.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AppForm, Area, Input, useForm } from '../../app/form.js';
import { Pages } from '../../app/lists.js';
import { usePage, zoneOf } from '../../app/page.js';

const SIZE = 20;

/** A message to everybody who booked, and what was sent so far. */
export function Announce({ id }: { id: number }) {
  const page = usePage();
  const { t, language, query } = page;
  const params = { path: { id } };
  const one = useAnswer(() => answerOf(api.GET('/api/v1/events/{id}', { params })));
  const form = useForm({ subject: '', message: '' });
  const sent = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/events/{id}/announcements', {
        params: { ...params, query: { page: Number(query['page'] ?? 1), page_size: SIZE } },
      }),
    ),
  );
  const labels = { subject: t('desk.subject'), message: t('desk.message') };
  const send = async () => {
    const [subject, message] = [form.values['subject'] ?? '', form.values['message'] ?? ''];
    await answerOf(api.POST('/api/v1/events/{id}/announce', { params, body: { subject, message } }));
    await sent.again();
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
            <section class="card">
              <AppForm form={form} labels={labels} submit={t('desk.send')} onSubmit={send}>
                <Input form={form} name="subject" label={labels.subject} required />
                <Area form={form} name="message" label={labels.message} />
              </AppForm>
            </section>
          </>
        )}
      </Answered>
      <section class="card" aria-labelledby="sent">
        <h2 id="sent">{t('desk.sent')}</h2>
        <Answered by={sent}>
          {({ results, count }) => (
            <>
              {count === 0 && <Notice kind="info" title={t('desk.none_sent')} />}
              <ul class="rows" aria-live="polite">
                {results.map(({ id: one, subject, message, recipients, created_at: at }) => (
                  <li key={one}>
                    <div>
                      <h3>{subject}</h3>
                      <p class="below">
                        {formatMoment(at, zoneOf(page), language)}
                        {recipients !== null && ` · ${t('desk.announced', { n: recipients })}`}
                      </p>
                      <p class="what">{message}</p>
                    </div>
                  </li>
                ))}
              </ul>
              <Pages count={count} size={SIZE} />
            </>
          )}
        </Answered>
      </section>
    </>
  );
}
