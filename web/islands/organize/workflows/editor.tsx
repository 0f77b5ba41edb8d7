import { answerOf, api } from '../../../browser/api.js';
import { Notice } from '../../../parts/notice.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { Done } from '../../app/deeds.js';
import { AppForm, Area, Choice, Input, Tick, useForm, type Form } from '../../app/form.js';
import { usePage } from '../../app/page.js';
import { ACTION_TYPES, bodyOf, CLOCKED, OPERATORS, TRIGGERS, valuesOf, withoutRow } from './workflow-body.js';

const ROOM = '/organize/workflows';
const MOST_TYPES = 100;
const MOST = { conditions: 20, actions: 10 };
const VARIABLES = [
  ...['invitee_name', 'invitee_email', 'organizer_name', 'event_name', 'start_time', 'end_time'],
  ...['timezone', 'location', 'manage_url', 'cancel_reason'],
];
/** As a reader would see it, without anybody's booking. */
const SAMPLE: Readonly<Record<string, string>> = {
  ...{ invitee_name: 'Grace Hopper', invitee_email: 'grace@example.org', organizer_name: 'Olivia Ortega' },
  ...{ event_name: 'Introductory call', start_time: '9:30', end_time: '10:00', timezone: 'Europe/Madrid' },
  ...{ location: 'https://meet.example.org/olivia', manage_url: 'https://example.org/manage/…' },
  cancel_reason: '…',
};

export function WorkflowEditor({ workflow }: { workflow: Wire<'OwnWorkflowResponse'> | null }) {
  const { t } = usePage();
  const form = useForm(valuesOf(workflow));
  const labels = {
    ...{ name: t('workflows.name'), trigger: t('workflows.trigger'), actions: t('workflows.actions') },
    ...{ offset_minutes: t('workflows.offset'), conditions: t('workflows.conditions') },
    event_type_ids: t('organize.types'),
  };
  const save = async () => {
    const body = bodyOf(form.values);
    const saved = await answerOf(
      workflow
        ? api.PUT('/api/v1/workflows/{id}', { params: { path: { id: workflow.id } }, body })
        : api.POST('/api/v1/workflows', { body }),
    );
    location.assign(`${ROOM}/${saved.id}?done=saved`);
  };
  const isClocked = CLOCKED.includes(form.values['trigger'] ?? '');
  return (
    <>
      <p class="crumb">
        <a href={ROOM}>{t('organize.workflows')}</a>
      </p>
      <h1>{workflow?.name ?? t('workflows.new')}</h1>
      <Done prefix="workflows.done." />
      {workflow?.webhook_secret && (
        <Notice kind="info" title={t('workflows.secret')}>
          <p>
            <code class="secret">{workflow.webhook_secret}</code>
          </p>
        </Notice>
      )}
      <AppForm form={form} labels={labels} submit={t('app.save')} onSubmit={save}>
        <section class="card stack" aria-labelledby="begins">
          <h2 id="begins">{t('workflows.when')}</h2>
          <div class="columns">
            <Input form={form} name="name" label={labels.name} required />
            <Choice
              form={form}
              name="trigger"
              label={labels.trigger}
              options={TRIGGERS.map((one) => [one, t(`workflows.trigger.${one}`)])}
            />
            {isClocked && (
              <Input form={form} type="number" min={0} name="offset_minutes" label={labels.offset_minutes} />
            )}
          </div>
          <Types form={form} />
          <Tick form={form} name="is_active" label={t('workflows.is_active')} />
        </section>
        <Conditions form={form} />
        <Actions form={form} />
      </AppForm>
    </>
  );
}

function Types({ form }: { form: Form }) {
  const { t } = usePage();
  const types = useAnswer(() =>
    answerOf(api.GET('/api/v1/events/event-types', { params: { query: { page_size: MOST_TYPES } } })),
  );
  return (
    <Answered by={types}>
      {({ results }) => (
        <fieldset class="field">
          <legend>{t('workflows.types')}</legend>
          <div class="columns">
            {results.map(({ id, name }) => (
              <label class="check" key={id}>
                <input type="checkbox" name={`type-${id}`} checked={form.values[`type-${id}`] === 'true'} />
                <span>{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </Answered>
  );
}

interface RowProps {
  form: Form;
  index: number;
}

function Conditions({ form }: { form: Form }) {
  const { t } = usePage();
  const count = Number(form.values['conditions']);
  const add = () =>
    form.set({
      conditions: String(count + 1),
      [`conditions.${count}.field`]: 'invitee_email',
      [`conditions.${count}.operator`]: 'contains',
      [`conditions.${count}.value`]: '',
    });
  return (
    <section class="card stack" aria-labelledby="conditions">
      <h2 id="conditions">{t('workflows.conditions')}</h2>
      <p class="below">{t('workflows.conditions_lead')}</p>
      {Array.from({ length: count }, (_, index) => (
        <Condition form={form} index={index} key={index} />
      ))}
      {count < MOST.conditions && (
        <p>
          <button type="button" class="button small quiet" onClick={add}>
            {t('workflows.add_condition')}
          </button>
        </p>
      )}
    </section>
  );
}

function Condition({ form, index }: RowProps) {
  const { t } = usePage();
  const nameOf = (field: string) => `conditions.${index}.${field}`;
  return (
    <fieldset class="rowed">
      <legend class="unseen">{t('workflows.condition_n', { n: index + 1 })}</legend>
      <div class="columns">
        <Input
          form={form}
          name={nameOf('field')}
          label={t('workflows.field')}
          hint={t('workflows.field_hint')}
        />
        <Choice
          form={form}
          name={nameOf('operator')}
          label={t('workflows.operator')}
          options={OPERATORS.map((one) => [one, t(`workflows.operator.${one}`)])}
        />
        <Input form={form} name={nameOf('value')} label={t('workflows.value')} />
      </div>
      <p>
        <button
          type="button"
          class="button small quiet"
          onClick={() => form.set(withoutRow(form.values, 'conditions', index))}
        >
          {t('app.remove')}
        </button>
      </p>
    </fieldset>
  );
}

function Actions({ form }: { form: Form }) {
  const { t } = usePage();
  const count = Number(form.values['actions']);
  const add = () => {
    const start = `actions.${count}.`;
    const row = { type: 'email', to: 'invitee', subject: '', body: '', url: '', delay_minutes: '0' };
    const fields = Object.entries(row).map(([name, value]) => [`${start}${name}`, value]);
    form.set({ actions: String(count + 1), ...(Object.fromEntries(fields) as Record<string, string>) });
  };
  return (
    <section class="card stack" aria-labelledby="actions">
      <h2 id="actions">{t('workflows.actions')}</h2>
      <p class="below">
        {t('workflows.variables')} <code>{VARIABLES.map((name) => `{{${name}}}`).join(' ')}</code>
      </p>
      {Array.from({ length: count }, (_, index) => (
        <ActionRow form={form} index={index} key={index} />
      ))}
      {count < MOST.actions && (
        <p>
          <button type="button" class="button small quiet" onClick={add}>
            {t('workflows.add_action')}
          </button>
        </p>
      )}
    </section>
  );
}

function ActionRow({ form, index }: RowProps) {
  const { t } = usePage();
  const nameOf = (field: string) => `actions.${index}.${field}`;
  const of = (field: string) => form.values[nameOf(field)] ?? '';
  const type = of('type');
  const isSent = type !== 'webhook';
  return (
    <fieldset class="field stack rowed">
      <legend>{t('workflows.action_n', { n: index + 1 })}</legend>
      <div class="columns">
        <Choice
          form={form}
          name={nameOf('type')}
          label={t('workflows.action')}
          options={ACTION_TYPES.map((one) => [one, t(`workflows.action.${one}`)])}
        />
        {isSent && (
          <Input form={form} name={nameOf('to')} label={t('workflows.to')} hint={t('workflows.to_hint')} />
        )}
        <Input form={form} type="number" min={0} name={nameOf('delay_minutes')} label={t('workflows.delay')} />
      </div>
      {!isSent && <Input form={form} type="url" name={nameOf('url')} label={t('webhooks.url')} />}
      {isSent && type !== 'sms' && (
        <Input form={form} name={nameOf('subject')} label={t('workflows.subject')} />
      )}
      {isSent && <Area form={form} name={nameOf('body')} label={t('workflows.body')} />}
      {isSent && of('body') !== '' && (
        <div class="quote">
          <p class="below">{t('workflows.preview')}</p>
          {type !== 'sms' && <strong>{filled(of('subject'))}</strong>}
          <p class="what">{filled(of('body'))}</p>
        </div>
      )}
      <p>
        <button
          type="button"
          class="button small quiet"
          onClick={() => form.set(withoutRow(form.values, 'actions', index))}
        >
          {t('app.remove')}
        </button>
      </p>
    </fieldset>
  );
}

function filled(text: string): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (found, name: string) => SAMPLE[name] ?? found);
}
