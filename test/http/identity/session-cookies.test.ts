import { cookieOf } from '../../support/cookies.js';
import { Listener } from '../../support/listeners.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const DOORS = ['/api/v1/auth/login', '/api/v1/users/login'];

interface Tab {
  cookie: string;
  csrf: string;
}

describe('cookies of a session in production', () => {
  let here: World;
  let ada: Person;
  beforeAll(async () => {
    here = await world({ NODE_ENV: 'production' });
    ada = await here.signUp();
  });
  afterAll(() => here.close());

  async function signIn(person = ada, held = '', door = DOORS[0]!): Promise<Tab> {
    const { status, headers } = await here
      .http()
      .post(door, { username: person.username, password: PASSWORD }, { headers: { cookie: held } });
    expect(status).toBe(200);
    const [session, csrf] = [cookieOf(headers, '__Host-sessionid'), cookieOf(headers, 'csrftoken')];
    return { cookie: `__Host-sessionid=${session}; csrftoken=${csrf}`, csrf };
  }
  const change = (cookie: string, token: string) =>
    here.http().patch('/api/v1/users/me', { bio: 'x' }, { headers: { cookie, 'x-csrftoken': token } });

  it.each(DOORS)('are bound to this host at %s', async (door) => {
    const { headers } = await here.http().post(door, { username: ada.username, password: PASSWORD });
    const set = headers.getSetCookie();
    const [session] = set.filter((cookie) => cookie.startsWith('__Host-sessionid='));
    expect(session).toMatch(/; Path=\/;.*; HttpOnly; Secure; SameSite=Lax$/);
    expect(session).not.toMatch(/domain/i);
    expect(set.find((cookie) => cookie.startsWith('csrftoken='))).toMatch(
      /; Path=\/;.*; Secure; SameSite=Lax$/,
    );
    expect(set.filter((cookie) => cookie.startsWith('sessionid='))).toEqual([]);
  });

  it('sign in by the name with the prefix alone, sockets too', async () => {
    const { cookie } = await signIn();
    const plain = cookie.replace('__Host-', '');
    expect((await here.http().with({ cookie }).get('/api/v1/users/me')).status).toBe(200);
    expect((await here.http().with({ cookie: plain }).get('/api/v1/users/me')).status).toBe(401);
    const open = async (sent: string) => {
      const listener = await Listener.open('plain', here.url, {
        cookie: sent,
        origin: 'http://localhost:3000',
      });
      listener.close();
      return listener.isOpen;
    };
    expect([await open(cookie), await open(plain)]).toEqual([true, false]);
  });

  it('are cleared in a way that browsers take', async () => {
    const dead = { cookie: `__Host-sessionid=${'x'.repeat(43)}` };
    const { headers } = await here.http().with(dead).get('/api/v1/events');
    expect(headers.getSetCookie().join()).toMatch(/^__Host-sessionid=; Path=\/;.*1970.*; Secure/);
    const { cookie, csrf } = await signIn();
    const out = await here.http().with({ cookie, 'x-csrftoken': csrf }).post('/api/v1/auth/logout');
    expect(out.headers.getSetCookie().join()).toMatch(/^__Host-sessionid=; Path=\/;.*1970.*; Secure/);
  });

  it('bring a new CSRF token with each sign-in, and the old one is none', async () => {
    const first = await signIn();
    const second = await signIn(ada, first.cookie);
    expect(second.csrf).not.toBe(first.csrf);
    expect((await change(second.cookie, second.csrf)).status).toBe(200);
    const session = second.cookie.split(';')[0]!;
    const mixed = await change(`${session}; csrftoken=${first.csrf}`, first.csrf);
    expect([mixed.status, mixed.body.code]).toEqual([403, 'CSRF_FAILED']);
  });

  it('hold against a token that somebody else planted', async () => {
    const [mine, theirs] = [await signIn(), await signIn(await here.signUp())];
    const session = mine.cookie.split(';')[0]!;
    for (const planted of [theirs.csrf, 'x'.repeat(65), mine.csrf.slice(0, 22) + theirs.csrf.slice(22)])
      expect((await change(`${session}; csrftoken=${planted}`, planted)).body.code).toBe('CSRF_FAILED');
    const { body } = await here.http().with({ cookie: session }).get('/api/v1/auth/csrf');
    expect((await change(`${session}; csrftoken=${body.csrf_token}`, body.csrf_token)).status).toBe(200);
  });
});
