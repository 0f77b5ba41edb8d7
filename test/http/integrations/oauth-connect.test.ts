import { answering, cutOff } from '../../support/calendar-peer.js';
import { FakeGoogleCalendar } from '../../support/fake-google-calendar.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE = 60_000;
const FRONT_END = 'https://app.convoke.example';
const PROVIDER = 'google_calendar';

let w: World;
let google: FakeGoogleCalendar;
let ada: Person;
beforeAll(async () => {
  google = await FakeGoogleCalendar.open();
  w = await world({ ...google.env, FRONTEND_URL: FRONT_END, CORS_ORIGINS: 'https://other.convoke.example' });
});
afterAll(async () => {
  await w.close();
  await google.close();
});
beforeEach(async () => {
  google.heal();
  google.granted = null;
  ada = await w.signUp();
});

const begin = async (person = ada, body = {}) => {
  const asked = { provider: PROVIDER, ...body };
  const { status, body: begun } = await person.http.post('/api/v1/integrations/oauth/initiate', asked);
  expect(status).toBe(200);
  return begun as { authorization_url: string; state: string };
};
const callback = (person: Person, code: string, state: string, provider = PROVIDER) =>
  person.http.post('/api/v1/integrations/oauth/callback', { provider, code, state });
const agree = async (account: string, person = ada) => {
  const { authorization_url: url } = await begin(person);
  const back = google.authorize(url, account).searchParams;
  return [back.get('code')!, back.get('state')!] as const;
};
const connect = async (account: string, person = ada) => callback(person, ...(await agree(account, person)));
const fieldOf = ({ status, body }: { status: number; body: { field_errors?: object } }) => [
  status,
  ...Object.keys(body.field_errors ?? {}),
];

describe('connecting a calendar by OAuth', () => {
  it('says whose calendars can be connected here', async () => {
    const { body } = await ada.http.get('/api/v1/integrations/oauth/providers');
    expect(body.providers).toEqual([
      { provider: 'google_calendar', name: 'Google', configured: true },
      { provider: 'microsoft_365', name: expect.any(String), configured: false },
    ]);
  });

  it('sends the browser off with state and PKCE, back to the page for calendars', async () => {
    const { authorization_url: url, state } = await begin();
    const asked = new URL(url).searchParams;
    expect([asked.get('state'), asked.get('redirect_uri')]).toEqual([
      state,
      `${FRONT_END}/organize/calendars/callback`,
    ]);
    const own = 'https://other.convoke.example/back?from=1';
    const { authorization_url: other } = await begin(ada, { redirect_uri: own });
    expect(new URL(other).searchParams.get('redirect_uri')).toBe(own);
  });

  it.each([
    'https://evil.example/organize/calendars/callback',
    `${FRONT_END}.evil.example/back`,
    `${FRONT_END.replace('https', 'http')}/back`,
    'https://me:you@app.convoke.example/back',
    'javascript:alert(1)',
    'back',
  ])('comes back to no %s', async (redirect_uri) => {
    const asked = { provider: PROVIDER, redirect_uri };
    expect(fieldOf(await ada.http.post('/api/v1/integrations/oauth/initiate', asked))).toEqual([
      400,
      'redirect_uri',
    ]);
  });

  it('lists the account with its calendars, of which the primary counts and is written to', async () => {
    const { status, body } = await connect('ada@gmail.example');
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        provider: PROVIDER,
        account_email: 'ada@gmail.example',
        url: null,
        calendars: [
          expect.objectContaining({ name: 'ada@gmail.example', is_primary: true, blocks: true, writes: true }),
          expect.objectContaining({ name: 'Holidays', is_primary: false, blocks: false, writes: false }),
        ],
      }),
    ]);
    const { body: listed } = await ada.http.get('/api/integrations');
    expect(listed.map(({ id }: { id: number }) => id)).toEqual([body.id]);
    expect(JSON.stringify([body, listed])).not.toContain('canary');
  });

  it('keeps tokens, states and verifiers encrypted', async () => {
    await connect('sealed@gmail.example');
    const { state } = await begin();
    const rows = await w.db.query<{ text: string }>(
      `SELECT encode(sealed_credentials, 'escape') AS text FROM integrations.calendar_connections UNION ALL
       SELECT encode(sealed, 'escape') || encode(digest, 'escape') FROM integrations.oauth_states`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ text }) => text.includes('canary') || text.includes(state))).toEqual([]);
  });

  it('renews an account that is connected already', async () => {
    const { body: first } = await connect('again@gmail.example');
    const { status, body: second } = await connect('Again@gmail.example');
    expect([status, second.id]).toEqual([201, first.id]);
    expect((await ada.http.get('/api/integrations')).body).toHaveLength(1);
  });

  it('takes a state once, from whom it was given to, for that provider and for ten minutes', async () => {
    const [code, state] = await agree('states@gmail.example');
    const eve = await w.signUp();
    expect(fieldOf(await callback(eve, code, state))).toEqual([400, 'state']);
    expect(fieldOf(await callback(ada, code, 'made-up'))).toEqual([400, 'state']);
    expect((await callback(ada, code, state)).status).toBe(201);
    expect(fieldOf(await callback(ada, code, state))).toEqual([400, 'state']);

    const late = await agree('late@gmail.example');
    w.clock.advance(10 * MINUTE);
    expect(fieldOf(await callback(ada, ...late))).toEqual([400, 'state']);
    const early = await agree('early@gmail.example');
    w.clock.advance(10 * MINUTE - 1);
    expect((await callback(ada, ...early)).status).toBe(201);
  });

  it('keeps the ten newest states of a person', async () => {
    const [code, state] = await agree('many@gmail.example');
    for (let n = 0; n < 10; n++) {
      w.clock.tick();
      await begin();
    }
    expect(fieldOf(await callback(ada, code, state))).toEqual([400, 'state']);
  });

  it('refuses a code that the provider refuses, and what the owner did not agree to', async () => {
    const [, state] = await agree('code@gmail.example');
    expect(fieldOf(await callback(ada, 'made-up', state))).toEqual([400, 'code']);
    google.granted = ['openid', 'email'];
    expect(fieldOf(await connect('scopes@gmail.example'))).toEqual([400, 'code']);
    google.granted = null;
    google.fail(/calendarList/, answering(403, { error: { errors: [{ reason: 'insufficientPermissions' }] } }));
    expect(fieldOf(await connect('list@gmail.example'))).toEqual([400, 'code']);
    expect((await ada.http.get('/api/integrations')).body).toEqual([]);
  });

  it('says that the provider is away, in its own words', async () => {
    for (const trouble of [cutOff, answering(500, 'canary-provider-words'), answering(200, '<html>')]) {
      google.fail(/token/, trouble);
      const { status, body, headers } = await connect('away@gmail.example');
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'SERVICE_UNAVAILABLE', '2']);
      expect(JSON.stringify(body)).not.toContain('canary');
      google.heal();
    }
  });

  it('knows the providers that are set up here, and no others', async () => {
    const path = '/api/v1/integrations/oauth';
    for (const door of [`${path}/initiate`, `${path}/callback`]) {
      const { status, body } = await ada.http.post(door, { provider: 'microsoft_365', code: 'c', state: 's' });
      expect([status, body.code]).toEqual([404, 'PROVIDER_NOT_CONFIGURED']);
      const unknown = await ada.http.post(door, { provider: 'caldav', code: 'c', state: 's' });
      expect(fieldOf(unknown)).toEqual([400, 'provider']);
      expect((await w.http().post(door, { provider: PROVIDER })).status).toBe(401);
    }
  });
});
