import { switchMfaOn } from '../../support/authenticator-app.js';
import { Browser } from '../../support/browser.js';
import { FakeOAuthProvider } from '../../support/fake-oauth-provider.js';
import { eventually } from '../../support/eventually.js';
import { mailedToken, mailsTo } from '../../support/mailbox.js';
import { Journey } from '../../support/provider-journey.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

// Somebody prepares an account with a victim's address before the victim comes ("pre-hijacking", Sudhodanan and
// Paverd, 2022): each attack before and after the victim's proof, whichever way that is given.

const VICTIMS = 'Victims-horse-7';
const BY_A_NEW_PASSWORD = 'Strangers-horse-7';
let google: FakeOAuthProvider;
let here: World;
let attacker: Person;
beforeAll(async () => {
  google = await FakeOAuthProvider.open('google');
  here = await world(google.env);
});
beforeEach(async () => {
  here.clock.reset();
  attacker = await here.signUp();
});
afterAll(async () => {
  await here.close();
  await google.close();
});

let subject = 0;
const remote = (email: string, emailVerified = true) => ({ subject: `s${++subject}`, email, emailVerified });
const journey = (browser?: Browser) => new Journey(here, google, 'google', browser);
const post = (path: string, body: object) => here.http().post(`/api/v1/${path}`, body);
const login = (password: string, username = attacker.email) => post('auth/login', { username, password });
const canSignIn = async (password: string) => (await login(password)).status === 200;
const lives = async (access: string) => (await here.http(access).get('/api/v1/users/me')).status === 200;
const exchanged = async (code: string | null) => (await post('oauth/token', { code })).body.user;

async function signedInBrowser(password = PASSWORD): Promise<Browser> {
  const browser = new Browser(here.url, here.url);
  await browser.post('/api/v1/auth/login', { username: attacker.username, password });
  return browser;
}

/** The victim, who reads the mail of the address, comes in one of three ways. */
const PROOFS = {
  'the mailed link': async () => {
    const token = await mailedToken(here, attacker.email, 'verify-email');
    expect((await post('users/verify-email', { token })).status).toBe(200);
  },
  'a reset': async () => {
    await post('users/request-password-reset', { email: attacker.email });
    const token = await mailedToken(here, attacker.email, 'reset-password');
    const { status } = await post('users/confirm-password-reset', { token, new_password: VICTIMS });
    expect(status).toBe(200);
  },
  'a provider': async () => {
    const { code } = await journey().make(remote(attacker.email));
    expect(await exchanged(code)).toMatchObject({ id: attacker.id, is_verified: true });
  },
};
const proofs = Object.entries(PROOFS);
const takeovers = proofs.slice(1);

/** A link as it could be made before linking wanted a verified address. */
const plantLink = (sub: string, email: string | null) =>
  here.db.query(
    `INSERT INTO identity.social_accounts (account_id, provider, subject, email, connected_at)
     VALUES ($1, 'google', $2, $3, now())`,
    [attacker.id, sub, email],
  );

describe('classic-federated merge', () => {
  it('before: the victim’s provider opens the account, and ends the attacker’s way in', async () => {
    await PROOFS['a provider']();
    expect([await canSignIn(PASSWORD), await lives(attacker.access)]).toEqual([false, false]);
  });

  it('after: the address of who came by a provider is taken', async () => {
    const email = `federated${attacker.id}@example.com`;
    const id = (await exchanged((await journey().make(remote(email))).code)).id;
    const { status, body } = await post('auth/register', { username: 'late', email, password: PASSWORD });
    expect([status, body.code]).toEqual([409, 'EMAIL_TAKEN']);
    expect((await exchanged((await journey().make(remote(email))).code)).id).toBe(id);
  });

  it('never makes an administrator of who comes by a provider', async () => {
    const admin = await here.admin();
    expect((await journey().make(remote(admin.email))).error).toBe('ACCOUNT_EXISTS');
  });
});

describe('unexpired session', () => {
  it.each(takeovers)('before: ends, with its cookie and refresh token, by %s', async (_, prove) => {
    const browser = await signedInBrowser();
    await prove();
    expect(await lives(attacker.access)).toBe(false);
    expect((await browser.get('/api/v1/users/me')).status).toBe(401);
    expect((await post('auth/refresh', { refresh: attacker.refresh })).status).toBe(401);
  });

  it('before: ends by the mailed link too, unless it is the registration’s own', async () => {
    const second = (await login(PASSWORD)).body;
    await PROOFS['the mailed link']();
    expect([await lives(attacker.access), await lives(second.access)]).toEqual([true, false]);
    expect((await post('auth/refresh', { refresh: second.refresh })).status).toBe(401);
  });

  it.each(takeovers)('after: is not opened again by the old password, after %s', async (_, prove) => {
    await prove();
    expect(await canSignIn(PASSWORD)).toBe(false);
  });
});

describe('trojan identifier', () => {
  it('before: an account that has proven nothing is linked to nothing foreign', async () => {
    const trojan = remote('attacker@example.org');
    expect((await journey(await signedInBrowser()).make(trojan)).error).toBe('ACCOUNT_NOT_VERIFIED');
    expect((await journey(await signedInBrowser()).make(remote(attacker.email, false))).error).toBe(
      'ACCOUNT_NOT_VERIFIED',
    );
  });

  it.each(proofs)('before: a link of another address, or of none, is dropped by %s', async (_, prove) => {
    const [trojan, unproven] = [remote('attacker@example.org'), remote(attacker.email, false)];
    await plantLink(trojan.subject, trojan.email);
    await plantLink(unproven.subject, null);
    await prove();
    expect((await exchanged((await journey().make(trojan)).code))?.id).not.toBe(attacker.id);
    expect((await journey().make(unproven)).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
  });

  it.each(takeovers)('after: a journey that was begun before leads nowhere after %s', async (_, prove) => {
    const there = journey(await signedInBrowser());
    const back = await there.agree(remote('attacker@example.org'));
    await prove();
    expect((await there.arrive(back)).error).toBe('SESSION_ENDED');
  });
});

describe('unexpired change of address', () => {
  it.each(proofs)('before: its link is worthless after %s', async (_, prove) => {
    const address = `attacker${attacker.id}@example.org`;
    await attacker.http.post('/api/v1/users/change-email', { email: address, password: PASSWORD });
    const token = await mailedToken(here, address, 'verify-email');
    await prove();
    expect((await post('users/verify-email', { token })).body.code).toBe('INVALID_TOKEN');
  });

  it('after: a change that was made first leaves the address to its owner', async () => {
    const address = `attacker${attacker.id}@example.org`;
    const own = await mailedToken(here, attacker.email, 'verify-email');
    await attacker.http.post('/api/v1/users/change-email', { email: address, password: PASSWORD });
    const token = await mailedToken(here, address, 'verify-email');
    expect((await post('users/verify-email', { token })).status).toBe(200);
    expect((await post('users/verify-email', { token: own })).body.code).toBe('INVALID_TOKEN');
    const owner = await here.signUp({ email: attacker.email });
    expect(owner.id).not.toBe(attacker.id);
  });
});

describe('non-verifying provider', () => {
  it('before: gets no account of an address that it did not check, and none later', async () => {
    const email = `unchecked${attacker.id}@example.com`;
    const claims = remote(email, false);
    expect((await journey().make(claims)).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
    await here.signUp({ email });
    expect((await journey().make(claims)).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
  });

  it.each(proofs)('after: opens nothing when the victim came first by %s', async (_, prove) => {
    await prove();
    expect((await journey().make(remote(attacker.email, false))).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
  });
});

describe('unexpired reset', () => {
  const change = async () => {
    await attacker.http.post('/api/v1/users/change-email', {
      email: `new.${attacker.email}`,
      password: PASSWORD,
    });
    const token = await mailedToken(here, `new.${attacker.email}`, 'verify-email');
    await post('users/verify-email', { token });
  };

  it('before: a link mailed before a change of address is worthless after it', async () => {
    await post('users/request-password-reset', { email: attacker.email });
    const token = await mailedToken(here, attacker.email, 'reset-password');
    await change();
    const { body } = await post('users/confirm-password-reset', { token, new_password: VICTIMS });
    expect(body.code).toBe('INVALID_TOKEN');
  });

  it('after: none is mailed to an address that was left', async () => {
    await change();
    await post('users/request-password-reset', { email: attacker.email });
    await post('users/request-password-reset', { email: `new.${attacker.email}` });
    await mailedToken(here, `new.${attacker.email}`, 'reset-password');
    const subjects = (await mailsTo(here, attacker.email)).map(({ subject: line }) => line);
    expect(subjects).not.toContain('Set a new password');
  });
});

describe('a password that was set between registration and proof', () => {
  it('goes with the proof, of which its owner is told; the registration’s session stays', async () => {
    const change = { current_password: PASSWORD, new_password: BY_A_NEW_PASSWORD };
    expect((await attacker.http.post('/api/v1/users/change-password', change)).status).toBe(200);
    await PROOFS['the mailed link']();
    expect([await canSignIn(BY_A_NEW_PASSWORD), await canSignIn(PASSWORD)]).toEqual([false, false]);
    expect(await lives(attacker.access)).toBe(true);
    await eventually(async () => {
      const subjects = (await mailsTo(here, attacker.email)).map(({ subject: line }) => line);
      expect(subjects).toContain('Please choose a new password');
    });
    await PROOFS['a reset']();
    expect(await canSignIn(VICTIMS)).toBe(true);
  });
});

describe('“this was not me”', () => {
  const deny = async () => {
    const token = await mailedToken(here, attacker.email, 'verify-email');
    const mail = (await mailsTo(here, attacker.email)).find(({ text }) => text?.includes(token));
    const denial = /This was not me: \S+\/verify-email\?not_me=1&token=([\w-]{43})/.exec(mail!.text!)![1]!;
    expect([mail!.html?.includes(denial), denial === token]).toEqual([true, false]);
    return post('users/verify-email', { token: denial });
  };
  const erased = (id: number) =>
    eventually(async () => {
      const [row] = await here.db.query<{ at: Date | null }>(
        'SELECT erased_at AS at FROM identity.accounts WHERE id = $1',
        [id],
      );
      expect(row!.at).not.toBeNull();
    });

  it('erases the registration, and frees its address', async () => {
    const { status, body } = await deny();
    expect([status, body.message]).toEqual([200, expect.stringContaining('erased')]);
    expect([await lives(attacker.access), await canSignIn(PASSWORD)]).toEqual([false, false]);
    await erased(attacker.id);
    expect((await here.signUp({ email: attacker.email })).id).not.toBe(attacker.id);
  });

  it('holds, where the mail is read late, for seven days', async () => {
    here.clock.advance(7 * 24 * 3_600_000 - 60_000);
    const token = await mailedToken(here, attacker.email, 'verify-email');
    expect((await post('users/verify-email', { token })).body.code).toBe('INVALID_TOKEN');
    expect((await deny()).status).toBe(200);
    const late = await here.signUp();
    attacker = late;
    here.clock.advance(7 * 24 * 3_600_000);
    expect((await deny()).body.code).toBe('INVALID_TOKEN');
  });

  it.each(proofs)('is worthless after %s', async (_, prove) => {
    await prove();
    expect((await deny()).body.code).toBe('INVALID_TOKEN');
  });
});

describe('honest people on two devices', () => {
  it('register on one, verify on the other, and go on on both', async () => {
    await PROOFS['the mailed link']();
    expect(await lives(attacker.access)).toBe(true);
    const phone = await signedInBrowser();
    expect((await phone.get('/api/v1/users/me')).body).toMatchObject({ id: attacker.id, is_verified: true });
    expect((await post('auth/refresh', { refresh: attacker.refresh })).status).toBe(200);
  });

  it('lose nothing by a later change of address', async () => {
    await PROOFS['the mailed link']();
    const phone = await signedInBrowser();
    const mine = remote(`elsewhere${attacker.id}@example.com`);
    const laptop = await signedInBrowser();
    expect((await journey(laptop).make(mine)).error).toBeNull();
    const next = `next.${attacker.email}`;
    await attacker.http.post('/api/v1/users/change-email', { email: next, password: PASSWORD });
    const token = await mailedToken(here, next, 'verify-email');
    expect((await post('users/verify-email', { token })).status).toBe(200);
    expect(await lives(attacker.access)).toBe(true);
    expect((await phone.get('/api/v1/users/me')).body.email).toBe(next);
    expect((await login(PASSWORD, next)).status).toBe(200);
    expect((await exchanged((await journey().make(mine)).code)).id).toBe(attacker.id);
  });

  it('may correct the address before they have proven one, and stay signed in', async () => {
    const right = `right.${attacker.email}`;
    await attacker.http.post('/api/v1/users/change-email', { email: right, password: PASSWORD });
    const token = await mailedToken(here, right, 'verify-email');
    expect((await post('users/verify-email', { token })).status).toBe(200);
    expect((await attacker.http.get('/api/v1/users/me')).body).toMatchObject({
      email: right,
      is_verified: true,
    });
    expect((await login(PASSWORD, right)).status).toBe(200);
  });

  it('where addresses are verified first: register, verify, sign in twice', async () => {
    const strict = await world({ REQUIRE_EMAIL_VERIFICATION: 'true' });
    try {
      const http = strict.http();
      const body = { username: 'bea', email: 'bea@example.com', password: PASSWORD };
      expect((await http.post('/api/v1/users/register', body)).body.token).toBeUndefined();
      const enter = () => http.post('/api/v1/users/login', { username: 'bea', password: PASSWORD });
      expect((await enter()).body.code).toBe('ACCOUNT_NOT_VERIFIED');
      const token = await mailedToken(strict, body.email, 'verify-email');
      expect((await http.post('/api/v1/users/verify-email', { token })).status).toBe(200);
      for (const device of [await enter(), await enter()])
        expect((await strict.http(device.body.token).get('/api/v1/users/me')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('a second factor that somebody prepared', () => {
  it.each(['a reset', 'a provider'] as const)('is gone with %s, so that it keeps nobody out', async (proof) => {
    await switchMfaOn(attacker, here.clock);
    await PROOFS[proof]();
    if (proof === 'a reset') expect((await login(VICTIMS)).body.access).toBeDefined();
    const sql = `SELECT FROM identity.accounts a LEFT JOIN identity.totp_factors f ON f.account_id = a.id
      WHERE a.id = $1 AND (a.mfa_enabled_at IS NOT NULL OR f.account_id IS NOT NULL)`;
    expect(await here.db.query(sql, [attacker.id])).toEqual([]);
  });
});
