import { halfSignIn, switchMfaOn, type AuthenticatorApp } from '../../support/authenticator-app.js';
import { eventually } from '../../support/eventually.js';
import { mailsTo } from '../../support/mailbox.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '5h' });
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const mfa = (path: string, body: object, http = ada.http) => http.post(`/api/v1/users/mfa/${path}`, body);
const verify = (body: object) => mfa('verify', body, here.http());
const halfway = () => halfSignIn(here, ada);
const refusal = ({ status, body }: { status: number; body: any }) => [
  status,
  body.code,
  Object.keys(body.field_errors ?? {}),
];
const me = async () => (await ada.http.get('/api/v1/users/me')).body;
const auditedActions = async (personId: number) => {
  const rows = await here.db.query<{ action: string }>(
    `SELECT action FROM platform.audit_log WHERE subject_type = 'account' AND subject_id = $1::text
     ORDER BY id`,
    [String(personId)],
  );
  return rows.map(({ action }) => action);
};
const told = (subject: string) =>
  eventually(async () => {
    const subjects = (await mailsTo(here, ada.email)).map((mail) => mail.subject);
    if (!subjects.includes(subject)) throw new Error(`No "${subject}" among ${subjects.join(', ')}.`);
  });

describe('fifty wrong codes within an hour', () => {
  async function guess(app: AuthenticatorApp, count: number): Promise<string[]> {
    const codes: string[] = [];
    let token = '';
    for (let n = 0; n < count; n++) {
      if (n % 5 === 0) token = await halfway();
      codes.push((await verify({ mfa_token: token, code: app.wrong() })).body.code as string);
    }
    return codes;
  }

  it('rest the codes for an hour, while recovery codes go on', async () => {
    const app = await switchMfaOn(ada, here.clock);
    expect(new Set(await guess(app, 50))).toEqual(new Set(['INVALID_CODE']));
    const rested = await verify({ mfa_token: await halfway(), code: app.next() });
    expect([...refusal(rested), rested.body.error]).toEqual([
      401,
      'INVALID_CODE',
      ['code'],
      expect.stringMatching(/^Too many wrong codes: use a recovery code, or try again after .+Z\.$/),
    ]);
    const recovery_code = app.recoveryCodes[0];
    expect((await verify({ mfa_token: await halfway(), recovery_code })).status).toBe(200);
    here.clock.advance(HOUR_MS - 30_000 - 1);
    expect((await verify({ mfa_token: await halfway(), code: app.now() })).body.code).toBe('INVALID_CODE');
    here.clock.advance(1);
    expect((await verify({ mfa_token: await halfway(), code: app.now() })).status).toBe(200);
  }, 30_000);

  it('are counted over the last hour, wherever codes are asked for', async () => {
    const app = await switchMfaOn(ada, here.clock);
    await guess(app, 24);
    here.clock.advance(30 * MINUTE_MS);
    for (let n = 0; n < 25; n++)
      expect((await mfa('disable', { password: PASSWORD, code: app.wrong() })).status).toBe(400);
    here.clock.advance(30 * MINUTE_MS);
    await guess(app, 24);
    expect((await verify({ mfa_token: await halfway(), code: app.now() })).status).toBe(200);
    await guess(app, 1);
    expect((await verify({ mfa_token: await halfway(), code: app.next() })).body.error).toMatch(/^Too many/);
  }, 30_000);
});

describe('switching it off', () => {
  it('takes the password and a code, and is told', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const refusals = [
      await mfa('disable', { code: app.next() }),
      await mfa('disable', { password: 'Wrong-horse-7', recovery_code: app.recoveryCodes[0] }),
      await mfa('disable', { password: PASSWORD, code: app.wrong() }),
      await mfa('disable', { password: PASSWORD, recovery_code: 'AAAA-AAAA-AAAA-AAAA' }),
      await mfa('disable', { password: PASSWORD }),
    ];
    expect(refusals.map(refusal)).toEqual([
      [400, 'VALIDATION_ERROR', ['password']],
      [400, 'INVALID_CREDENTIALS', ['password']],
      [400, 'INVALID_CODE', ['code']],
      [400, 'INVALID_CODE', ['recovery_code']],
      [400, 'VALIDATION_ERROR', ['code']],
    ]);
    expect((await me()).mfa_enabled).toBe(true);
    const { status, body } = await mfa('disable', { password: PASSWORD, recovery_code: app.recoveryCodes[0] });
    expect([status, body]).toEqual([200, { mfa_enabled: false }]);
    expect((await me()).mfa_enabled).toBe(false);
    const credentials = { username: ada.username, password: PASSWORD };
    expect((await here.http().post('/api/v1/auth/login', credentials)).body.access).toBeDefined();
    await told('Your second factor is off');
    expect(await auditedActions(ada.id)).toContain('identity.mfa_disabled');
    for (const path of ['disable', 'recovery-codes'])
      expect(refusal(await mfa(path, { password: PASSWORD, code: app.next() }))).toEqual([
        409,
        'MFA_NOT_ENABLED',
        [],
      ]);
  });
});

describe('the limit of sign-ins', () => {
  it('counts one with a second factor once, where it is completed', async () => {
    const limited = await world({
      RATE_LIMITS_ENABLED: 'true',
      RATE_LIMIT_LOGIN: '4/hour',
      RATE_LIMIT_ANON: '1000/hour',
    });
    try {
      const person = await limited.signUp();
      const app = await switchMfaOn(person, limited.clock);
      const credentials = { username: person.username, password: PASSWORD };
      const login = () => limited.http().post('/api/v1/auth/login', credentials);
      for (let left = 3; left > 0; left--) {
        const half = await login();
        expect(half.headers.get('x-ratelimit-remaining')).toBe(String(left + 1));
        const body = { mfa_token: half.body.mfa_token, code: app.next() };
        const whole = await limited.http().post('/api/v1/users/mfa/verify', body);
        expect([whole.status, whole.headers.get('x-ratelimit-remaining')]).toEqual([200, String(left)]);
      }
      const made = { mfa_token: 'made up', code: '123456' };
      expect((await limited.http().post('/api/v1/users/mfa/verify', made)).status).toBe(401);
      expect((await limited.http().post('/api/v1/users/mfa/verify', made)).status).toBe(429);
      expect((await login()).status).toBe(429);
    } finally {
      await limited.close();
    }
  });
});
