import { FakeOAuthProvider } from '../../support/fake-oauth-provider.js';
import { plantGathering } from '../../support/gatherings.js';
import { mailedToken } from '../../support/mailbox.js';
import { Journey } from '../../support/provider-journey.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const KELVIN = '\u212A';
let google: FakeOAuthProvider;
let github: FakeOAuthProvider;
let here: World;
beforeAll(async () => {
  [google, github] = await Promise.all([FakeOAuthProvider.open('google'), FakeOAuthProvider.open('github')]);
  here = await world({ ...google.env, ...github.env });
});
afterAll(async () => {
  await here.close();
  await Promise.all([google.close(), github.close()]);
});

let count = 0;
const post = (path: string, body: object) => here.http().post(`/api/v1/${path}`, body);
const register = (email: string) =>
  post('auth/register', { username: `address${++count}`, email, password: PASSWORD });
const login = async (username: string) =>
  (await post('auth/login', { username, password: PASSWORD })).body.user?.id;

async function verified(overrides: Record<string, unknown> = {}): Promise<Person> {
  const person = await here.signUp(overrides);
  const token = await mailedToken(here, person.email, 'verify-email');
  expect((await post('users/verify-email', { token })).status).toBe(200);
  return person;
}

describe('a look-alike of a verified address', () => {
  it.each([
    ['Google', () => new Journey(here, google, 'google'), 's1'],
    ['GitHub', () => new Journey(here, github, 'github'), 4711],
  ])('that %s vouches for opens nothing', async (name, journey, subject) => {
    await verified({ email: `kim.${name}@example.org` });
    const email = `${KELVIN}im.${name}@example.org`;
    expect(await journey().make({ subject, email, emailVerified: true })).toMatchObject({
      code: null,
      error: 'PROVIDER_EMAIL_NOT_VERIFIED',
    });
    const [found] = await here.db.query('SELECT FROM identity.social_accounts WHERE subject = $1', [
      String(subject),
    ]);
    expect(found).toBeUndefined();
  });

  it('is no way to sign in, by address or by name', async () => {
    const kim = await here.signUp({ username: 'kim.k', email: 'kim.k@example.org' });
    expect([await login('KIM.K@example.org'), await login('KIM.K')]).toEqual([kim.id, kim.id]);
    expect([await login(`${KELVIN}im.k@example.org`), await login(`${KELVIN}im.k`)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('one mailbox', () => {
  const SPELLINGS = ['Una@EXÄMPLE.org', 'una@exämple.org', 'una@xn--exmple-cua.org', 'UNA@XN--EXMPLE-CUA.ORG'];
  const CANONICAL = 'una@xn--exmple-cua.org';
  let una: Person;
  beforeAll(async () => void (una = await verified({ email: SPELLINGS[0] })));

  it.each(SPELLINGS)('is one account, also as %s', async (spelling) => {
    expect((await una.http.get('/api/v1/users/me')).body.email).toBe(CANONICAL);
    expect(await login(spelling)).toBe(una.id);
    const taken = await register(spelling);
    expect([taken.status, taken.body.code]).toEqual([409, 'EMAIL_TAKEN']);
    const found = await una.http.get(`/api/v1/users?email=${encodeURIComponent(spelling)}`);
    expect(found.body.results.map(({ id }: Person) => id)).toEqual([una.id]);
    const byAdmin = await (
      await here.admin()
    ).http.get(`/api/v1/admin/users?email=${encodeURIComponent(spelling)}`);
    expect(byAdmin.body.results.map(({ id }: Person) => id)).toEqual([una.id]);
  });

  it('is linked by a provider that spells it otherwise', async () => {
    const { code } = await new Journey(here, google, 'google').make({
      subject: 'una',
      email: 'UNA@exämple.org',
      emailVerified: true,
    });
    expect((await post('oauth/token', { code })).body.user.id).toBe(una.id);
  });

  it('gets the mail of a reset that was asked for in another spelling', async () => {
    await post('users/request-password-reset', { email: 'Una@Exämple.org' });
    expect(await mailedToken(here, CANONICAL, 'reset-password')).toMatch(/^[\w-]{43}$/);
  });

  it('cannot be changed to by another, and is one’s own already', async () => {
    const bob = await here.signUp();
    const change = { email: 'una@Exämple.org', password: PASSWORD };
    expect((await bob.http.post('/api/v1/users/change-email', change)).body.code).toBe('EMAIL_TAKEN');
    expect((await una.http.post('/api/v1/users/change-email', change)).body.field_errors).toHaveProperty(
      'email',
    );
  });

  it('is invited once, and finds its invitation', async () => {
    const host = await verified();
    const event = await plantGathering(here, host, { visibility: 'invited', title: 'Circle' });
    const emails = ['Ina@exämple.org', 'ina@xn--exmple-cua.org', 'ina@EXÄMPLE.ORG'];
    const { body } = await host.http.post(`/api/v1/events/${event}/invite`, { emails });
    expect(body.invited).toBe(1);
    const ina = await here.signUp({ email: 'INA@exämple.org' });
    const token = await mailedToken(here, ina.email, 'verify-email');
    expect((await ina.http.get(`/api/v1/events/${event}`)).status).toBe(404);
    const { body: unproven } = await ina.http.get('/api/v1/users/me/export');
    expect(JSON.stringify(unproven)).not.toContain('Circle');
    await post('users/verify-email', { token });
    await here.drainEvents();
    expect((await ina.http.get(`/api/v1/events/${event}`)).status).toBe(200);
  });

  it('is known in NFC and NFD alike', async () => {
    const jose = await here.signUp({ email: 'jose\u0301@example.org' });
    expect(jose.email).toBe('jos\u00e9@example.org');
    expect(await login('jos\u00e9@example.org')).toBe(jose.id);
    expect((await register('jos\u00e9@example.org')).body.code).toBe('EMAIL_TAKEN');
  });
});

describe.each([
  ['a zero-width space', 'x\u200b@example.org'],
  ['a control character', 'x\x07@example.org'],
  ['a line break', 'x@example.org\r\nBcc: y@example.org'],
  ['a quoted name', '"x"@example.org'],
  ['KELVIN SIGN', `${KELVIN}im@example.org`],
  ['a false A-label', 'x@xn--a.org'],
])('%s', (_, email) => {
  it('is refused at every door', async () => {
    const ada = await here.signUp();
    const event = await plantGathering(here, ada);
    const answers = {
      register: await register(email),
      'users/register': await post('users/register', { username: 'nobody', email, password: PASSWORD }),
      reset: await post('users/request-password-reset', { email }),
      resend: await post('users/resend-verification', { email }),
      change: await ada.http.post('/api/v1/users/change-email', { email, password: PASSWORD }),
      invite: await ada.http.post(`/api/v1/events/${event}/invite`, { emails: [email] }),
    };
    for (const [door, { status, body }] of Object.entries(answers)) {
      expect([door, status, Object.keys(body.field_errors ?? {})]).toEqual([
        door,
        400,
        [door === 'invite' ? 'emails.0' : 'email'],
      ]);
    }
    expect((await post('auth/login', { username: email, password: PASSWORD })).status).toBe(400);
    const found = await ada.http.get(`/api/v1/users?email=${encodeURIComponent(email)}`);
    expect(found.body.results ?? []).toEqual([]);
  });
});
