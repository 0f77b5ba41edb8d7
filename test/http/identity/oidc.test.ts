import type { ServerResponse } from 'node:http';
import { Browser } from '../../support/browser.js';
import { CLIENT, FakeOidcIssuer } from '../../support/fake-oidc-issuer.js';
import { signedInBrowser, verified } from '../../support/proven-people.js';
import { world, type World } from '../../support/world.js';

let own: FakeOidcIssuer;
let acme: FakeOidcIssuer;
let here: World;
beforeAll(async () => {
  [own, acme] = await Promise.all([FakeOidcIssuer.open(), FakeOidcIssuer.open()]);
  const client = { client_id: CLIENT.id, client_secret: CLIENT.secret };
  here = await world({
    OIDC_ISSUER: own.url,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_PROVIDERS: JSON.stringify([{ key: 'acme', name: 'Acme Inc.', issuer: acme.url, ...client }]),
    FRONTEND_URL: 'https://front.example/app',
    PUBLIC_URL: 'https://api.example',
  });
});
beforeEach(() => {
  here.clock.reset();
  own.tricks = {};
  acme.tricks = {};
});
afterAll(async () => {
  await here.close();
  await Promise.all([own.close(), acme.close()]);
});

let count = 0;
const remote = (claims: Record<string, unknown> = {}) => {
  const n = ++count;
  const names = { given_name: 'Rhea', family_name: 'Mote', preferred_username: `rhea${n}` };
  return { sub: `s-${n}`, email: `rhea${n}@example.com`, email_verified: true, ...names, ...claims };
};

class Visit {
  constructor(
    private readonly issuer = own,
    private readonly query = '',
    readonly browser = new Browser(here.url, here.url),
  ) {}

  async leave(): Promise<string> {
    const { status, headers } = await this.browser.get(`/oidc/authenticate${this.query}`);
    if (status !== 302) throw new Error(`The door answered ${status}.`);
    return headers.get('location')!;
  }

  async agree(claims: Record<string, unknown>): Promise<URL> {
    return this.issuer.authorize(await this.leave(), claims);
  }

  async arrive(back: URL | string) {
    const { pathname, search } = new URL(back, here.url);
    const answer = await this.browser.get(pathname + search);
    const params = new URL(answer.headers.get('location') ?? here.url).searchParams;
    return { answer, code: params.get('code'), error: params.get('error') };
  }

  async make(claims: Record<string, unknown>) {
    return this.arrive(await this.agree(claims));
  }
}

const exchange = async (code: string | null) => (await here.http().post('/api/v1/oauth/token', { code })).body;
const userOf = async (visit: Visit, claims: Record<string, unknown>) =>
  (await exchange((await visit.make(claims)).code)).user;
const countSessions = async () =>
  (await here.db.query<{ n: number }>('SELECT count(*) AS n FROM identity.sessions'))[0]!.n;

describe('issuers of OpenID Connect', () => {
  it('are shown with their doors, and none of them was asked for that', async () => {
    const before = own.asked.length;
    const { body } = await here.http().get('/api/v1/oauth/status');
    const door = 'https://api.example/oidc/authenticate';
    expect(body.oidc).toEqual({
      configured: true,
      login_url: door,
      providers: [
        { key: 'oidc', name: new URL(own.url).host, login_url: `${door}?provider=oidc` },
        { key: 'acme', name: 'Acme Inc.', login_url: `${door}?provider=acme` },
      ],
    });
    expect(own.asked.length).toBe(before);
  });

  it('are asked with PKCE, state and nonce, to come back to the configured address', async () => {
    const { searchParams: asked, origin } = new URL(await new Visit().leave());
    expect(origin).toBe(own.url);
    expect(asked.get('redirect_uri')).toBe('https://api.example/oidc/callback');
    expect(asked.get('scope')).toBe('openid email profile');
    expect(asked.get('code_challenge_method')).toBe('S256');
    const two = await Promise.all([new Visit().leave(), new Visit().leave()]);
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(new Set(two.map((url) => new URL(url).searchParams.get(name))).size).toBe(2);
  });

  it('that are not configured have no door', async () => {
    for (const query of ['?provider=nobody', '?provider=google', '?provider=']) {
      const { status, body } = await here.http().get(`/oidc/authenticate${query}`);
      expect([status, body.code]).toEqual([404, 'PROVIDER_NOT_CONFIGURED']);
    }
  });
});

describe('signing in', () => {
  it('makes an account, sets the cookie, and gives the front end a code that works once', async () => {
    const [visit, person] = [new Visit(), remote()];
    const { answer, code } = await visit.make(person);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      /^https:\/\/front\.example\/app\/auth\/callback\?code=[\w-]{43}$/,
    );
    const { user, access } = await exchange(code);
    expect(user).toMatchObject({
      ...{ email: person.email, username: person.preferred_username, first_name: 'Rhea', last_name: 'Mote' },
      ...{ is_verified: true, status: 'active' },
    });
    expect((await visit.browser.get('/api/v1/users/me')).body.id).toBe(user.id);
    expect((await exchange(code)).code).toBe('INVALID_TOKEN');
    const { body } = await here.http(access).get('/api/v1/oauth/accounts');
    expect(body.results).toMatchObject([{ provider: 'oidc', uid: person.sub, email: person.email }]);
  });

  it('finds the same account again, takes names at first alone, and may ask the userinfo', async () => {
    const person = remote({ email: undefined, userinfo: { email: 'info@example.com', email_verified: true } });
    const first = await userOf(new Visit(), person);
    const again = await userOf(new Visit(), { ...person, given_name: 'Other', email: 'moved@example.com' });
    expect([again.id, again.email, again.first_name]).toEqual([first.id, 'info@example.com', 'Rhea']);
  });

  it('tells subjects of two issuers apart', async () => {
    const person = remote();
    const mine = await userOf(new Visit(), person);
    const theirs = remote({ sub: person.sub });
    const other = await exchange((await new Visit(acme, '?provider=acme').make(theirs)).code);
    expect(other.user.id).not.toBe(mine.id);
    const { body } = await here.http(other.access).get('/api/v1/oauth/accounts');
    expect(body.results).toMatchObject([{ provider: 'acme', uid: person.sub }]);
  });

  it('goes on at once after the issuer changed its keys', async () => {
    await userOf(new Visit(), remote());
    own.rollKeys();
    expect((await new Visit().make(remote())).error).toBeNull();
  });

  it('links the account of an address that both sides have verified, and no administrator’s', async () => {
    const ada = await verified(here);
    expect((await userOf(new Visit(), remote({ email: ada.email.toUpperCase() }))).id).toBe(ada.id);
    const unproven = remote({ email: (await verified(here)).email, email_verified: false });
    expect((await new Visit().make(unproven)).error).toBe('PROVIDER_EMAIL_NOT_VERIFIED');
    const admin = await here.signUpAs('admin');
    expect((await new Visit().make(remote({ email: admin.email }))).error).toBe('ACCOUNT_EXISTS');
  });

  it('by who is signed in links the issuer to that account', async () => {
    const ada = await verified(here);
    const person = remote();
    expect((await userOf(new Visit(own, '', await signedInBrowser(here, ada)), person)).id).toBe(ada.id);
    expect((await userOf(new Visit(), person)).id).toBe(ada.id);
  });
});

describe('signing out', () => {
  it('ends the session, and says where to end it at the issuer', async () => {
    await here.db.query('DELETE FROM identity.oidc_sessions');
    const [visit, person] = [new Visit(), remote()];
    await visit.make(person);
    const [kept] = await here.db.query<{ sealed: Buffer }>(
      'SELECT sealed_id_token AS sealed FROM identity.oidc_sessions',
    );
    expect(kept!.sealed.toString('latin1')).not.toContain('eyJ');
    const { status, body } = await visit.browser.post('/oidc/logout');
    const url = new URL(body.end_session_url);
    expect([status, body.message, url.origin, url.pathname]).toEqual([
      200,
      'Logged out successfully',
      own.url,
      '/end',
    ]);
    const { id_token_hint: hint, ...asked } = Object.fromEntries(url.searchParams);
    expect(asked).toEqual({ client_id: CLIENT.id, post_logout_redirect_uri: 'https://front.example/app' });
    expect(JSON.parse(Buffer.from(hint!.split('.')[1]!, 'base64url').toString())).toMatchObject({
      ...{ iss: own.url, aud: CLIENT.id, sub: person.sub },
    });
    expect(await here.db.query('SELECT FROM identity.oidc_sessions')).toEqual([]);
    expect((await visit.browser.get('/api/v1/users/me')).status).toBe(401);
  });

  it('leaves a token out that is too long for an address, and names the issuer all the same', async () => {
    const visit = new Visit();
    await visit.make(remote({ picture: 'x'.repeat(6_000) }));
    const { body } = await visit.browser.post('/oidc/logout');
    expect([...new URL(body.end_session_url).searchParams.keys()]).not.toContain('id_token_hint');
  });

  it('names no page for a session that came from elsewhere, and asks for somebody signed in', async () => {
    const ada = await here.signUp();
    expect((await ada.http.post('/oidc/logout')).body.end_session_url).toBeNull();
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    expect((await here.http().post('/oidc/logout')).status).toBe(401);
  });
});

describe('a journey', () => {
  const opensNothing = async (
    arrival: Promise<{ error: string | null; code: string | null; answer: { headers: Headers } }>,
    error: string,
  ) => {
    const before = await countSessions();
    const { code, answer, ...rest } = await arrival;
    expect([rest.error, code]).toEqual([error, null]);
    expect(answer.headers.getSetCookie().some((cookie) => /^sessionid=[^;]/.test(cookie))).toBe(false);
    expect(await countSessions()).toBe(before);
  };

  it('ends in the browser that began it, once, within ten minutes, at the issuer it went to', async () => {
    const [thief, visit] = [new Visit(), new Visit()];
    const back = await visit.agree(remote());
    await opensNothing(thief.arrive(back), 'INVALID_STATE');
    await thief.leave();
    await opensNothing(thief.arrive(back), 'INVALID_STATE');
    expect((await visit.arrive(back)).error).toBeNull();
    await opensNothing(visit.arrive(back), 'INVALID_STATE');

    const late = new Visit();
    const lateBack = await late.agree(remote());
    here.clock.advance(10 * 60_000);
    await opensNothing(late.arrive(lateBack), 'INVALID_STATE');
    here.clock.reset();

    const mixed = new Visit();
    const mixedBack = await mixed.agree(remote());
    await mixed.browser.get('/oidc/authenticate?provider=acme');
    await opensNothing(mixed.arrive(mixedBack), 'INVALID_STATE');
  });

  it.each([
    ['without anything', '', 'INVALID_STATE'],
    ['without a state', '?code=x', 'INVALID_STATE'],
    ['with two codes', '?code=a&code=b&state=x', 'INVALID_STATE'],
    ['with a wrong state', '?code=x&state=x', 'INVALID_STATE'],
    ['declined', '?error=access_denied&state=x', 'PROVIDER_DECLINED'],
  ])('that comes back %s opens no session', async (_, search, error) => {
    const visit = new Visit();
    await visit.leave();
    await opensNothing(visit.arrive(`/oidc/callback${search}`), error);
  });

  it('with a code that was given to another browser opens no session', async () => {
    const back = await new Visit().agree(remote());
    const stolen = (await new Visit().agree(remote())).searchParams.get('code')!;
    const thief = new Visit();
    const own = await thief.agree(remote());
    own.searchParams.set('code', stolen);
    await opensNothing(thief.arrive(own), 'PROVIDER_FAILED');
    expect(back.searchParams.get('code')).not.toBe(stolen);
  });

  const says = (status: number, body: unknown) => (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  it('is not begun while the issuer cannot be found, and begins once it can', async () => {
    const late = await FakeOidcIssuer.open();
    const second = await world({
      ...{ OIDC_ISSUER: late.url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
      ...{ SSO_DOMAINS: 'example.com' },
    });
    try {
      for (const bad of [says(500, {}), says(200, { issuer: 'https://evil.example' }), says(200, '<html>')]) {
        late.tricks = { answers: { discovery: bad } };
        const { status, body, headers } = await second.http().impatient().get('/oidc/authenticate');
        expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'PROVIDER_FAILED', '5']);
      }
      late.tricks = {};
      const domains: unknown[] = [];
      for (const email of ['a@example.com', 'a@other.example', 'a@sub.example.com']) {
        const browser = new Browser(second.url, second.url);
        const { headers } = await browser.get('/oidc/authenticate');
        const back = late.authorize(headers.get('location')!, remote({ email }));
        const landed = await browser.get(`/oidc/callback${back.search}`);
        domains.push(new URL(landed.headers.get('location')!).searchParams.get('error'));
      }
      expect(domains).toEqual([null, 'SSO_DOMAIN_REFUSED', 'SSO_DOMAIN_REFUSED']);
    } finally {
      await second.close();
      await late.close();
    }
  });
});
