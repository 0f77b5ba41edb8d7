import type { ServerResponse } from 'node:http';
import { Browser } from '../../support/browser.js';
import { FakeOAuthProvider, type Endpoint, type RemotePerson } from '../../support/fake-oauth-provider.js';
import { Journey } from '../../support/provider-journey.js';
import { signedInBrowser, verified } from '../../support/proven-people.js';
import { PASSWORD, world, type World } from '../../support/world.js';

let google: FakeOAuthProvider;
let github: FakeOAuthProvider;
let here: World;
beforeAll(async () => {
  [google, github] = await Promise.all([FakeOAuthProvider.open('google'), FakeOAuthProvider.open('github')]);
  here = await world({ ...google.env, ...github.env, FRONTEND_URL: 'https://front.example/app' });
});
beforeEach(() => here.clock.reset());
afterAll(async () => {
  await here.close();
  await Promise.all([google.close(), github.close()]);
});

let count = 0;
const remote = (overrides: Partial<RemotePerson> = {}): RemotePerson => {
  const n = ++count;
  return {
    subject: `${n}000`,
    email: `remote${n}@example.com`,
    emailVerified: true,
    name: 'Rhea Mote',
    ...overrides,
  };
};
const byGoogle = (browser?: Browser) => new Journey(here, google, 'google', browser);
const byGithub = (browser?: Browser) => new Journey(here, github, 'github', browser);
const exchange = (code: string | null) => here.http().post('/api/v1/oauth/token', { code });
const accountsWith = (email: string) =>
  here.db.query<{ id: number }>('SELECT id FROM identity.accounts WHERE email = $1::citext', [email]);
const countSessions = async () =>
  (await here.db.query<{ n: number }>('SELECT count(*) AS n FROM identity.sessions'))[0]!.n;

describe('the providers', () => {
  it('are shown with their doors', async () => {
    const { body } = await here.http().get('/api/oauth/status/');
    expect(body).toEqual({
      google: { configured: true, login_url: expect.stringMatching(/\/oauth\/google\/login$/) },
      github: { configured: true, login_url: expect.stringMatching(/\/oauth\/github\/login$/) },
      oidc: { configured: false, login_url: null, providers: [] },
      saml: { configured: false, login_url: null },
    });
  });
});

describe.each(['google', 'github'] as const)('signing in with %s', (kind) => {
  const journey = (browser?: Browser) => (kind === 'google' ? byGoogle(browser) : byGithub(browser));
  const subject = () => (kind === 'google' ? `${++count}77` : ++count + 77_000);

  it('makes an account, sets the cookie, and gives the front end a code that works once', async () => {
    const person = remote({ subject: subject(), login: `octo.cat${count}` });
    const there = journey();
    const { answer, code } = await there.make(person);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      /^https:\/\/front\.example\/app\/auth\/callback\?code=[\w-]{43}$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { status, body } = await exchange(code);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['access', 'refresh', 'user']]);
    expect(body.user).toMatchObject({
      email: person.email,
      first_name: 'Rhea',
      last_name: 'Mote',
      is_verified: true,
      status: 'active',
    });
    if (kind === 'github') expect(body.user.username).toBe(person.login);
    expect((await here.http(body.access).get('/api/v1/users/me')).status).toBe(200);
    expect((await there.browser.get('/api/v1/users/me')).body.id).toBe(body.user.id);
    const again = await exchange(code);
    expect([again.status, again.body.code]).toEqual([400, 'INVALID_TOKEN']);
  });

  it('finds the same account again, even with another address', async () => {
    const person = remote({ subject: subject(), login: `again${count}` });
    const first = (await exchange((await journey().make(person)).code)).body;
    const second = (
      await exchange((await journey().make({ ...person, email: `moved${count}@example.com` })).code)
    ).body;
    expect(second.user.id).toBe(first.user.id);
    expect(second.user.email).toBe(person.email);
    const { body } = await here.http(second.access).get('/api/v1/oauth/accounts');
    expect(body.results).toEqual([
      {
        id: expect.any(Number),
        provider: kind,
        uid: String(person.subject),
        email: `moved${count}@example.com`,
        connected_at: expect.any(String),
        last_login: expect.any(String),
      },
    ]);
  });
});

describe('the code', () => {
  it('is good for 60 seconds, and dies with its session', async () => {
    const { code } = await byGoogle().make(remote());
    here.clock.advance(61_000);
    expect((await exchange(code)).body.code).toBe('INVALID_TOKEN');

    const there = byGoogle();
    const second = await there.make(remote());
    await there.browser.post('/api/v1/auth/logout');
    expect((await exchange(second.code)).body.code).toBe('INVALID_TOKEN');
  });

  it('goes to one of many that exchange it at once', async () => {
    const { code } = await byGoogle().make(remote());
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each(['', 'x', 'a'.repeat(43), null, 7])('is not %j', async (code) => {
    expect((await here.http().post('/api/v1/oauth/token', { code })).status).toBe(400);
  });
});

describe('an address that has an account', () => {
  it('is linked where both sides checked it', async () => {
    const ada = await verified(here);
    const { code } = await byGoogle().make(remote({ email: ada.email.toUpperCase() }));
    expect((await exchange(code)).body.user.id).toBe(ada.id);
    expect(
      (await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD })).status,
    ).toBe(200);
  });

  it('is proven by it while the account has not proved it, and what was prepared there ends', async () => {
    const ada = await here.signUp();
    const { code } = await byGoogle().make(remote({ email: ada.email }));
    expect((await exchange(code)).body.user).toMatchObject({ id: ada.id, is_verified: true, status: 'active' });
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
  });

  it('is not linked, and makes no account, by a provider that does not vouch for it', async () => {
    const ada = await verified(here);
    for (const kind of [byGoogle, byGithub]) {
      const subject = kind === byGoogle ? `${++count}` : ++count + 90_000;
      const known = await kind().make(remote({ subject, email: ada.email, emailVerified: false }));
      const unknown = await kind().make(remote({ subject, emailVerified: false }));
      const none = await kind().make(remote({ subject, email: null }));
      expect([known.error, unknown.error, none.error]).toEqual(Array(3).fill('PROVIDER_EMAIL_NOT_VERIFIED'));
    }
  });

  it('does not help somebody who is suspended', async () => {
    const ada = await verified(here);
    const person = remote({ email: ada.email });
    await byGoogle().make(person);
    await (await here.admin()).http.patch(`/api/v1/admin/users/${ada.id}`, { status: 'suspended' });
    expect((await byGoogle().make(person)).error).toBe('ACCOUNT_DISABLED');
    expect((await byGithub().make(remote({ subject: ++count + 50_000, email: ada.email }))).error).toBe(
      'ACCOUNT_DISABLED',
    );
  });
});

describe('somebody who is signed in', () => {
  it('links a provider, whatever its address, and tells the owner', async () => {
    const ada = await verified(here);
    const browser = await signedInBrowser(here, ada);
    const person = remote();
    const { code } = await byGoogle(browser).make(person);
    expect((await exchange(code)).body.user.id).toBe(ada.id);
    expect((await exchange((await byGoogle().make(person)).code)).body.user.id).toBe(ada.id);
    expect((await ada.http.get('/api/v1/oauth/accounts')).body.count).toBe(1);
    expect((await ada.http.get('/api/v1/oauth/accounts?page=2')).body).toMatchObject({ count: 1, results: [] });
  });

  it('cannot link what is another’s', async () => {
    const person = remote();
    await byGoogle().make(person);
    const browser = await signedInBrowser(here, await verified(here));
    expect((await byGoogle(browser).make(person)).error).toBe('SOCIAL_ACCOUNT_IN_USE');
    expect((await byGoogle(browser).make(person, '?process=login')).error).toBeNull();
  });

  it('cannot end a journey that was begun in a session that is over', async () => {
    const ada = await verified(here);
    const browser = await signedInBrowser(here, ada);
    const there = byGoogle(browser);
    const back = await there.agree(remote());
    await browser.post('/api/v1/auth/logout');
    expect((await there.arrive(back)).error).toBe('SESSION_ENDED');
  });

  it('loses a password that was set before anybody proved the address', async () => {
    const ada = await here.signUp();
    const { code } = await byGoogle(await signedInBrowser(here, ada)).make(remote({ email: ada.email }));
    const { body } = await exchange(code);
    expect(body.user).toMatchObject({ id: ada.id, is_verified: true });
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    expect(
      (await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD })).status,
    ).toBe(400);
  });

  it('disconnects a provider, unless it is the only way in', async () => {
    const { body } = await exchange((await byGoogle().make(remote())).code);
    const mine = here.http(body.access);
    const [only] = (await mine.get('/api/v1/oauth/accounts')).body.results;
    const refused = await mine.delete(`/api/v1/oauth/accounts/${only.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'ONLY_WAY_TO_SIGN_IN']);

    const ada = await verified(here);
    const person = remote();
    await byGoogle(await signedInBrowser(here, ada)).make(person);
    const [hers] = (await ada.http.get('/api/v1/oauth/accounts')).body.results;
    expect((await mine.delete(`/api/v1/oauth/accounts/${hers.id}`)).status).toBe(404);
    expect((await ada.http.delete(`/api/v1/oauth/accounts/${hers.id}`)).status).toBe(204);
    expect((await exchange((await byGoogle().make(person)).code)).body.user.id).not.toBe(ada.id);
  });
});

describe('a journey', () => {
  const refusedWith = async (
    arrival: Promise<{ error: string | null; code: string | null; answer: { headers: Headers } }>,
    error: string,
  ) => {
    const before = await countSessions();
    const { code, answer, ...rest } = await arrival;
    expect(rest.error).toBe(error);
    expect(code).toBeNull();
    expect(answer.headers.getSetCookie().some((cookie) => /^sessionid=[^;]/.test(cookie))).toBe(false);
    expect(await countSessions()).toBe(before);
  };

  it('ends in the browser that began it', async () => {
    const victim = byGoogle();
    const back = await byGoogle().agree(remote());
    await refusedWith(victim.arrive(back), 'INVALID_STATE');
    await victim.leave();
    await refusedWith(victim.arrive(back), 'INVALID_STATE');
  });

  it('ends once, within ten minutes, at the provider it went to', async () => {
    const there = byGoogle();
    const back = await there.agree(remote());
    expect((await there.arrive(back)).error).toBeNull();
    await refusedWith(there.arrive(back), 'INVALID_STATE');

    const late = byGoogle();
    const lateBack = await late.agree(remote());
    here.clock.advance(10 * 60_000);
    await refusedWith(late.arrive(lateBack), 'INVALID_STATE');

    const mixed = byGoogle();
    const mixedBack = await mixed.agree(remote());
    await mixed.browser.get('/oauth/github/login');
    await refusedWith(mixed.arrive(`/oauth/github/login/callback${mixedBack.search}`), 'INVALID_STATE');
  });

  it.each([
    ['without anything', '', 'INVALID_STATE'],
    ['with an empty code', '?code=&state=x', 'INVALID_STATE'],
    ['without a state', '?code=x', 'INVALID_STATE'],
    ['with two codes', '?code=a&code=b&state=x', 'INVALID_STATE'],
    ['with a wrong state', '?code=x&state=x', 'INVALID_STATE'],
    ['declined', '?error=access_denied&state=x', 'PROVIDER_DECLINED'],
    ['with another error', '?error=server_error&error_description=%3Cscript%3E', 'PROVIDER_DECLINED'],
    ['with an error and a code', '?error=x&code=y&state=z', 'PROVIDER_DECLINED'],
  ])('that comes back %s opens no session', async (_, search, error) => {
    const there = byGoogle();
    await there.leave();
    await refusedWith(there.arrive(`/oauth/google/login/callback${search}`), error);
  });

  it('with a code that was not given to this browser opens no session', async () => {
    const [thief, victim] = [byGoogle(), byGoogle()];
    const stolen = (await victim.agree(remote())).searchParams.get('code')!;
    const back = await thief.agree(remote());
    back.searchParams.set('code', stolen);
    await refusedWith(thief.arrive(back), 'PROVIDER_FAILED');
  });

  const says =
    (status: number, body: string, type = 'application/json') =>
    (response: ServerResponse) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
  const BAD: [Endpoint, string, (response: ServerResponse) => void][] = [
    ['token', 'an error', says(400, '{"error":"invalid_grant"}')],
    ['token', 'an error with 200', says(200, '{"error":"bad_verification_code"}')],
    ['token', 'no token', says(200, '{}')],
    ['token', 'null', says(200, 'null')],
    ['token', 'a list', says(200, '[]')],
    ['token', 'a number for a token', says(200, '{"access_token":7}')],
    ['token', 'an object for a token', says(200, '{"access_token":{"a":1}}')],
    ['token', 'HTML', says(200, '<html>', 'text/html')],
    ['token', 'nothing', says(200, '')],
    ['token', 'a fault', says(500, 'oops', 'text/plain')],
    [
      'token',
      'a redirection',
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['token', 'a cut connection', (response) => void response.destroy()],
    ['token', 'too much', says(200, `{"access_token":"${'x'.repeat(300_000)}"}`)],
    ['user', 'null', says(200, 'null')],
    ['user', 'a list', says(200, '[]')],
    ['user', 'nobody', says(200, '{}')],
    ['user', 'an empty subject', says(200, '{"sub":"","id":""}')],
    ['user', 'an object for a subject', says(200, '{"sub":{},"id":{}}')],
    ['user', 'HTML', says(200, '<html>', 'text/html')],
    ['user', 'a refusal', says(401, '{"error":"invalid_token"}')],
    ['user', 'a cut connection', (response) => void response.destroy()],
    [
      'user',
      'half an answer',
      (response) =>
        void response.writeHead(200, { 'content-length': '100' }).write('{"sub":', () => response.destroy()),
    ],
    ['emails', 'HTML', says(200, '<html>', 'text/html')],
    ['emails', 'null', says(200, 'null')],
    ['emails', 'a list of null', says(200, '[null]')],
    ['emails', 'a refusal', says(404, '{}')],
  ];

  it.each(BAD)('opens no session when the %s endpoint answers %s', async (endpoint, _, misbehaviour) => {
    for (const [provider, journey] of [
      [google, byGoogle()],
      [github, byGithub()],
    ] as const) {
      if (endpoint === 'emails' && provider === google) continue;
      provider.misbehave[endpoint] = misbehaviour;
      try {
        const before = (await accountsWith(`remote${count + 1}@example.com`)).length;
        await refusedWith(journey.make(remote({ subject: ++count + 10_000 })), 'PROVIDER_FAILED');
        expect(await accountsWith(`remote${count}@example.com`)).toHaveLength(before);
      } finally {
        delete provider.misbehave[endpoint];
      }
    }
  });

  it.each([
    ['an unverified primary', '[{"email":"a@x.org","primary":true,"verified":false}]'],
    ['a verified one that is not primary', '[{"email":"a@x.org","primary":false,"verified":true}]'],
    ['words for flags', '[{"email":"a@x.org","primary":"true","verified":"true"}]'],
    ['no address', '[{"primary":true,"verified":true}]'],
    ['none', '[]'],
    ['an error in an object', '{"message":"Not Found"}'],
  ])('opens no session when GitHub’s addresses are %s', async (_, body) => {
    github.misbehave.emails = says(200, body);
    try {
      await refusedWith(byGithub().make(remote({ subject: ++count + 20_000 })), 'PROVIDER_EMAIL_NOT_VERIFIED');
      const [row] = await here.db.query(
        `SELECT details FROM platform.audit_log WHERE action = 'identity.sign_in_failed' ORDER BY id DESC
          LIMIT 1`,
      );
      expect(row).toEqual({ details: { method: 'github', reason: 'provider_email_not_verified' } });
    } finally {
      delete github.misbehave.emails;
    }
  });

  it('gives one account to somebody who makes it many times at once', async () => {
    const person = remote();
    const journeys = Array.from({ length: 6 }, () => byGoogle());
    const backs = await Promise.all(journeys.map((journey) => journey.agree(person)));
    const arrivals = await Promise.all(journeys.map((journey, n) => journey.arrive(backs[n]!)));
    expect(arrivals.map(({ error }) => error)).toEqual(Array(6).fill(null));
    expect(await accountsWith(person.email!)).toHaveLength(1);
  });

  it('finds a free name', async () => {
    const names: string[] = [];
    for (const login of ['collide', 'Collide', 'admin']) {
      const { code } = await byGithub().make(remote({ subject: ++count + 30_000, login }));
      names.push((await exchange(code)).body.user.username);
    }
    expect(names).toEqual([
      'collide',
      expect.stringMatching(/^Collide\d+$/),
      expect.stringMatching(/^admin\d+$/),
    ]);
  });
});
