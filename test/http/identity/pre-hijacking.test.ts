import { Browser } from '../../support/browser.js';
import { FakeOAuthProvider } from '../../support/fake-oauth-provider.js';
import { mailedToken } from '../../support/mailbox.js';
import { Journey } from '../../support/provider-journey.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

// Somebody prepares an account with a victim's address before the victim comes ("pre-hijacking", Sudhodanan and
// Paverd, 2022).

const VICTIMS = 'Victims-horse-7';
let google: FakeOAuthProvider;
let here: World;
let attacker: Person;
beforeAll(async () => {
  google = await FakeOAuthProvider.open('google');
  here = await world(google.env);
});
beforeEach(async () => {
  attacker = await here.signUp();
});
afterAll(async () => {
  await here.close();
  await google.close();
});

let subject = 0;
const remote = (email: string, emailVerified = true) => ({ subject: `s${++subject}`, email, emailVerified });
const journey = (browser?: Browser) => new Journey(here, google, 'google', browser);
const attackersBrowser = async () => {
  const browser = new Browser(here.url, here.url);
  await browser.post('/api/v1/auth/login', { username: attacker.username, password: PASSWORD });
  return browser;
};
const canSignIn = async (password: string) =>
  (await here.http().post('/api/v1/auth/login', { username: attacker.email, password })).status === 200;

/** The victim, who reads the mail of the address, takes the account over by a reset. */
async function recover(): Promise<void> {
  await here.http().post('/api/v1/users/request-password-reset', { email: attacker.email });
  const token = await mailedToken(here, attacker.email, 'reset-password');
  const { status } = await here
    .http()
    .post('/api/v1/users/confirm-password-reset', { token, new_password: VICTIMS });
  expect(status).toBe(200);
}

it('classic-federated merge: the victim’s provider does not open the attacker’s account', async () => {
  expect((await journey().make(remote(attacker.email))).error).toBe('ACCOUNT_EXISTS');
});

it('unexpired session: the attacker’s sessions end when the victim recovers the account', async () => {
  const browser = await attackersBrowser();
  await recover();
  expect((await attacker.http.get('/api/v1/users/me')).status).toBe(401);
  expect((await browser.get('/api/v1/users/me')).status).toBe(401);
  expect((await here.http().post('/api/v1/auth/refresh', { refresh: attacker.refresh })).status).toBe(401);
  expect([await canSignIn(PASSWORD), await canSignIn(VICTIMS)]).toEqual([false, true]);
});

it('trojan identifier: a provider that the attacker linked does not open the recovered account', async () => {
  const trojan = remote('attacker@example.org');
  expect((await journey(await attackersBrowser()).make(trojan)).error).toBeNull();
  await recover();
  const { code } = await journey().make(trojan);
  const { body } = await here.http().post('/api/v1/oauth/token', { code });
  expect(body.user.id).not.toBe(attacker.id);
});

it('unexpired change of address: the attacker’s link is worthless after the recovery', async () => {
  const address = `attacker${attacker.id}@example.org`;
  await attacker.http.post('/api/v1/users/change-email', { email: address, password: PASSWORD });
  const link = await mailedToken(here, address, 'verify-email');
  await recover();
  expect((await here.http().post('/api/v1/users/verify-email', { token: link })).body.code).toBe(
    'INVALID_TOKEN',
  );
});

it('unexpired reset: a link mailed before a change of address or password is worthless after it', async () => {
  await here.http().post('/api/v1/users/request-password-reset', { email: attacker.email });
  const old = await mailedToken(here, attacker.email, 'reset-password');
  await attacker.http.post('/api/v1/users/change-email', {
    email: `new.${attacker.email}`,
    password: PASSWORD,
  });
  const token = await mailedToken(here, `new.${attacker.email}`, 'verify-email');
  await here.http().post('/api/v1/users/verify-email', { token });
  const { body } = await here
    .http()
    .post('/api/v1/users/confirm-password-reset', { token: old, new_password: VICTIMS });
  expect(body.code).toBe('INVALID_TOKEN');
});

it('non-verifying provider: an address that a provider did not check opens nothing', async () => {
  const token = await mailedToken(here, attacker.email, 'verify-email');
  await here.http().post('/api/v1/users/verify-email', { token });
  expect((await journey().make(remote(attacker.email, false))).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
});
