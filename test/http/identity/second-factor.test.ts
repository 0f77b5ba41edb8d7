import { halfSignIn, switchMfaOn, totpAt, type AuthenticatorApp } from '../../support/authenticator-app.js';
import { eventually } from '../../support/eventually.js';
import { mailsTo } from '../../support/mailbox.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world({ MFA_ISSUER: 'Acme Talks', ACCESS_TOKEN_TTL: '5h' });
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const mfa = (path: string, body: object, http = ada.http) => http.post(`/api/v1/users/mfa/${path}`, body);
const verify = (body: object) => mfa('verify', body, here.http());
const enter = (door: string, person = ada) =>
  here.http().post(`/api/v1/${door}`, { username: person.username, password: person.password });
const halfway = () => halfSignIn(here, ada);
const refusal = ({ status, body }: { status: number; body: any }) => [
  status,
  body.code,
  Object.keys(body.field_errors ?? {}),
];
const me = async () => (await ada.http.get('/api/v1/users/me')).body;
const actions = async (personId: number) => {
  const rows = await here.db.query<{ action: string }>(
    `SELECT action FROM platform.audit_log
     WHERE subject_type = 'account' AND subject_id = $1::text ORDER BY id`,
    [String(personId)],
  );
  return rows.map(({ action }) => action);
};
const told = (subject: string, person = ada) =>
  eventually(async () => {
    const mails = await mailsTo(here, person.email);
    const found = mails.find((mail) => mail.subject === subject);
    if (!found) throw new Error(`No "${subject}" among ${mails.map((mail) => mail.subject).join(', ')}.`);
    return found;
  });

describe('the codes of an app', () => {
  it('are those of RFC 6238', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(
      [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000].map((at) => totpAt(secret, at * 1000)),
    ).toEqual(['287082', '081804', '050471', '005924', '279037']);
  });
});

describe('setting the second factor up', () => {
  it('gives a secret, its URL and its picture, and changes nothing yet', async () => {
    const { status, body } = await mfa('setup', {});
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['otpauth_url', 'qr_code', 'secret']);
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    const url = new URL(body.otpauth_url);
    expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual([
      'otpauth:',
      'totp',
      `/Acme Talks:${ada.email}`,
    ]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      issuer: 'Acme Talks',
      secret: body.secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    expect(
      Buffer.from(body.qr_code.split('data:image/png;base64,')[1], 'base64').subarray(1, 4).toString(),
    ).toBe('PNG');
    expect((await me()).mfa_enabled).toBe(false);
    expect((await enter('auth/login')).body.access).toBeDefined();
  });

  it('again gives another secret, and the first one’s codes are wrong', async () => {
    const first = (await mfa('setup', {})).body.secret as string;
    const second = (await mfa('setup', {})).body.secret as string;
    expect(second).not.toBe(first);
    expect(refusal(await mfa('enable', { code: totpAt(first, here.clock.millis()) }))).toEqual([
      400,
      'INVALID_CODE',
      ['code'],
    ]);
    expect((await mfa('enable', { code: totpAt(second, here.clock.millis()) })).status).toBe(200);
  });

  it('wants the password where the sign-in is more than ten minutes ago', async () => {
    here.clock.advance(10 * MINUTE_MS + 1);
    expect(refusal(await mfa('setup', {}))).toEqual([403, 'REAUTHENTICATION_REQUIRED', []]);
    expect(refusal(await mfa('setup', { password: 'Wrong-horse-7' }))).toEqual([
      400,
      'INVALID_CREDENTIALS',
      ['password'],
    ]);
    expect((await mfa('setup', { password: PASSWORD })).status).toBe(200);
  });

  it('is refused to strangers, and where it is on', async () => {
    for (const path of ['setup', 'enable', 'disable', 'recovery-codes'])
      expect((await mfa(path, { code: '123456' }, here.http())).status).toBe(401);
    expect(refusal(await mfa('enable', { code: '123456' }))).toEqual([409, 'MFA_NOT_SET_UP', []]);
    const app = await switchMfaOn(ada, here.clock);
    expect(refusal(await mfa('setup', {}))).toEqual([409, 'MFA_ALREADY_ENABLED', []]);
    expect(refusal(await mfa('enable', { code: app.next() }))).toEqual([409, 'MFA_ALREADY_ENABLED', []]);
  });
});

describe('switching it on', () => {
  it('gives ten recovery codes, ends the other sessions, and is told', async () => {
    const elsewhere = (await enter('auth/login')).body.access as string;
    const app = await switchMfaOn(ada, here.clock);
    expect(app.recoveryCodes).toHaveLength(10);
    expect(new Set(app.recoveryCodes).size).toBe(10);
    for (const code of app.recoveryCodes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect((await me()).mfa_enabled).toBe(true);
    expect((await here.http(elsewhere).get('/api/v1/users/me')).status).toBe(401);
    await told('Your second factor is on');
    expect((await actions(ada.id)).slice(-2)).toEqual(['identity.mfa_set_up', 'identity.mfa_enabled']);
  });

  it('uses the code’s step up', async () => {
    const app = await switchMfaOn(ada, here.clock);
    expect(refusal(await verify({ mfa_token: await halfway(), code: app.now() }))).toEqual([
      401,
      'INVALID_CODE',
      ['code'],
    ]);
  });

  it('keeps the secret and the codes unreadable in the database', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const [row] = await here.db.query<{ all: string }>(
      `SELECT concat(array_agg(f::text), (SELECT array_agg(c::text) FROM identity.recovery_codes c)) AS all
       FROM identity.totp_factors f`,
    );
    for (const secret of [app.secret, ...app.recoveryCodes, ...app.recoveryCodes.map(plain)]) {
      expect(row!.all).not.toContain(secret);
      expect(row!.all).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});

const plain = (code: string) => code.replaceAll('-', '');

describe('signing in', () => {
  it.each([
    ['auth/login', ['access', 'refresh', 'user'], true],
    ['users/login', ['access', 'refresh', 'token', 'username'], true],
    ['auth/token', ['access', 'refresh'], false],
  ])(
    'by %s asks for the second factor, and answers as that door once it came',
    async (door, fields, hasCookie) => {
      const app = await switchMfaOn(ada, here.clock);
      const first = await enter(door);
      expect([first.status, Object.keys(first.body)]).toEqual([200, ['mfa_required', 'mfa_token']]);
      expect(first.body.mfa_required).toBe(true);
      expect(first.headers.getSetCookie()).toEqual([]);
      const { status, body, headers } = await verify({ mfa_token: first.body.mfa_token, code: app.next() });
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(expect.arrayContaining(fields));
      expect('user' in body).toBe(fields.includes('user'));
      expect(headers.getSetCookie().some((cookie) => cookie.startsWith('sessionid='))).toBe(hasCookie);
      expect((await here.http(body.access).get('/api/v1/users/me')).status).toBe(200);
    },
  );

  it('with a wrong password is as it was', async () => {
    await switchMfaOn(ada, here.clock);
    const wrong = { ...ada, password: 'Wrong-horse-7' };
    const answers = await Promise.all(
      ['auth/login', 'users/login', 'auth/token'].map((door) => enter(door, wrong)),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'INVALID_CREDENTIALS'],
      [401, 'INVALID_CREDENTIALS'],
      [401, 'INVALID_CREDENTIALS'],
    ]);
  });

  it('takes codes of a clock that is one step apart, and no other', async () => {
    const app = await switchMfaOn(ada, here.clock);
    here.clock.advance(10 * MINUTE_MS);
    const token = await halfway();
    for (const steps of [-2, 2])
      expect((await verify({ mfa_token: token, code: app.now(steps) })).status).toBe(401);
    expect((await verify({ mfa_token: token, code: app.now(-1) })).status).toBe(200);
    expect((await verify({ mfa_token: await halfway(), code: app.now(1) })).status).toBe(200);
  });

  it('takes no step twice, nor one older than the last', async () => {
    const app = await switchMfaOn(ada, here.clock);
    here.clock.advance(10 * MINUTE_MS);
    const code = app.now();
    expect((await verify({ mfa_token: await halfway(), code })).status).toBe(200);
    const again = await halfway();
    for (const used of [code, app.now(-1)])
      expect(refusal(await verify({ mfa_token: again, code: used }))).toEqual([401, 'INVALID_CODE', ['code']]);
    expect((await verify({ mfa_token: again, code: app.next() })).status).toBe(200);
  });

  it('says in the list of sessions how it was made', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const { body } = await verify({ mfa_token: await halfway(), code: app.next() });
    const { body: list } = await here.http(body.access).get('/api/v1/users/sessions?ordering=created_at');
    expect(list.results.map((session: any) => [session.method, session.mfa, session.is_current])).toEqual([
      ['registration', false, false],
      ['password', true, true],
    ]);
  });

  it('with the second factor is written down', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const token = await halfway();
    await verify({ mfa_token: token, code: app.wrong() });
    await verify({ mfa_token: token, code: app.next() });
    const rows = await here.db.query(`SELECT action, details FROM platform.audit_log ORDER BY id DESC LIMIT 2`);
    expect(rows).toEqual([
      { action: 'identity.signed_in', details: { method: 'password', mfa: true } },
      { action: 'identity.sign_in_failed', details: { method: 'password', reason: 'wrong_code' } },
    ]);
  });
});

describe('a sign-in that waits', () => {
  it('ends after five minutes', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const token = await halfway();
    here.clock.advance(5 * MINUTE_MS - 1);
    const late = await halfway();
    expect((await verify({ mfa_token: token, code: app.now() })).status).toBe(200);
    here.clock.advance(5 * MINUTE_MS);
    expect(refusal(await verify({ mfa_token: late, code: app.now() }))).toEqual([401, 'INVALID_TOKEN', []]);
  });

  it('has five tries, and is done once', async () => {
    const app = await switchMfaOn(ada, here.clock);
    here.clock.advance(MINUTE_MS);
    const token = await halfway();
    for (let n = 0; n < 5; n++)
      expect((await verify({ mfa_token: token, code: app.wrong() })).body.code).toBe('INVALID_CODE');
    for (const proof of [{ code: app.now() }, { recovery_code: app.recoveryCodes[0] }])
      expect(refusal(await verify({ mfa_token: token, ...proof }))).toEqual([401, 'INVALID_TOKEN', []]);
    const second = await halfway();
    expect((await verify({ mfa_token: second, code: app.now() })).status).toBe(200);
    expect((await verify({ mfa_token: second, code: app.next() })).body.code).toBe('INVALID_TOKEN');
  });

  it('is nothing by itself: neither a token nor a cookie', async () => {
    await switchMfaOn(ada, here.clock);
    const token = await halfway();
    expect((await here.http(token).get('/api/v1/users/me')).status).toBe(401);
    const cookie = { headers: { cookie: `sessionid=${token}` } };
    expect((await here.http().get('/api/v1/users/me', cookie)).status).toBe(401);
    expect((await here.http().post('/api/v1/auth/refresh', { refresh: token })).status).toBe(401);
    expect((await here.http().post('/api/v1/oauth/token', { code: token })).status).toBe(400);
    for (const made of ['x', 'x'.repeat(43)])
      expect((await verify({ mfa_token: made, code: '123456' })).body.code).toBe('INVALID_TOKEN');
    expect(refusal(await verify({ mfa_token: token }))).toEqual([400, 'VALIDATION_ERROR', ['code']]);
  });

  it.each([
    [
      'a new password',
      (person: Person, app: AuthenticatorApp) =>
        person.http.post('/api/v1/users/change-password', {
          current_password: PASSWORD,
          new_password: 'Correct-horse-8',
          code: app.next(),
        }),
    ],
    [
      'a suspension',
      async (person: Person) =>
        (await here.admin()).http.patch(`/api/v1/admin/users/${person.id}`, { status: 'suspended' }),
    ],
    [
      'erasure',
      (person: Person, app: AuthenticatorApp) =>
        person.http.call('DELETE', '/api/v1/users/me', { code: app.next() }),
    ],
  ])('is ended by %s', async (_, end) => {
    const app = await switchMfaOn(ada, here.clock);
    const token = await halfway();
    expect((await end(ada, app)).status).toBeLessThan(300);
    expect((await verify({ mfa_token: token, code: app.next() })).body.code).toBe('INVALID_TOKEN');
  });
});

describe('recovery codes', () => {
  it('work once each, however they are typed, and are told', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const [first, second] = app.recoveryCodes as [string, string];
    const typed = ` ${plain(first).toLowerCase()} `;
    expect((await verify({ mfa_token: await halfway(), recovery_code: typed })).status).toBe(200);
    for (const again of [first, typed])
      expect(refusal(await verify({ mfa_token: await halfway(), recovery_code: again }))).toEqual([
        401,
        'INVALID_CODE',
        ['recovery_code'],
      ]);
    expect((await verify({ mfa_token: await halfway(), recovery_code: second })).status).toBe(200);
    const mails = await eventually(async () => {
      const found = (await mailsTo(here, ada.email)).filter(
        (mail) => mail.subject === 'A recovery code of yours was used',
      );
      if (found.length < 2) throw new Error(`${found.length} mails`);
      return found.map((mail) => /(\d) of ten/.exec(mail.text!)![1]).sort();
    });
    expect(mails).toEqual(['8', '9']);
    expect((await actions(ada.id)).filter((action) => action === 'identity.recovery_code_used')).toHaveLength(
      2,
    );
  });

  it('are replaced by ten new ones, by password and a code', async () => {
    const app = await switchMfaOn(ada, here.clock);
    const [old, last] = app.recoveryCodes as [string, string];
    expect(refusal(await mfa('recovery-codes', { password: 'Wrong-horse-7', recovery_code: old }))).toEqual([
      400,
      'INVALID_CREDENTIALS',
      ['password'],
    ]);
    expect(refusal(await mfa('recovery-codes', { password: PASSWORD, code: app.wrong() }))).toEqual([
      400,
      'INVALID_CODE',
      ['code'],
    ]);
    expect(refusal(await mfa('recovery-codes', { password: PASSWORD }))).toEqual([
      400,
      'VALIDATION_ERROR',
      ['code'],
    ]);
    const { status, body } = await mfa('recovery-codes', { password: PASSWORD, recovery_code: old });
    expect([status, Object.keys(body), body.recovery_codes.length]).toEqual([200, ['recovery_codes'], 10]);
    expect((await verify({ mfa_token: await halfway(), recovery_code: last })).body.code).toBe('INVALID_CODE');
    expect((await verify({ mfa_token: await halfway(), recovery_code: body.recovery_codes[9] })).status).toBe(
      200,
    );
  });

  it('go on where the installation has got another secret, and the app’s codes do not', async () => {
    const app = await switchMfaOn(ada, here.clock);
    await here.db.query(
      `UPDATE identity.totp_factors
       SET sealed_secret = set_byte(sealed_secret, 40, get_byte(sealed_secret, 40) # 1)
       WHERE account_id = $1`,
      [ada.id],
    );
    expect((await verify({ mfa_token: await halfway(), code: app.next() })).body.code).toBe('INVALID_CODE');
    const recovery_code = app.recoveryCodes[0];
    expect((await verify({ mfa_token: await halfway(), recovery_code })).status).toBe(200);
  });
});
