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
  /** Where it goes, below where all go. */
  to?: string;
  children: ComponentChildren;
}

/** Goes to where the forms of a gathering go. */
export function PlanForm({ body, page, action, of, to = '', children }: PlanFormProps) {
  return (
    <PageForm page={page} action={`/events/${body.event.id}/plan${to}`}>
      <input type="hidden" name="action" value={action} />
      {of !== undefined && <input type="hidden" name="id" value={of} />}
      {children}
    </PageForm>
  );
}

/** What was typed into the form that was refused, and what is wrong with it; nothing to the other ones. */
export function sentBy<Name extends string>(
  { page }: PageProps<GatheringBody>,
  action: string,
  labels: Readonly<Record<Name, string>>,
) {
  const isOwn = isSent(page, action);
  const isRefused = isOwn && page.failure !== null;
  const idOf = (name: string) => `${action}-${name}`;
  return {
    isRefused,
    idOf,
    value: (name: string) => (isOwn ? (page.typed[name] ?? '') : ''),
    summary: isRefused && <ErrorSummary page={page} labels={labels} idOf={idOf} />,
    field: (name: Name) => ({
      ...{ name, id: idOf(name), label: labels[name] },
      value: isOwn ? (page.typed[name] ?? '') : '',
      fault: isOwn ? faultOf(page, name) : undefined,
    }),
  };
}

export function Announce(props: PageProps<GatheringBody>) {
  const { t } = props.page;
  const labels = { subject: t('gathering.subject'), message: t('gathering.message') };
  const { summary, field } = sentBy(props, 'announce', labels);
  return (
    <section class="card" aria-labelledby="announce">
      <h2 id="announce">{t('gathering.announce')}</h2>
      <PlanForm {...props} action="announce">
        {summary}
        <Field {...field('subject')} />
        <TextArea {...field('message')} />
        <p>
          <button class="button quiet">{t('gathering.announce_submit')}</button>
        </p>
      </PlanForm>
    </section>
  );
}
