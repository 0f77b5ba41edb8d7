import { eventually } from '../support/eventually.js';
import type { Person } from '../support/people.js';
import {
  BOTH_KINDS,
  openPlain,
  openSocketIo,
  type OpenSocket,
  type SocketOptions,
} from '../support/sockets.js';
import { world, type World } from '../support/world.js';

let w: World;
let person: Person;
const DAY_MS = 86_400_000;
const ORIGIN = 'https://calendar.example.com';

beforeAll(async () => {
  w = await world({ CORS_ORIGINS: ORIGIN });
  person = await w.signUp();
});
afterEach(() => w.clock.reset());
afterAll(() => w?.close());

/** What came of it: `open`, or the HTTP status (plain) or code (Socket.IO). */
async function outcome(open: OpenSocket, options: SocketOptions): Promise<string | number> {
  try {
    (await open(w.url, options)).close();
    return 'open';
  } catch (error) {
    const { status, code } = error as { status?: number; code?: string };
    return status ?? code!;
  }
}

async function cookieOf({ username, password }: Person): Promise<string> {
  const { headers } = await w.http().post('/api/v1/auth/login', { username, password });
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

describe.each(BOTH_KINDS)('the door of %s', (kind, open) => {
  const isPlain = kind !== 'Socket.IO';

  it.each([
    ['a token', () => ({ token: person.access })],
    ['a Bearer header', () => ({ headers: { authorization: `Bearer ${person.access}` } })],
    ['a Token header', () => ({ headers: { authorization: `Token ${person.access}` } })],
    ['a token in the address', () => ({ token: person.access, by: 'query' as const })],
  ])('opens to %s', async (_, options) => expect(await outcome(open, options())).toBe('open'));

  it.each([
    ['nothing', () => ({}), 'NOT_AUTHENTICATED'],
    ['nonsense', () => ({ token: 'nonsense' }), 'TOKEN_NOT_VALID'],
    ['a refresh token', () => ({ token: person.refresh }), 'TOKEN_NOT_VALID'],
    [
      'a bad token beside a good header',
      () => ({ token: 'x', headers: { authorization: `Bearer ${person.access}` } }),
      'TOKEN_NOT_VALID',
    ],
    ['another scheme', () => ({ headers: { authorization: `Basic ${person.access}` } }), 'TOKEN_NOT_VALID'],
  ])('stays closed to %s', async (_, options, code) =>
    expect(await outcome(open, options())).toBe(isPlain ? 401 : code),
  );

  it('stays closed to a token that has expired', async () => {
    const { access } = await w.signUp();
    w.clock.advance(3_600_001);
    expect(await outcome(open, { token: access })).toBe(isPlain ? 401 : 'TOKEN_NOT_VALID');
  });

  it('stays closed after signing out', async () => {
    const leaver = await w.signUp();
    await leaver.http.post('/api/v1/auth/logout');
    expect(await outcome(open, { token: leaver.access })).not.toBe('open');
  });

  it('takes a browser’s cookie from our own pages alone', async () => {
    const cookie = await cookieOf(person);
    expect(await outcome(open, { headers: { cookie, origin: ORIGIN } })).toBe('open');
    expect(await outcome(open, { headers: { cookie, origin: w.url } })).toBe('open');
    expect(await outcome(open, { headers: { cookie, origin: 'https://evil.example' } })).toBe(
      isPlain ? 403 : 'FORBIDDEN',
    );
    for (const text of ['nonsense', `j:["${'A'.repeat(43)}"]`, '%E0%A4%A']) {
      const headers = { cookie: `sessionid=${text}`, origin: ORIGIN };
      expect(await outcome(open, { headers })).toBe(isPlain ? 401 : 'SESSION_ENDED');
    }
  });

  it('closes behind who signs out', async () => {
    const leaver = await w.signUp();
    const client = await open(w.url, { token: leaver.access });
    await leaver.http.post('/api/v1/auth/logout');
    expect(await client.ended).toBe(isPlain ? 4403 : 'io server disconnect');
    expect(client.types).toEqual(isPlain ? [] : ['session_revoked']);
  });

  it('closes behind who is suspended', async () => {
    const [admin, suspect] = [await w.admin(), await w.signUp()];
    const client = await open(w.url, { token: suspect.access });
    const { status } = await admin.http.patch(`/api/v1/admin/users/${suspect.id}`, { status: 'suspended' });
    expect(status).toBe(200);
    expect(await client.ended).toBe(isPlain ? 4403 : 'io server disconnect');
  });

  it('says that the access token has expired, closes, and opens to a new one', async () => {
    const { access, refresh } = await w.signUp();
    const client = await open(w.url, { token: access });
    w.clock.advance(3_600_001);
    expect(await client.ended).toBe(isPlain ? 4401 : 'io server disconnect');
    expect(client.frames).toEqual([{ type: 'token_expired' }]);
    const { body } = await w.http().post('/api/v1/auth/refresh', { refresh });
    expect(await outcome(open, { token: body.access })).toBe('open');
  });

  it('closes a cookie’s socket with its session', async () => {
    const browser = await w.signUp();
    const client = await open(w.url, { headers: { cookie: await cookieOf(browser), origin: ORIGIN } });
    w.clock.advance(6 * DAY_MS);
    expect(await outcome(open, { headers: { cookie: await cookieOf(browser), origin: ORIGIN } })).toBe('open');
    expect(client.frames).toEqual([]);
    w.clock.advance(DAY_MS);
    expect(await client.ended).toBe(isPlain ? 4401 : 'io server disconnect');
    expect(client.frames).toEqual([{ type: 'token_expired' }]);
  });
});

describe('Socket.IO', () => {
  it('works by long polling too, with CORS for our origins alone', async () => {
    expect(await outcome(openSocketIo, { token: person.access, transports: ['polling'] })).toBe('open');
    const allowed = async (origin: string) =>
      (await fetch(`${w.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed(ORIGIN)).toBe(ORIGIN);
    expect(await allowed('https://evil.example')).not.toBe('https://evil.example');
  });

  it.each(['/', '/ws', '/ws/calendar/x', '/admin'])('has no namespace %s', async (path) => {
    expect(await outcome(openSocketIo, { token: person.access, path })).not.toBe('open');
  });

  it('does not serve its client’s code', async () => {
    expect((await w.http().get('/socket.io/socket.io.js')).status).not.toBe(200);
  });
});

describe('a plain WebSocket', () => {
  it('is at its path with and without a slash, and nowhere else', async () => {
    const at = (path: string) => outcome(openPlain, { token: person.access, path });
    expect(await at('/ws/calendar')).toBe('open');
    expect(await at('/ws/calendar/')).toBe('open');
    expect(await at('/ws/calendars/')).toBe(404);
    expect(await at('/api/v1/timeslots')).toBe(404);
  });

  it('answers a bad frame and stays open', async () => {
    const client = await openPlain(w.url, { token: person.access });
    for (const text of ['{', '[]', 'null', '{"kind":1}']) client.socket.send(text);
    client.socket.send('{"type":"message.send"}');
    client.socket.send(Buffer.from([1, 2, 3]));
    const frames: any[] = await client.atLeast(6);
    expect(frames.map(({ type }) => type)).toEqual(Array(6).fill('error'));
    expect(frames.map(({ code }) => code)).toEqual([
      ...Array(4).fill('INVALID_FRAME'),
      'UNKNOWN_TYPE',
      'INVALID_FRAME',
    ]);
    expect(frames.every(({ error }) => typeof error === 'string')).toBe(true);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    client.close();
  });

  it('ends with a frame that is too large', async () => {
    const client = await openPlain(w.url, { token: person.access });
    client.socket.send('x'.repeat(70_000));
    expect(await client.ended).toBe(1009);
  });

  it('leaves nothing behind once it is closed', async () => {
    const { SubscribersService } = await import('../../src/realtime/sockets/subscribers.service.js');
    const subscribers = w.app.get(SubscribersService);
    const before = subscribers.count;
    const client = await openPlain(w.url, { token: person.access });
    expect(subscribers.count).toBe(before + 1);
    client.socket.terminate();
    await eventually(() => expect(subscribers.count).toBe(before));
  });
});
