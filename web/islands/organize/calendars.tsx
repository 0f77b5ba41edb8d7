import { useState } from 'preact/hooks';
import { answerOf, api } from '../../browser/api.js';
import { formatMoment } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer, useDeed, Refused } from '../app/answer.js';
import { AskFirst, DeedButton, Done } from '../app/deeds.js';
import { AppForm, Choice, Input, useForm } from '../app/form.js';
import { usePage, zoneOf } from '../app/page.js';

type Connection = Wire<'IntegrationResponse'>;
type Calendar = Connection['calendars'][number];
type Provider = Wire<'OAuthProvidersResponse'>['providers'][number]['provider'];

const ROOM = '/organize/calendars';
const PATH = '/api/v1/integrations/{id}';
/** Where the browser was sent to; the state that comes back belongs to it. */
const LEFT_FOR = 'convoke:calendar-provider';

export default function Calendars() {
  const { path } = usePage();
  return path === `${ROOM}/callback` ? <Landed /> : <List />;
}

/** The provider's way back. */
function Landed() {
  const { t, query } = usePage();
  const { code = '', state = '', error } = query;
  const isGoogle = sessionStorage.getItem(LEFT_FOR) !== 'microsoft_365';
  const connected = useAnswer(async () => {
    const provider = isGoogle ? ('google_calendar' as const) : ('microsoft_365' as const);
    await answerOf(api.POST('/api/v1/integrations/oauth/callback', { body: { provider, code, state } }));
    location.replace(`${ROOM}?done=connected`);
  });
  return (
    <>
      <h1>{t('organize.calendars')}</h1>
      {error ? (
        <Notice kind="bad" title={t('calendars.declined')} />
      ) : (
        <Answered by={connected}>{() => null}</Answered>
      )}
      <p>
        <a href={ROOM}>{t('calendars.back')}</a>
      </p>
    </>
  );
}

function List() {
  const { t } = usePage();
  const all = useAnswer(() =>
    answerOf(api.GET('/api/v1/integrations', { params: { query: { page_size: 100 } } })),
  );
  return (
    <>
      <h1>{t('organize.calendars')}</h1>
      <p class="lead">{t('calendars.lead')}</p>
      <Done prefix="calendars.done." />
      <Answered by={all}>
        {({ results }) => (
          <>
            {results.length === 0 && <Notice kind="info" title={t('calendars.none')} />}
            {results.map((one) => (
              <Connected connection={one} again={all.again} key={one.id} />
            ))}
          </>
        )}
      </Answered>
      <Connect again={all.again} />
    </>
  );
}

interface ConnectedProps {
  connection: Connection;
  again(): Promise<void>;
}

function Connected({ connection, again }: ConnectedProps) {
  const page = usePage();
  const { t, language } = page;
  const { id, provider, account_email: account, url, last_synced_at: read, last_error: error } = connection;
  const name = account ?? url ?? t(`calendars.${provider}`);
  const params = { path: { id } };
  const isWrong = connection.status === 'error';
  const then = async (deed: Promise<unknown>) => {
    await deed;
    await again();
  };
  return (
    <section class="card" aria-labelledby={`calendar-${id}`}>
      <h2 id={`calendar-${id}`}>{name}</h2>
      <p class="below">
        {t(`calendars.${provider}`)} ·{' '}
        {read
          ? t('calendars.read', { moment: formatMoment(read, zoneOf(page), language) })
          : t('calendars.unread')}
      </p>
      <p>
        <span class={`tag ${isWrong ? 'bad' : connection.is_stale ? 'warn' : 'ok'}`}>
          {t(isWrong ? 'calendars.error' : connection.is_stale ? 'calendars.stale' : 'calendars.fine')}
        </span>
      </p>
      {error && <Notice kind="warn" title={error} />}
      <ul class="rows">
        {connection.calendars.map((calendar) => (
          <Chosen calendar={calendar} connection={connection} then={then} key={calendar.id} />
        ))}
      </ul>
      <div class="row">
        <DeedButton
          label={t('calendars.sync')}
          of={name}
          run={() => then(answerOf(api.POST('/api/v1/integrations/{id}/sync', { params })))}
        />
        <AskFirst
          label={t('app.remove')}
          of={name}
          title={t('calendars.remove_title', { name })}
          run={() => then(answerOf(api.DELETE(PATH, { params })))}
        >
          <p>{t('calendars.remove_effect')}</p>
        </AskFirst>
      </div>
    </section>
  );
}

interface ChosenProps {
  calendar: Calendar;
  connection: Connection;
  then(deed: Promise<unknown>): Promise<void>;
}

/** Whether it counts, and whether bookings are written to it: one of all at most. */
function Chosen({ calendar, connection: { id, provider }, then }: ChosenProps) {
  const { t } = usePage();
  const { isBusy, refusal, run } = useDeed();
  const choose = (choice: { blocks?: boolean; writes?: boolean }) => {
    const body = { calendars: [{ id: calendar.id, ...choice }] };
    return run(() => then(answerOf(api.PATCH(PATH, { params: { path: { id } }, body }))));
  };
  return (
    <li>
      <div>
        <strong>{calendar.name}</strong>
        <p class="row">
          <label class="check row">
            <input
              type="checkbox"
              checked={calendar.blocks}
              disabled={isBusy}
              onChange={() => void choose({ blocks: !calendar.blocks })}
            />
            <span>{t('calendars.blocks')}</span>
          </label>
          {provider !== 'ics' && (
            <label class="check row">
              <input
                type="checkbox"
                checked={calendar.writes}
                disabled={isBusy}
                onChange={() => void choose({ writes: !calendar.writes })}
              />
              <span>{t('calendars.writes')}</span>
            </label>
          )}
        </p>
        <Refused refusal={refusal} />
      </div>
    </li>
  );
}

function Connect({ again }: { again(): Promise<void> }) {
  const { t } = usePage();
  const form = useForm({ provider: 'ics', url: '', username: '', password: '' });
  const [isAdded, setAdded] = useState(false);
  const { provider, url = '', username = '', password = '' } = form.values;
  const isFeed = provider === 'ics';
  const labels = {
    url: t('calendars.url'),
    username: t('calendars.username'),
    password: t('calendars.password'),
  };
  const providers = useAnswer(() => answerOf(api.GET('/api/v1/integrations/oauth/providers')));
  const connect = async () => {
    const body = isFeed
      ? ({ provider: 'ics', url } as const)
      : ({ provider: 'caldav', url, username, password } as const);
    await answerOf(api.POST('/api/v1/integrations', { body }));
    form.set({ url: '', username: '', password: '' });
    setAdded(true);
    await again();
  };
  const leave = async (to: Provider) => {
    const redirect_uri = `${location.origin}${ROOM}/callback`;
    const body = { provider: to, redirect_uri };
    const { authorization_url: there } = await answerOf(
      api.POST('/api/v1/integrations/oauth/initiate', { body }),
    );
    sessionStorage.setItem(LEFT_FOR, to);
    location.assign(there);
  };
  return (
    <section class="card" aria-labelledby="connect">
      <h2 id="connect">{t('calendars.connect')}</h2>
      {isAdded && <Notice kind="ok" title={t('calendars.done.connected')} />}
      <Answered by={providers}>
        {({ providers: all }) => (
          <div class="row">
            {all
              .filter(({ configured }) => configured)
              .map(({ provider: one }) => (
                <DeedButton label={t(`calendars.${one}`)} run={() => leave(one)} key={one} />
              ))}
          </div>
        )}
      </Answered>
      <AppForm form={form} labels={labels} submit={t('calendars.connect_submit')} onSubmit={connect}>
        <div class="columns">
          <Choice
            form={form}
            name="provider"
            label={t('calendars.kind')}
            options={[
              ['ics', t('calendars.ics')],
              ['caldav', t('calendars.caldav')],
            ]}
          />
          <Input form={form} type="url" name="url" label={labels.url} hint={t('calendars.url_hint')} />
        </div>
        {!isFeed && (
          <div class="columns">
            <Input form={form} name="username" label={labels.username} autocomplete="off" />
            <Input form={form} name="password" type="password" label={labels.password} autocomplete="off" />
          </div>
        )}
      </AppForm>
    </section>
  );
}
