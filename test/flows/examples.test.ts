import { EventPhasesProcessor } from '../../src/collaboration/events/event-phases.processor.js';
import { createDemoData } from '../../src/demo-data.js';
import { demoLogins } from '../../src/identity/demo/demo-logins.policy.js';
import { examplesOf, type Example } from '../support/api-examples.js';
import { ExamplePeers } from '../support/example-peers.js';
import { ExampleSecrets } from '../support/example-secrets.js';
import type { Http } from '../support/http.js';
import { world, type World } from '../support/world.js';

const HOUR_MS = 3_600_000;
const WORKSHOP = '/api/v1/events/2';
const APPOINTMENT = '/api/v1/bookings/1007';

/** What is made first, then read, changed and removed; what needs another turn says so. */
const MADE = 1;
const READ = 2;
const CHANGED = 3;
const REMOVED = 4;
const AFTER_APPOINTMENT = 5;
const AT_WORKSHOP = 6;
const AFTER_WORKSHOP = 7;
const ACCOUNTS = 8;
const TURNS: Record<string, number> = {
  webhookEndpoints_create: 0,
  votes_vote: READ,
  linkPayments_pay: CHANGED,
  oAuthConnect_callback: CHANGED,
  refunds_refund: CHANGED,
  ticketing_cancel: REMOVED + 0.1,
  noShows_mark: AFTER_APPOINTMENT,
  noShows_takeBack: AFTER_APPOINTMENT,
  tickets_checkIn: AT_WORKSHOP,
  tickets_undoCheckIn: AT_WORKSHOP + 0.1,
  checkIn_checkIn: AT_WORKSHOP + 0.2,
  reviews_write: AFTER_WORKSHOP,
  reviews_markHelpful: AFTER_WORKSHOP + 0.1,
  reviews_markUnhelpful: AFTER_WORKSHOP + 0.2,
  certificates_download: AFTER_WORKSHOP,
  certificates_markAsDownloaded: AFTER_WORKSHOP,
  adminFactors_endSession: ACCOUNTS,
  adminFactors_resetMfa: ACCOUNTS,
  adminUsers_order: ACCOUNTS + 0.1,
  adminUsers_erase: ACCOUNTS + 0.2,
  passkeySignIn_signIn: ACCOUNTS,
  passkeys_remove: ACCOUNTS + 0.1,
  mfa_setUp: ACCOUNTS + 0.2,
  mfa_enable: ACCOUNTS + 0.3,
  mfa_verify: ACCOUNTS + 0.4,
  mfa_renewRecoveryCodes: ACCOUNTS + 0.5,
  mfa_disable: ACCOUNTS + 0.6,
  verification_changeEmail: ACCOUNTS + 0.7,
  sessions_end: ACCOUNTS + 0.7,
  auth_logout: ACCOUNTS + 0.7,
  authAlias_logout: ACCOUNTS + 0.7,
  oidc_logout: ACCOUNTS + 0.7,
  credentials_changePassword: ACCOUNTS + 0.8,
  credentials_confirmPasswordReset: ACCOUNTS + 0.9,
  erasure_erase: ACCOUNTS + 0.9,
};
/** Afterwards its caller has to sign in anew. */
const ENDS_SESSIONS = new Set([
  ...['mfa_disable', 'verification_changeEmail', 'sessions_end', 'auth_logout', 'authAlias_logout'],
  'oidc_logout',
]);

function turnOf({ id, method, successes }: Example): number {
  if (id in TURNS) return TURNS[id]!;
  if (method === 'POST') return successes[0] === 201 ? MADE : CHANGED;
  return method === 'GET' ? READ : method === 'DELETE' ? REMOVED : CHANGED;
}

describe('the examples of the API document, on a fresh demo installation', () => {
  let here: World;
  let peers: ExamplePeers;
  const as: Record<string, Http> = {};
  beforeAll(async () => {
    peers = await ExamplePeers.open();
    here = await world({
      NODE_ENV: 'development',
      WEBHOOKS_ALLOW_PRIVATE: 'true',
      ACCESS_TOKEN_TTL: '300d',
      REFRESH_TOKEN_TTL: '300d',
      ...peers.env(() => here.clock.millis()),
    });
    await createDemoData(here.app);
    for (const role of Object.keys(demoLogins())) await signIn(role);
  });
  afterAll(async () => {
    await here.close();
    await peers.close();
  });

  async function signIn(role: string): Promise<void> {
    const { body } = await here.http().post('/api/v1/auth/login', demoLogins()[role]);
    as[role] = here.http(body.access as string);
  }

  /** Check-in, no-shows, reviews and certificates have their time: the clock goes on to it. */
  async function goOn(turn: number): Promise<void> {
    const timeOf = async (path: string, field: string) =>
      Date.parse((await as['organizer']!.get(path)).body[field] as string);
    if (turn === AFTER_APPOINTMENT) here.clock.set(new Date((await timeOf(APPOINTMENT, 'end_time')) + HOUR_MS));
    if (turn === AT_WORKSHOP) here.clock.set(new Date(await timeOf(WORKSHOP, 'start_date')));
    if (turn === AFTER_WORKSHOP) {
      here.clock.set(new Date((await timeOf(WORKSHOP, 'end_date')) + HOUR_MS));
      await here.app.get(EventPhasesProcessor, { strict: false }).move();
    }
    await here.drainEvents();
  }

  it('work in the order in which one makes, reads, changes and removes', async () => {
    const { fills } = new ExampleSecrets(here, peers, as);
    const examples = examplesOf((await here.http().get('/api/schema')).body).toSorted(
      (a, b) => turnOf(a) - turnOf(b),
    );
    const names = new Set(examples.flatMap(({ id, name }) => [id, name]));
    expect([...Object.keys(fills), ...Object.keys(TURNS)].filter((name) => !names.has(name))).toEqual([]);
    const refused: unknown[] = [];
    let turn = MADE;
    for (const example of examples) {
      const next = Math.floor(turnOf(example));
      if (next > turn) await goOn((turn = next));
      const filled = (await (fills[example.name] ?? fills[example.id])?.(example)) ?? {};
      const { login, method, path, query, body } = { ...example, ...filled };
      const caller = login === undefined ? here.http() : as[login]!;
      const { ask = () => caller.call(method, path + query, body, { headers: filled.headers ?? {} }) } = filled;
      const answer = await ask(path + query);
      if (!example.successes.includes(answer.status))
        refused.push([example.name, method, path + query, body, answer.status, answer.body]);
      if (ENDS_SESSIONS.has(example.id)) await signIn(login!);
    }
    expect(refused).toEqual([]);
    expect(examples.length).toBeGreaterThan(250);
  });
});
