import { halfSignIn, switchMfaOn, type AuthenticatorApp } from '../../support/authenticator-app.js';
import { guardedDoors, linkProvider, type GuardedDoor } from '../../support/guarded-doors.js';
import { eventually } from '../../support/eventually.js';
import type { Answer } from '../../support/http.js';
import { mailsTo } from '../../support/mailbox.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const TEN_MINUTES = 10 * 60_000;
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '5h' });
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUpAs('admin');
  await here.signUpAs('admin');
});
afterAll(() => here.close());

const DOORS: Record<string, GuardedDoor> = {
  ...guardedDoors(() => linkProvider(here.db, ada.id)),
  'changing a role': {
    field: 'password',
    ask: async (http, proof) => {
      const { id } = await here.signUp();
      return http.patch(`/api/v1/admin/users/${id}`, { user_type: 'organizer', ...proof });
    },
  },
};

const refusal = ({ status, body }: Answer) => [status, body.code, Object.keys(body.field_errors ?? {})];
const verified = async (app: AuthenticatorApp) =>
  here.http(
    (
      await here
        .http()
        .post('/api/v1/users/mfa/verify', { mfa_token: await halfSignIn(here, ada), code: app.next() })
    ).body.access,
  );

describe.each(Object.entries(DOORS))('with the second factor on, %s', (_, { field, ask }) => {
  it('wants a code, however recent the sign-in', async () => {
    const app = await switchMfaOn(ada, here.clock);
    for (const proof of [{}, { [field]: PASSWORD }, { [field]: 'Wrong-horse-7' }])
      expect(refusal(await ask(ada.http, proof))).toEqual([403, 'MFA_REQUIRED', []]);
    expect(refusal(await ask(ada.http, { code: app.wrong() }))).toEqual([400, 'INVALID_CODE', ['code']]);
    expect((await ask(ada.http, { code: app.next() })).status).toBeLessThan(300);
  });

  it('wants none within ten minutes of one, of this session alone', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const http = await verified(app);
    here.clock.advance(TEN_MINUTES);
    expect((await ask(ada.http, { [field]: PASSWORD })).body.code).toBe('MFA_REQUIRED');
    here.clock.advance(1);
    expect((await ask(http, { [field]: PASSWORD })).body.code).toBe('MFA_REQUIRED');
    here.clock.advance(-1);
    expect((await ask(http, {})).status).toBeLessThan(300);
  });

  it('wants the password besides, where the sign-in is too long ago', async () => {
    const app = await switchMfaOn(ada, here.clock);
    here.clock.advance(TEN_MINUTES + 1);
    const [recovery_code] = app.recoveryCodes;
    expect(refusal(await ask(ada.http, { recovery_code }))).toEqual([403, 'REAUTHENTICATION_REQUIRED', []]);
    expect(refusal(await ask(ada.http, { recovery_code, [field]: 'Wrong-horse-7' }))).toEqual([
      400,
      'INVALID_CREDENTIALS',
      [field],
    ]);
    expect((await ask(ada.http, { recovery_code, [field]: PASSWORD })).status).toBeLessThan(300);
  });
});

describe('a code that was given once', () => {
  it('is good for ten minutes of this session', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const ask = DOORS['changing the address']!.ask;
    expect((await ask(ada.http, { code: app.next(), password: PASSWORD })).status).toBe(200);
    here.clock.advance(TEN_MINUTES);
    expect((await ask(ada.http, { password: PASSWORD })).status).toBe(200);
    here.clock.advance(1);
    expect((await ask(ada.http, { password: PASSWORD })).body.code).toBe('MFA_REQUIRED');
  });
});

describe('without a second factor', () => {
  it('changing a role wants the password ten minutes after the sign-in; suspending wants nothing', async () => {
    here.clock.advance(TEN_MINUTES + 1);
    const { id } = await here.signUp();
    const change = (body: object) => ada.http.patch(`/api/v1/admin/users/${id}`, body);
    expect((await change({ status: 'suspended' })).status).toBe(200);
    expect(refusal(await change({ user_type: 'admin' }))).toEqual([403, 'REAUTHENTICATION_REQUIRED', []]);
    expect((await change({ user_type: 'admin', password: 'Wrong-horse-7' })).body.code).toBe(
      'INVALID_CREDENTIALS',
    );
    const { status, body } = await change({ user_type: 'organizer', password: PASSWORD });
    expect([status, body.user_type]).toEqual([200, 'organizer']);
  });
});

describe('an administrator', () => {
  it('sees where somebody is signed in, and by what', async () => {
    const bob = await here.signUp();
    const app = await switchMfaOn(bob, here.clock);
    await linkProvider(here.db, bob.id);
    const recovery = { mfa_token: await halfSignIn(here, bob), recovery_code: app.recoveryCodes[0] };
    here.clock.tick();
    await here.http().with({ 'user-agent': 'curl/8.1' }).post('/api/v1/users/mfa/verify', recovery);
    const { status, body } = await ada.http.get(`/api/v1/admin/users/${bob.id}/sessions`);
    expect(status).toBe(200);
    expect(body.factors).toMatchObject({
      has_password: true,
      mfa_enabled: true,
      mfa_enabled_at: expect.stringMatching(/Z$/),
      recovery_codes_left: 9,
      providers: ['google'],
    });
    expect(
      body.sessions.map(({ device, method, mfa, is_current }: any) => [device, method, mfa, is_current]),
    ).toEqual([
      ['curl', 'password', true, false],
      ['Node.js', 'registration', false, false],
    ]);
    expect((await bob.http.get(`/api/v1/admin/users/${bob.id}/sessions`)).status).toBe(403);
    expect((await ada.http.get('/api/v1/admin/users/999999/sessions')).status).toBe(404);
  });

  it('removes a lost second factor: sessions end, the person is told, it is written down', async () => {
    const bob = await here.signUp();
    const app = await switchMfaOn(bob, here.clock);
    const waiting = await halfSignIn(here, bob);
    const { status, body } = await ada.http.post(`/api/v1/admin/users/${bob.id}/reset-mfa`, {});
    expect([status, body]).toEqual([200, { mfa_enabled: false }]);
    expect((await bob.http.get('/api/v1/users/me')).status).toBe(401);
    const late = { mfa_token: waiting, recovery_code: app.recoveryCodes[0] };
    expect((await here.http().post('/api/v1/users/mfa/verify', late)).body.code).toBe('INVALID_TOKEN');
    const credentials = { username: bob.username, password: PASSWORD };
    const again = await here.http().post('/api/v1/auth/login', credentials);
    expect([again.status, again.body.user.mfa_enabled]).toEqual([200, false]);
    await eventually(async () => {
      const subjects = (await mailsTo(here, bob.email)).map(({ subject }) => subject);
      if (!subjects.includes('Your second factor was removed')) throw new Error(subjects.join(', '));
    });
    const rows = await here.db.query(
      `SELECT actor_id AS actor FROM platform.audit_log
       WHERE action = 'identity.mfa_reset' AND subject_id = $1::text`,
      [String(bob.id)],
    );
    expect(rows).toEqual([{ actor: ada.id }]);
  });

  it('does not get rid of the own factor so, and leaves people without one alone', async () => {
    const own = await ada.http.post(`/api/v1/admin/users/${ada.id}/reset-mfa`, {});
    expect(refusal(own)).toEqual([409, 'OWN_SECOND_FACTOR', []]);
    const bob = await here.signUp();
    expect((await ada.http.post(`/api/v1/admin/users/${bob.id}/reset-mfa`, {})).status).toBe(200);
    expect((await bob.http.get('/api/v1/users/me')).status).toBe(200);
    expect((await bob.http.post(`/api/v1/admin/users/${ada.id}/reset-mfa`, {})).status).toBe(403);
    expect((await ada.http.post('/api/v1/admin/users/999999/reset-mfa', {})).status).toBe(404);
  });
});

describe('a sign-in from a program not seen before', () => {
  const enter = (userAgent: string) =>
    here
      .http()
      .with({ 'user-agent': userAgent })
      .post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
  const notices = async () =>
    (await mailsTo(here, ada.email)).filter(({ subject }) => subject?.startsWith('A new sign-in'));

  it('is told once, not again for its next version, and written down', async () => {
    await enter('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    const [notice] = await eventually(async () => {
      const found = await notices();
      if (found.length === 0) throw new Error('No notice yet.');
      return found;
    });
    expect(notice!.subject).toBe('A new sign-in: Firefox on Linux');
    expect(notice!.text).toMatch(
      /Device: Firefox on Linux\nAddress: 127[.]0[.]0[.]1\nTime: \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    await enter('Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0');
    await enter('curl/8.5.0');
    await eventually(async () => {
      if ((await notices()).length < 2) throw new Error('The second is not there yet.');
    });
    expect((await notices()).map(({ subject }) => subject).sort()).toEqual([
      'A new sign-in: Firefox on Linux',
      'A new sign-in: curl',
    ]);
    const rows = await here.db.query(
      `SELECT details->>'device' AS device FROM platform.audit_log
       WHERE action = 'identity.new_device' AND actor_id = $1 ORDER BY id`,
      [ada.id],
    );
    expect(rows).toEqual([{ device: 'Firefox on Linux' }, { device: 'curl' }]);
  });
});
