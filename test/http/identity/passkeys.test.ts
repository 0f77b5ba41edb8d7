import { halfSignIn, switchMfaOn } from '../../support/authenticator-app.js';
import { eventually } from '../../support/eventually.js';
import type { Answer } from '../../support/http.js';
import { mailedToken, mailsTo } from '../../support/mailbox.js';
import { SoftwarePasskey, type Twist } from '../../support/software-passkey.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const FRONTEND = 'https://talks.example.org:8443';
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world({
    FRONTEND_URL: FRONTEND,
    PUBLIC_URL: 'https://talks.example.org',
    ACCESS_TOKEN_TTL: '5h',
    SSO_REQUIRED_DOMAINS: 'corp.example',
  });
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const creation = (person = ada, body = {}) => person.http.post('/api/v1/users/passkeys/options', body);
const request = (body = {}) => here.http().post('/api/v1/auth/passkey/options', body);
const enter = (credential: object, body = {}) =>
  here.http().post('/api/v1/auth/passkey', { credential, ...body });
const keep = (credential: object, person = ada, name = 'My laptop') =>
  person.http.post('/api/v1/users/passkeys', { name, credential });
const handle = (id: number) => Buffer.from(String(id)).toString('base64url');
const refusal = ({ status, body }: Answer) => [status, body.code];

async function made(person = ada, key = new SoftwarePasskey(FRONTEND)): Promise<SoftwarePasskey> {
  const { status } = await keep(key.create((await creation(person)).body), person);
  expect(status).toBe(201);
  return key;
}

const told = (subject: string) =>
  eventually(async () => {
    const subjects = (await mailsTo(here, ada.email)).map((mail) => mail.subject);
    if (!subjects.includes(subject)) throw new Error(`No "${subject}" among ${subjects.join(', ')}.`);
  });

describe('a passkey', () => {
  it('is made by options for the host of the front end, named, listed and removed', async () => {
    const { status, body } = await creation();
    expect([status, body.rp, body.user.name, body.attestation, body.timeout]).toEqual([
      200,
      { id: 'talks.example.org', name: 'Convoke' },
      ada.username,
      'none',
      5 * MINUTE_MS,
    ]);
    const key = new SoftwarePasskey(FRONTEND, true);
    const kept = await keep(key.create(body));
    expect([kept.status, kept.body]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: 'My laptop',
        created_at: here.clock.now().toISOString(),
        last_used_at: null,
        backed_up: true,
      },
    ]);
    await told('A passkey was added: My laptop');
    const again = await creation();
    expect(again.body.excludeCredentials.map(({ id }: { id: string }) => id)).toEqual([key.id]);
    expect((await ada.http.get('/api/v1/users/passkeys')).body.results).toEqual([kept.body]);
    const stranger = await here.signUp();
    expect((await stranger.http.delete(`/api/v1/users/passkeys/${kept.body.id}`)).status).toBe(404);
    expect((await ada.http.delete(`/api/v1/users/passkeys/${kept.body.id}`)).status).toBe(204);
    expect((await ada.http.get('/api/v1/users/passkeys')).body.count).toBe(0);
    await told('A passkey was removed: My laptop');
    expect(refusal(await enter(key.get((await request()).body)))).toEqual([401, 'INVALID_PASSKEY']);
  });

  it('wants a sign-in within ten minutes, or the password', async () => {
    here.clock.advance(10 * MINUTE_MS + 1);
    expect(refusal(await creation())).toEqual([403, 'REAUTHENTICATION_REQUIRED']);
    expect(refusal(await creation(ada, { password: 'Wrong-horse-7' }))).toEqual([400, 'INVALID_CREDENTIALS']);
    expect((await creation(ada, { password: PASSWORD })).status).toBe(200);
  });

  it.each<[string, Twist]>([
    ['another site’s page', { origin: 'https://evil.example' }],
    ['another port of the host', { origin: 'https://talks.example.org:9999' }],
    ['another host’s key', { rpId: 'evil.example' }],
    ['an answer of another kind', { type: 'webauthn.get' }],
    ['nobody being there', { isPresent: false }],
  ])('is not kept for %s', async (_, twist) => {
    const key = new SoftwarePasskey(FRONTEND);
    const answer = await keep(key.create((await creation()).body, twist));
    expect([...refusal(answer), Object.keys(answer.body.field_errors)]).toEqual([
      400,
      'INVALID_PASSKEY',
      ['credential'],
    ]);
  });

  it('is not kept by a challenge that is another’s, for something else, used, too old or made up', async () => {
    const stranger = await here.signUp();
    const { body } = await creation();
    const key = new SoftwarePasskey(FRONTEND);
    const forStranger = (await creation(stranger)).body;
    const forSignIn = { ...body, challenge: (await request()).body.challenge };
    const madeUp = { ...body, challenge: Buffer.from('made up').toString('base64url') };
    const refused = [
      await keep(key.create(forStranger)),
      await keep(key.create(forSignIn)),
      await keep(key.create(madeUp)),
      await keep({ id: 'x', response: { clientDataJSON: 'e30' } }),
      await keep({}),
    ];
    expect((await keep(key.create(body))).status).toBe(201);
    refused.push(await keep(new SoftwarePasskey(FRONTEND).create(body)));
    const late = (await creation()).body;
    here.clock.advance(5 * MINUTE_MS);
    refused.push(await keep(new SoftwarePasskey(FRONTEND).create(late)));
    expect(new Set(refused.map((answer) => refusal(answer).join()))).toEqual(new Set(['400,INVALID_PASSKEY']));
    expect(refusal(await keep(key.create((await creation(ada, { password: PASSWORD })).body)))).toEqual([
      409,
      'PASSKEY_EXISTS',
    ]);
  });
});

describe('signing in by a passkey', () => {
  it('answers as auth/login does, the cookie too, and needs no code', async () => {
    const key = await made();
    await switchMfaOn(ada, here.clock);
    here.clock.tick();
    const options = (await request()).body;
    expect([options.rpId, options.allowCredentials ?? []]).toEqual(['talks.example.org', []]);
    const { status, body, headers } = await enter(key.get(options));
    expect([status, Object.keys(body).sort(), body.user.id]).toEqual([
      200,
      ['access', 'refresh', 'user'],
      ada.id,
    ]);
    expect(headers.getSetCookie().some((cookie) => cookie.startsWith('sessionid='))).toBe(true);
    const mine = here.http(body.access);
    const { results } = (await mine.get('/api/v1/users/sessions?ordering=-created_at')).body;
    expect([results[0].method, results[0].mfa]).toEqual(['passkey', true]);
    const [listed] = (await mine.get('/api/v1/users/passkeys')).body.results;
    expect(listed.last_used_at).toBe(here.clock.now().toISOString());
    const change = { email: `passkey${ada.id}@example.com` };
    expect((await mine.post('/api/v1/users/change-email', change)).status).toBe(200);
  });

  it('from the API’s own address of the same host is taken', async () => {
    const key = await made();
    expect((await enter(key.get((await request()).body, { origin: 'https://talks.example.org' }))).status).toBe(
      200,
    );
  });

  it('by a device that did not verify its user is refused, or asks for the code where one is on', async () => {
    const key = await made();
    expect((await request()).body.userVerification).toBe('required');
    const unverified = async () => enter(key.get((await request()).body, { isVerified: false }));
    expect(refusal(await unverified())).toEqual([401, 'INVALID_PASSKEY']);
    const app = await switchMfaOn(ada, here.clock);
    const { status, body } = await unverified();
    expect([status, body]).toEqual([200, { mfa_required: true, mfa_token: expect.any(String) }]);
    const proof = { mfa_token: body.mfa_token, code: app.next() };
    expect((await here.http().post('/api/v1/users/mfa/verify', proof)).body.user.id).toBe(ada.id);
  });

  it('is refused for 14 bad answers, each of which uses its challenge up', async () => {
    const key = await made();
    expect((await enter(key.get((await request()).body))).status).toBe(200);
    const other = new SoftwarePasskey(FRONTEND);
    const bad: [string, (options: any) => object][] = [
      ['a changed signature', (options) => key.get(options, { tamper: true })],
      ['another origin', (options) => key.get(options, { origin: 'https://evil.example' })],
      ['another port', (options) => key.get(options, { origin: 'https://talks.example.org:1' })],
      ['plain HTTP', (options) => key.get(options, { origin: 'http://talks.example.org' })],
      ['another RP', (options) => key.get(options, { rpId: 'evil.example' })],
      ['the answer of a making', (options) => key.get(options, { type: 'webauthn.create' })],
      ['nobody there', (options) => key.get(options, { isPresent: false })],
      ['nobody verified', (options) => key.get(options, { isVerified: false })],
      ['another’s handle', (options) => key.get(options, { userHandle: handle(ada.id + 1) })],
      ['no handle', (options) => key.get(options, { userHandle: null })],
      ['a counter that stands', (options) => key.get(options, { counter: 1 })],
      ['a counter that went back', (options) => key.get(options, { counter: 0 })],
      ['another’s key by its name', (options) => ({ ...other.get(options), id: key.id, rawId: key.id })],
      ['an end cut off', (options) => key.get(options, { cutsShort: true })],
    ];
    for (const [what, answerOf] of bad) {
      const options = (await request()).body;
      expect([what, ...refusal(await enter(answerOf(options)))]).toEqual([what, 401, 'INVALID_PASSKEY']);
      expect([what, (await enter(key.get(options))).status]).toEqual([what, 401]);
    }
    expect((await enter(key.get((await request()).body))).status).toBe(200);
    const sessions = (await ada.http.get('/api/v1/users/sessions')).body.results as { method: string }[];
    expect(sessions.filter(({ method }) => method === 'passkey')).toHaveLength(2);
  });

  it('takes a challenge once, within five minutes, and only for this', async () => {
    const key = await made();
    const { body } = await request();
    expect((await enter(key.get(body))).status).toBe(200);
    const forMaking = { ...body, challenge: (await creation()).body.challenge };
    const late = (await request()).body;
    const refused = [await enter(key.get(body)), await enter(key.get(forMaking)), await enter({ id: 'x' })];
    here.clock.advance(5 * MINUTE_MS);
    refused.push(await enter(key.get(late)));
    expect(new Set(refused.map((answer) => refusal(answer).join()))).toEqual(new Set(['401,INVALID_PASSKEY']));
  });

  it('of 10 answers to one challenge at once takes one', async () => {
    const key = await made(ada, new SoftwarePasskey(FRONTEND, true));
    const answer = key.get((await request()).body);
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => enter(answer)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, ...Array<number>(9).fill(401)]);
  });

  it('is refused where the counter went back, and the owner is told', async () => {
    const key = await made();
    for (let n = 0; n < 2; n++) expect((await enter(key.get((await request()).body))).status).toBe(200);
    for (const counter of [2, 1])
      expect(refusal(await enter(key.get((await request()).body, { counter })))).toEqual([
        401,
        'INVALID_PASSKEY',
      ]);
    await told('A passkey of yours may have been copied: My laptop');
    expect((await enter(key.get((await request()).body))).status).toBe(200);
  });

  it('is refused to people of a domain that has to use its single sign-on', async () => {
    const key = await made();
    await here.db.query('UPDATE identity.accounts SET email = $2 WHERE id = $1', [
      ada.id,
      `a${ada.id}@corp.example`,
    ]);
    expect(refusal(await enter(key.get((await request()).body)))).toEqual([403, 'SSO_REQUIRED']);
  });

  it('is refused to who is suspended', async () => {
    const key = await made();
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${ada.id}`, { status: 'suspended' });
    expect(refusal(await enter(key.get((await request()).body)))).toEqual([401, 'ACCOUNT_DISABLED']);
  });
});

describe('a passkey as second factor', () => {
  it('completes the sign-in that waits, and no other', async () => {
    const key = await made();
    await switchMfaOn(ada, here.clock);
    const mfa_token = await halfSignIn(here, ada);
    const options = (await request({ mfa_token })).body;
    expect(options.allowCredentials.map(({ id }: { id: string }) => id)).toEqual([key.id]);
    const bob = await here.signUp();
    await switchMfaOn(bob, here.clock);
    const bobs = await halfSignIn(here, bob);
    const forBob = (await request({ mfa_token: bobs })).body;
    expect(refusal(await enter(key.get(forBob), { mfa_token: bobs }))).toEqual([401, 'INVALID_PASSKEY']);
    expect(refusal(await enter(key.get(options)))).toEqual([401, 'INVALID_PASSKEY']);
    const anew = (await request({ mfa_token })).body;
    const { status, body } = await enter(key.get(anew, { isVerified: false }), { mfa_token });
    expect([status, body.user.id]).toEqual([200, ada.id]);
    const { results } = (await here.http(body.access).get('/api/v1/users/sessions?ordering=-created_at')).body;
    expect(results.some(({ method, mfa }: any) => method === 'password' && mfa)).toBe(true);
    for (const used of [mfa_token, 'made up'])
      expect(refusal(await request({ mfa_token: used }))).toEqual([401, 'INVALID_TOKEN']);
    expect(refusal(await enter(key.get((await request()).body), { mfa_token }))).toEqual([
      401,
      'INVALID_TOKEN',
    ]);
  });

  it('has five tries with a code together', async () => {
    const key = await made();
    const app = await switchMfaOn(ada, here.clock);
    const mfa_token = await halfSignIn(here, ada);
    for (let n = 0; n < 5; n++) {
      const options = (await request({ mfa_token })).body;
      expect(refusal(await enter(key.get(options, { tamper: true }), { mfa_token }))).toEqual([
        401,
        'INVALID_PASSKEY',
      ]);
    }
    const proof = { mfa_token, code: app.next() };
    expect((await here.http().post('/api/v1/users/mfa/verify', proof)).body.code).toBe('INVALID_TOKEN');
  });
});

describe('the only way to sign in', () => {
  it('is kept: a passkey where there is nothing else, and what a passkey stands beside can go', async () => {
    await made();
    await here.db.query('UPDATE identity.accounts SET password_hash = NULL WHERE id = $1', [ada.id]);
    const [passkey] = (await ada.http.get('/api/v1/users/passkeys')).body.results;
    expect(refusal(await ada.http.delete(`/api/v1/users/passkeys/${passkey.id}`))).toEqual([
      409,
      'ONLY_WAY_TO_SIGN_IN',
    ]);
    const [social] = await here.db.query<{ id: number }>(
      `INSERT INTO identity.social_accounts (account_id, provider, subject, connected_at)
       VALUES ($1, 'google', $2, now()) RETURNING id`,
      [ada.id, `passkey${ada.id}`],
    );
    expect((await ada.http.delete(`/api/v1/oauth/accounts/${social!.id}`)).status).toBe(204);
    await made();
    expect((await ada.http.delete(`/api/v1/users/passkeys/${passkey.id}`)).status).toBe(204);
  });
});

describe('an account’s passkeys', () => {
  it('are added and removed with a code, where the second factor is on and none came lately', async () => {
    const key = await made();
    const app = await switchMfaOn(ada, here.clock);
    here.clock.advance(10 * MINUTE_MS + 1);
    const [passkey] = (await ada.http.get('/api/v1/users/passkeys')).body.results;
    const remove = (proof: object) => ada.http.call('DELETE', `/api/v1/users/passkeys/${passkey.id}`, proof);
    const password = PASSWORD;
    for (const attempt of [creation, (_: Person, proof: object) => remove(proof)]) {
      expect(refusal(await attempt(ada, { password }))).toEqual([403, 'MFA_REQUIRED']);
      expect(refusal(await attempt(ada, { password, code: app.wrong() }))).toEqual([400, 'INVALID_CODE']);
    }
    const again = (await creation(ada, { password, code: app.next() })).body;
    expect(refusal(await keep(key.create(again)))).toEqual([409, 'PASSKEY_EXISTS']);
    expect((await remove({ password })).status).toBe(204);
  });

  it('of before the first proof of the address end with it, and their owner hears so', async () => {
    const key = await made();
    const token = await mailedToken(here, ada.email, 'verify-email');
    await here.http().post('/api/v1/users/verify-email', { token });
    await told('Add your passkeys anew');
    expect(refusal(await enter(key.get((await request()).body)))).toEqual([401, 'INVALID_PASSKEY']);
    expect((await ada.http.get('/api/v1/users/passkeys')).body.results).toEqual([]);
  });

  it('go with the second factor that an administrator removes', async () => {
    const key = await made();
    const admin = await here.admin();
    expect((await admin.http.post(`/api/v1/admin/users/${ada.id}/reset-mfa`)).status).toBe(200);
    expect(refusal(await enter(key.get((await request()).body)))).toEqual([401, 'INVALID_PASSKEY']);
    await told('Your second factor was removed');
  });

  it('are exported, seen by admins, and gone once it is erased', async () => {
    await made();
    const exported = (await ada.http.get('/api/v1/users/me/export')).body;
    expect(exported.passkeys).toMatchObject([{ name: 'My laptop', counter: 0, transports: ['internal'] }]);
    const admin = await here.admin();
    const seen = await admin.http.get(`/api/v1/admin/users/${ada.id}/sessions`);
    expect(seen.body.factors.passkeys).toMatchObject([{ name: 'My laptop', backed_up: false }]);
    await ada.http.delete('/api/v1/users/me');
    await eventually(async () => {
      const sql = 'SELECT FROM identity.passkeys WHERE account_id = $1';
      if ((await here.db.query(sql, [ada.id])).length > 0) throw new Error('It is still there.');
    });
  });
});
