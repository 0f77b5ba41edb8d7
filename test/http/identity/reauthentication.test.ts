import { Browser } from '../../support/browser.js';
import { FakeOAuthProvider } from '../../support/fake-oauth-provider.js';
import { guardedDoors, linkProvider } from '../../support/guarded-doors.js';
import { mailedToken } from '../../support/mailbox.js';
import { Journey } from '../../support/provider-journey.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const TEN_MINUTES = 10 * 60_000;
let google: FakeOAuthProvider;
let here: World;
let ada: Person;
beforeAll(async () => {
  google = await FakeOAuthProvider.open('google');
  here = await world({ ...google.env, ACCESS_TOKEN_TTL: '2h' });
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(async () => {
  await here.close();
  await google.close();
});

let subject = 0;
const remote = (email: string) => ({ subject: `r${++subject}`, email, emailVerified: true });
const journey = (browser?: Browser) => new Journey(here, google, 'google', browser);

async function verify(person: Person): Promise<void> {
  const token = await mailedToken(here, person.email, 'verify-email');
  expect((await here.http().post('/api/v1/users/verify-email', { token })).status).toBe(200);
}

const DOORS = guardedDoors(() => linkProvider(here.db, ada.id));

describe.each(Object.entries(DOORS))('%s', (_, { field, ask }) => {
  it('wants nothing more within ten minutes of the sign-in', async () => {
    here.clock.advance(TEN_MINUTES);
    expect((await ask(ada.http, {})).status).toBeLessThan(300);
  });

  it('wants the password after them, however often the tokens were refreshed', async () => {
    here.clock.advance(TEN_MINUTES + 1);
    const { body: fresh } = await here.http().post('/api/v1/auth/refresh', { refresh: ada.refresh });
    const http = here.http(fresh.access);
    for (const proof of [{}, { code: '492039' }]) {
      const { status, body } = await ask(http, proof);
      expect([status, body.code]).toEqual([403, 'REAUTHENTICATION_REQUIRED']);
    }
    expect((await ask(http, { [field]: PASSWORD })).status).toBeLessThan(300);
  });

  it('refuses a wrong password at any time, and names it', async () => {
    const { status, body } = await ask(ada.http, { [field]: 'Wrong-horse-7' });
    expect([status, body.code, Object.keys(body.field_errors)]).toEqual([400, 'INVALID_CREDENTIALS', [field]]);
  });

  it('takes a new sign-in instead, of this session alone', async () => {
    here.clock.advance(TEN_MINUTES + 1);
    const credentials = { username: ada.username, password: PASSWORD };
    const { body } = await here.http().post('/api/v1/auth/login', credentials);
    expect((await ask(ada.http, {})).body.code).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ask(here.http(body.access), {})).status).toBeLessThan(300);
  });
});

describe('somebody without a password', () => {
  it('signs in anew by the provider, and may set one then', async () => {
    const person = remote(`rhea${ada.id}@example.com`);
    const browser = new Browser(here.url, here.url);
    await journey(browser).make(person);
    here.clock.advance(TEN_MINUTES + 1);
    const set = () => browser.post('/api/v1/users/change-password', { new_password: 'Correct-horse-8' });
    expect((await set()).body.code).toBe('REAUTHENTICATION_REQUIRED');
    const again = await browser.post('/api/v1/users/change-password', {
      current_password: PASSWORD,
      new_password: 'Correct-horse-8',
    });
    expect(again.body.code).toBe('REAUTHENTICATION_REQUIRED');
    expect((await journey(browser).make(person)).error).toBeNull();
    expect((await set()).status).toBe(200);
    const credentials = { username: person.email, password: 'Correct-horse-8' };
    expect((await here.http().post('/api/v1/auth/login', credentials)).status).toBe(200);
  });
});

describe('linking a provider', () => {
  it('wants a sign-in of the last ten minutes', async () => {
    await verify(ada);
    const browser = new Browser(here.url, here.url);
    await browser.post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    here.clock.advance(TEN_MINUTES + 1);
    const person = remote('elsewhere@example.com');
    expect((await journey(browser).make(person)).error).toBe('REAUTHENTICATION_REQUIRED');
    expect((await ada.http.get('/api/v1/oauth/accounts')).body.count).toBe(0);
    await browser.post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    expect((await journey(browser).make(person)).error).toBeNull();
    expect((await ada.http.get('/api/v1/oauth/accounts')).body.count).toBe(1);
  });
});
