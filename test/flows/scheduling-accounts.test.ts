import { AuthenticatorApp, totpAt } from '../support/authenticator-app.js';
import { eventually } from '../support/eventually.js';
import { mailedToken, mailsTo } from '../support/mailbox.js';
import { world, type World } from '../support/world.js';

const FIRST = 'Correct-horse-7';
const SECOND = 'Battery-staple-8';
let here: World;
beforeAll(async () => {
  here = await world({ REQUIRE_EMAIL_VERIFICATION: 'true' });
});
afterAll(() => here.close());

const post = (path: string, body: object, http = here.http()) => http.post(`/api/v1/users/${path}/`, body);
const withToken = (token: string) => here.http().with({ authorization: `Token ${token}` });
const login = (login: string, password: string) => post('login', { username: login, password });
const status = async (token: string) => (await withToken(token).get('/api/v1/users/me/')).status;
const subjects = (address: string, count: number) =>
  eventually(async () => {
    const mails = await mailsTo(here, address);
    if (mails.length < count) throw new Error(`${mails.length} mails yet.`);
    return mails.map(({ subject }) => subject).sort();
  });

async function register(username: string): Promise<string> {
  const email = `${username}@example.com`;
  const { status: answered, body } = await post('register', { username, email, password: FIRST });
  expect([answered, body.status, body.is_verified, 'token' in body, 'access' in body]).toEqual([
    201,
    'pending_verification',
    false,
    false,
    false,
  ]);
  return email;
}

describe('the scheduling platform’s accounts, where addresses are verified first', () => {
  it('register, verify, sign in, take a second factor, refresh, and sign out', async () => {
    const email = await register('nadia');
    expect(await subjects(email, 1)).toEqual(['Please confirm your e-mail address']);

    // Nobody is let in yet; only who knows the password learns why.
    expect((await login('nadia', FIRST)).body.code).toBe('ACCOUNT_NOT_VERIFIED');
    expect((await login('nadia', 'Wrong-horse-7')).body.code).toBe('INVALID_CREDENTIALS');
    for (const door of ['auth/login', 'auth/token']) {
      const refused = await here.http().post(`/api/v1/${door}`, { username: email, password: FIRST });
      expect([refused.status, refused.body.code]).toEqual([403, 'ACCOUNT_NOT_VERIFIED']);
    }

    // The link is mailed again on request, whoever asks, and works once.
    const known = await post('resend-verification', { email });
    const unknown = await post('resend-verification', { email: 'nobody@example.com' });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const token = await mailedToken(here, email, 'verify-email');
    expect((await post('verify-email', { token })).status).toBe(200);
    expect((await post('verify-email', { token })).body.code).toBe('INVALID_TOKEN');

    const { status: entered, body: nadia } = await login(email, FIRST);
    expect([entered, nadia.username, nadia.status, nadia.is_verified, nadia.mfa_enabled]).toEqual([
      200,
      'nadia',
      'active',
      true,
      false,
    ]);
    expect(await status(nadia.token)).toBe(200);

    // The second factor.
    const http = withToken(nadia.token);
    const setup = await post('mfa/setup', {}, http);
    const app = new AuthenticatorApp(setup.body.secret as string, here.clock);
    const code = totpAt(app.secret, here.clock.millis());
    expect((await post('mfa/enable', { code }, http)).body.recovery_codes).toHaveLength(10);
    const half = await login('nadia', FIRST);
    expect([half.status, Object.keys(half.body)]).toEqual([200, ['mfa_required', 'mfa_token']]);
    const proof = { mfa_token: half.body.mfa_token, code: app.next() };
    const { body: whole } = await post('mfa/verify', proof);
    expect([whole.username, whole.mfa_enabled, typeof whole.token, typeof whole.refresh]).toEqual([
      'nadia',
      true,
      'string',
      'string',
    ]);
    const { results } = (await withToken(whole.token).get('/api/v1/users/sessions/?ordering=created_at')).body;
    expect(results.map(({ method, mfa, is_current }: any) => [method, mfa, is_current])).toEqual([
      ['password', false, false],
      ['password', true, true],
    ]);

    // Refresh tokens rotate, and signing out ends what they gave.
    const refreshed = await here.http().post('/api/v1/auth/refresh/', { refresh: whole.refresh });
    expect([refreshed.status, await status(refreshed.body.access)]).toEqual([200, 200]);
    const out = await post('logout', {}, withToken(refreshed.body.access));
    expect([out.status, out.body.success]).toEqual([200, true]);
    for (const dead of [whole.token, refreshed.body.access]) expect(await status(dead)).toBe(401);
    const late = await here.http().post('/api/v1/auth/refresh/', { refresh: refreshed.body.refresh });
    expect(late.status).toBe(401);
    expect(await status(nadia.token)).toBe(200);
    expect(await subjects(email, 3)).toEqual([
      'Please confirm your e-mail address',
      'Please confirm your e-mail address',
      'Your second factor is on',
    ]);
  });

  it('set a new password by mail, which ends every session and leaves the second factor on', async () => {
    const email = await register('omar');
    const token = await mailedToken(here, email, 'verify-email');
    await post('verify-email', { token });
    const { body: omar } = await login('omar', FIRST);
    const setup = await post('mfa/setup', {}, withToken(omar.token));
    const app = new AuthenticatorApp(setup.body.secret as string, here.clock);
    await post('mfa/enable', { code: app.now() }, withToken(omar.token));

    const known = await post('request-password-reset', { email });
    const unknown = await post('request-password-reset', { email: 'nobody@example.com' });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const reset = { token: await mailedToken(here, email, 'reset-password'), new_password: SECOND };
    expect((await post('confirm-password-reset', reset)).status).toBe(200);
    expect((await post('confirm-password-reset', reset)).body.code).toBe('INVALID_TOKEN');
    expect(await status(omar.token)).toBe(401);
    expect((await login('omar', FIRST)).body.code).toBe('INVALID_CREDENTIALS');
    const half = await login('omar', SECOND);
    const proof = { mfa_token: half.body.mfa_token, code: app.next() };
    expect((await post('mfa/verify', proof)).body.username).toBe('omar');
  });
});
