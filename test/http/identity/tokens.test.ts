import jwt from 'jsonwebtoken';
import { Browser } from '../../support/browser.js';
import { mailsTo } from '../../support/mailbox.js';
import { eventually } from '../../support/eventually.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const HOUR = 3_600_000;
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const refresh = (token: string, door = 'auth/refresh') =>
  here.http().post(`/api/v1/${door}`, { refresh: token });
const statusOf = async (access: string) => (await here.http(access).get('/api/v1/users/me')).status;

describe('an access token', () => {
  it('is good for an hour', async () => {
    here.clock.advance(HOUR - 1_000);
    expect(await statusOf(ada.access)).toBe(200);
    here.clock.tick();
    const { status, body } = await ada.http.get('/api/v1/users/me');
    expect([status, body.code]).toEqual([401, 'TOKEN_NOT_VALID']);
  });

  it('is no refresh token, nor the other way round', async () => {
    expect(await statusOf(ada.refresh)).toBe(401);
    expect((await refresh(ada.access)).status).toBe(401);
  });

  it('says nothing secret', () => {
    expect(Object.keys(jwt.decode(ada.access) as object).sort()).toEqual([
      'exp',
      'iat',
      'iss',
      'jti',
      'sid',
      'sub',
      'typ',
    ]);
  });
});

describe('a refresh token', () => {
  it('is exchanged for a new pair, once', async () => {
    const { status, body } = await refresh(ada.refresh);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['access', 'refresh']]);
    expect(await statusOf(body.access)).toBe(200);
    const again = await refresh(body.refresh);
    expect(again.status).toBe(200);
  });

  it('used again ends its session, and its owner is told once', async () => {
    const { body } = await refresh(ada.refresh);
    const replayed = await refresh(ada.refresh);
    expect([replayed.status, replayed.body.code]).toEqual([401, 'REFRESH_TOKEN_REUSED']);
    expect([await statusOf(body.access), await statusOf(ada.access)]).toEqual([401, 401]);
    expect((await refresh(body.refresh)).status).toBe(401);
    expect((await refresh(ada.refresh)).status).toBe(401);
    const mails = await eventually(async () => {
      const found = (await mailsTo(here, ada.email)).filter(({ subject }) =>
        subject?.includes('ended for safety'),
      );
      if (found.length === 0) throw new Error('not yet');
      return found;
    });
    expect(mails).toHaveLength(1);
  });

  it('is exchanged by one of 50 at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(ada.refresh)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49);
    const live = await here.db.query(
      'SELECT FROM identity.sessions WHERE account_id = $1 AND refresh_id IS NOT NULL',
      [ada.id],
    );
    expect(live).toHaveLength(0);
  });

  it('stays the same at auth/token/refresh', async () => {
    for (let n = 0; n < 3; n++) {
      const { status, body } = await refresh(ada.refresh, 'auth/token/refresh');
      expect([status, Object.keys(body)]).toEqual([200, ['access']]);
      expect(await statusOf(body.access)).toBe(200);
    }
    await refresh(ada.refresh);
    const replayed = await refresh(ada.refresh, 'auth/token/refresh');
    expect([replayed.status, replayed.body.code]).toEqual([401, 'REFRESH_TOKEN_REUSED']);
  });

  it('is good for seven days from its last exchange', async () => {
    here.clock.advance(6 * 24 * HOUR);
    const { body } = await refresh(ada.refresh);
    here.clock.advance(6 * 24 * HOUR);
    const second = await refresh(body.refresh);
    expect(second.status).toBe(200);
    here.clock.advance(7 * 24 * HOUR);
    expect((await refresh(second.body.refresh)).status).toBe(401);
  });

  it.each(['', 'x', 'a.b.c', 'x'.repeat(9_000)])('is not %j', async (token) => {
    expect([400, 401]).toContain((await refresh(token)).status);
  });
});

describe('logging out', () => {
  it.each([
    ['auth/logout', { message: 'Successfully logged out' }],
    ['users/logout', { success: true, message: 'Logged out successfully' }],
  ])('ends the session at once at %s', async (door, said) => {
    const { status, body } = await ada.http.post(`/api/v1/${door}`);
    expect([status, body]).toEqual([200, said]);
    expect(await statusOf(ada.access)).toBe(401);
    expect((await refresh(ada.refresh)).body.code).toBe('SESSION_ENDED');
  });

  it('ends the session of the refresh token that is sent, if it is one’s own', async () => {
    const bob = await here.signUp();
    const { body: other } = await here
      .http()
      .post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    const third = (await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD }))
      .body;
    await here.http(third.access).post('/api/v1/auth/logout', { refresh: bob.refresh });
    await here.http(other.access).post('/api/v1/auth/logout', { refresh: ada.refresh });
    expect([await statusOf(ada.access), await statusOf(other.access), await statusOf(third.access)]).toEqual([
      401, 401, 401,
    ]);
    expect(await statusOf(bob.access)).toBe(200);
  });

  it('needs no body and does not mind nonsense', async () => {
    expect((await ada.http.post('/api/v1/auth/logout', { refresh: 'nonsense' })).status).toBe(200);
  });
});

describe('the session cookie', () => {
  const browser = async () => {
    const tab = new Browser(here.url, here.url);
    await tab.post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    return tab;
  };

  it('signs in without a token, and needs the CSRF token to change anything', async () => {
    const tab = await browser();
    expect((await tab.get('/api/auth/user/')).body.id).toBe(ada.id);
    expect((await tab.put('/api/users/me/', { bio: 'by cookie' })).body.bio).toBe('by cookie');
    tab.forgetCsrfToken();
    expect((await tab.put('/api/users/me/', { bio: 'x' })).body.code).toBe('CSRF_FAILED');
    const { body } = await tab.get('/api/auth/csrf/');
    expect(body.csrf_token).toBe(body.csrfToken);
    expect((await tab.put('/api/users/me/', { bio: 'again' })).status).toBe(200);
  });

  it('is cleared by logging out, and dead afterwards', async () => {
    const tab = await browser();
    const dead = tab.cookieHeader;
    expect((await tab.post('/api/auth/logout/')).status).toBe(200);
    expect(tab.cookieHeader).not.toContain('sessionid');
    const late = await here.http().with({ cookie: dead }).get('/api/v1/users/me');
    expect([late.status, late.body.code]).toEqual([401, 'SESSION_ENDED']);
  });

  it('counts as none on a public route when it is dead, and is cleared', async () => {
    const answer = await here
      .http()
      .with({ cookie: `sessionid=${'x'.repeat(43)}` })
      .get('/oauth/google/login');
    expect(answer.status).toBe(404);
    expect(answer.headers.getSetCookie().join()).toContain('sessionid=;');
  });

  it.each([`j:["${'A'.repeat(43)}"]`, 'j:{"length":43}', '%E0%A4%A', '"', 's:signed.x', 'é'])(
    'is a dead text where it is none of ours: %s',
    async (text) => {
      const names = ['sessionid', 'csrftoken', 'oauth_google', '__proto__', 'constructor'];
      const cookie = names.map((name) => `${name}=${text}`).join('; ');
      const http = here.http().with({ cookie, 'x-csrftoken': text });
      const signIn = { username: ada.username, password: PASSWORD };
      const answers = [
        await http.get('/health'),
        await http.get('/api/v1/events'),
        await http.get('/oauth/google/login/callback?code=x&state=y'),
        await http.get('/api/v1/users/me'),
        await http.patch('/api/v1/users/me', { bio: 'x' }),
        await http.get('/api/v1/auth/csrf'),
        await http.post('/api/v1/auth/login', signIn),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 401, 401, 200, 200]);
      expect(answers[1]!.headers.getSetCookie().join()).toMatch(/^sessionid=;.*1970/);
      const [fresh = ''] = answers[6]!.headers.getSetCookie();
      const signedIn = here.http().with({ cookie: fresh.split(';')[0]! });
      expect((await signedIn.get('/api/v1/users/me')).body.id).toBe(ada.id);
    },
  );

  it('lives as long as the refresh tokens of its session', async () => {
    const tab = new Browser(here.url, here.url);
    const { body } = await tab.post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    here.clock.advance(6 * 24 * HOUR);
    const answer = await here
      .http()
      .with({ cookie: tab.cookieHeader })
      .post('/api/v1/auth/refresh', { refresh: body.refresh });
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('sessionid='))).toContain(
      'Max-Age=604800',
    );
    here.clock.advance(6 * 24 * HOUR);
    expect((await tab.get('/api/v1/users/me')).status).toBe(200);
    here.clock.advance(2 * 24 * HOUR);
    expect((await tab.get('/api/v1/users/me')).status).toBe(401);
  });

  it('is not given to a foreign page, which would sign its visitor in as somebody else', async () => {
    const signIn = (origin: string, type = 'application/json') => {
      const body = new URLSearchParams({ username: ada.username, password: PASSWORD });
      const json = JSON.stringify(Object.fromEntries(body));
      const headers = { origin, 'content-type': type };
      return here
        .http()
        .post('/api/v1/auth/login', type.includes('form') ? body.toString() : json, { headers });
    };
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3000.evil.example']) {
      const answer = await signIn(origin, 'application/x-www-form-urlencoded');
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    }
    for (const origin of ['http://localhost:3000', here.url]) {
      expect((await signIn(origin)).headers.getSetCookie()).toHaveLength(2);
    }
  });

  it('gives way to a Bearer token, which needs no CSRF token', async () => {
    const bob = await here.signUp();
    const tab = await browser();
    const both = here.http(bob.access).with({ cookie: tab.cookieHeader });
    expect((await both.patch('/api/v1/users/me', { bio: 'bearer' })).body.id).toBe(bob.id);
  });
});
