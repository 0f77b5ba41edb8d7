import { useState } from 'preact/hooks';
import { answerOf, api } from '../../browser/api.js';
import { Notice } from '../../parts/notice.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer } from '../app/answer.js';
import { AskFirst, Copy, DeedButton } from '../app/deeds.js';
import { AppForm, Choice, Input, useForm, type Form } from '../app/form.js';
import { usePage } from '../app/page.js';
import { Deliveries } from './webhooks/deliveries.js';

type Webhook = Wire<'WebhookResponse'>;
type OwnWebhook = Wire<'OwnWebhookResponse'>;
type WebhookBody = Wire<'WebhookRequest'>;

const ROOM = '/organize/webhooks';
const PATH = '/api/v1/integrations/webhooks/{id}';
const ALL = '*';
const MOST = 100;

export default function Webhooks() {
  const { path } = usePage();
  const [, id] = /^\/organize\/webhooks\/(\d+)$/.exec(path) ?? [];
  return id === undefined ? <List /> : <Deliveries id={Number(id)} />;
}

function List() {
  const { t } = usePage();
  const [made, setMade] = useState<OwnWebhook | null>(null);
  const all = useAnswer(() =>
    answerOf(api.GET('/api/v1/integrations/webhooks', { params: { query: { page_size: MOST } } })),
  );
  const shown = async (webhook: OwnWebhook) => {
    setMade(webhook);
    await all.again();
  };
  return (
    <>
      <h1>{t('organize.webhooks')}</h1>
      <p class="lead">{t('webhooks.lead')}</p>
      {made?.secret && (
        <Notice kind="ok" title={t('webhooks.secret')}>
          <p class="row">
            <code class="secret">{made.secret}</code>
            <Copy text={made.secret} label={t('app.copy')} />
          </p>
        </Notice>
      )}
      <Answered by={all}>
        {({ results }) => (
          <>
            {results.length === 0 && <Notice kind="info" title={t('webhooks.none')} />}
            {results.map((webhook) => (
              <One webhook={webhook} shown={shown} again={all.again} key={webhook.id} />
            ))}
          </>
        )}
      </Answered>
      <Make shown={shown} />
    </>
  );
}

interface OneProps {
  webhook: Webhook;
  shown(webhook: OwnWebhook): Promise<void>;
  again(): Promise<void>;
}

function One({ webhook, shown, again }: OneProps) {
  const { t } = usePage();
  const { id, url, direction, description, events, is_active: isOn } = webhook;
  const params = { path: { id } };
  const isOut = direction === 'outgoing';
  const change = (body: Wire<'WebhookChangeRequest'>) => answerOf(api.PUT(PATH, { params, body }));
  return (
    <section class="card" aria-labelledby={`webhook-${id}`}>
      <h2 id={`webhook-${id}`}>{description || t(`webhooks.${direction}`)}</h2>
      <p>
        <span class={`tag ${isOn ? 'ok' : 'warn'}`}>{t(isOn ? 'app.on' : 'app.off')}</span>
      </p>
      <p class="row">
        <code class="secret">{url}</code>
        {!isOut && <Copy text={url} label={t('app.copy')} />}
      </p>
      {isOut && <p class="below">{events.includes(ALL) ? t('webhooks.all') : events.join(', ')}</p>}
      <div class="row">
        {isOut && (
          <a class="button small quiet" href={`${ROOM}/${id}`}>
            {t('webhooks.deliveries')}
          </a>
        )}
        <DeedButton
          label={t(isOn ? 'app.turn_off' : 'app.turn_on')}
          of={url}
          run={() => change({ is_active: !isOn }).then(again)}
        />
        <AskFirst
          label={t('webhooks.rotate')}
          of={url}
          title={t('webhooks.rotate_title')}
          run={async () => shown(await change({ rotate_secret: true }))}
        >
          <p>{t('webhooks.rotate_effect')}</p>
        </AskFirst>
        <AskFirst
          label={t('app.delete')}
          of={url}
          title={t('webhooks.delete_title')}
          run={async () => {
            await answerOf(api.DELETE(PATH, { params }));
            await again();
          }}
        >
          <p>{t('webhooks.delete_effect')}</p>
        </AskFirst>
      </div>
    </section>
  );
}

function Make({ shown }: { shown(webhook: OwnWebhook): Promise<void> }) {
  const { t } = usePage();
  const form = useForm({ direction: 'outgoing', url: '', description: '', [ALL]: 'true' });
  const { direction, url = '', description = '' } = form.values;
  const isOut = direction === 'outgoing';
  const known = useAnswer(() =>
    answerOf(api.GET('/api/v1/integrations/webhooks/events', { params: { query: { page_size: MOST } } })),
  );
  const labels = {
    ...{ url: t('webhooks.url'), description: t('webhooks.description') },
    events: t('webhooks.events'),
  };
  const make = async () => {
    const names = [ALL, ...(known.body?.results ?? []).map(({ type }) => type)];
    const chosen = names.filter((name) => form.values[name] === 'true');
    const events = (chosen.includes(ALL) ? [ALL] : chosen) as NonNullable<WebhookBody['events']>;
    const body = isOut
      ? ({ direction: 'outgoing', url, events, description } as const)
      : ({ direction: 'incoming', description } as const);
    await shown(await answerOf(api.POST('/api/v1/integrations/webhooks', { body })));
    form.set({ url: '', description: '' });
    scrollTo(0, 0);
  };
  return (
    <section class="card" aria-labelledby="make">
      <h2 id="make">{t('webhooks.make')}</h2>
      <AppForm form={form} labels={labels} submit={t('webhooks.make')} onSubmit={make}>
        <div class="columns">
          <Choice
            form={form}
            name="direction"
            label={t('webhooks.direction')}
            options={[
              ['outgoing', t('webhooks.outgoing')],
              ['incoming', t('webhooks.incoming')],
            ]}
          />
          <Input form={form} name="description" label={labels.description} optional={t('form.optional')} />
        </div>
        {isOut && (
          <>
            <Input form={form} name="url" type="url" label={labels.url} hint={t('webhooks.url_hint')} />
            <Answered by={known}>
              {({ results }) => <Events form={form} names={results.map(({ type }) => type)} />}
            </Answered>
          </>
        )}
      </AppForm>
    </section>
  );
}

function Events({ form, names }: { form: Form; names: readonly string[] }) {
  const { t } = usePage();
  const isAll = form.values[ALL] === 'true';
  const fault = form.fault('events');
  return (
    <fieldset class="field stack" id="field-events">
      <legend>{t('webhooks.events')}</legend>
      {fault && <p class="fault">{fault}</p>}
      <div class="columns">
        {[ALL, ...(isAll ? [] : names)].map((name) => (
          <label class="check" key={name}>
            <input type="checkbox" name={name} checked={form.values[name] === 'true'} />
            <span>{name === ALL ? t('webhooks.all') : name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
