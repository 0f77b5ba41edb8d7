import type { ComponentChildren } from 'preact';
import { Field, TextArea } from '../../parts/field.js';
import { isSent } from '../accounts/settings.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import type { PageProps } from '../page.js';
import type { GatheringBody } from './event-body.js';

interface PlanFormProps extends PageProps<GatheringBody> {
  action: string;
  /** Of the task or vote. */
  of?: number;
  children: ComponentChildren;
}

/** Goes to where the forms of a gathering go. */
export function PlanForm({ body, page, action, of, children }: PlanFormProps) {
  return (
    <PageForm page={page} action={`/events/${body.event.id}/plan`}>
      <input type="hidden" name="action" value={action} />
      {of !== undefined && <input type="hidden" name="id" value={of} />}
      {children}
    </PageForm>
  );
}

/** What was typed into the form that was refused, and what is wrong with it; nothing to the other ones. */
export function sentBy({ page }: PageProps<GatheringBody>, action: string) {
  const isOwn = isSent(page, action);
  return {
    isRefused: isOwn && page.failure !== null,
    value: (name: string) => (isOwn ? (page.typed[name] ?? '') : ''),
    fault: (name: string) => (isOwn ? faultOf(page, name) : undefined),
  };
}

export function Announce({ body, page }: PageProps<GatheringBody>) {
  const { t } = page;
  const { isRefused, value, fault } = sentBy({ body, page }, 'announce');
  const labels = { subject: t('gathering.subject'), message: t('gathering.message') };
  const idOf = (name: string) => `announce-${name}`;
  return (
    <section class="card" aria-labelledby="announce">
      <h2 id="announce">{t('gathering.announce')}</h2>
      <PlanForm {...{ body, page }} action="announce">
        {isRefused && <ErrorSummary page={page} labels={labels} idOf={idOf} />}
        <Field
          name="subject"
          id={idOf('subject')}
          label={labels.subject}
          value={value('subject')}
          fault={fault('subject')}
        />
        <TextArea
          name="message"
          id={idOf('message')}
          label={labels.message}
          value={value('message')}
          fault={fault('message')}
        />
        <p>
          <button class="button quiet">{t('gathering.announce_submit')}</button>
        </p>
      </PlanForm>
    </section>
  );
}
