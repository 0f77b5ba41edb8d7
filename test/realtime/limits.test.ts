import WebSocket from 'ws';
import { SubscribersService } from '../../src/realtime/sockets/subscribers.service.js';
import { eventually } from '../support/eventually.js';
import {
  BOTH_KINDS,
  openPlain,
  openSocketIo,
  type OpenSocket,
  type SocketOptions,
} from '../support/sockets.js';
import { world, type World } from '../support/world.js';

let w: World;
beforeEach(async () => {
  w = await world({
    ...{ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_USER: '60/hour', RATE_LIMIT_ANON: '8/hour' },
    ...{ TRUST_PROXY: '1', RATE_LIMIT_REGISTRATION: '1000/minute' },
  });
});
afterEach(() => w?.close());

let hosts = 0;
/** As if it came from a network of its own. */
const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${++hosts}` });

async function outcome(open: OpenSocket, options: SocketOptions): Promise<string | number> {
  try {
    await open(w.url, options);
    return 'open';
  } catch (error) {
    const { status, code } = error as { status?: number; code?: string };
    return code ?? status!;
  }
}

describe.each(BOTH_KINDS)('opened over %s', (_, open) => {
  it('sockets are three at once for a person, wherever from, and again three when one is closed', async () => {
    const person = await w.signUp();
    const options = () => ({ token: person.access, headers: elsewhere() });
    const first = await open(w.url, options());
    expect([await outcome(open, options()), await outcome(open, options())]).toEqual(['open', 'open']);
    expect(await outcome(open, options())).toBe('TOO_MANY_SOCKETS');
    first.close();
    const { count } = w.app.get(SubscribersService);
    await eventually(() => expect(w.app.get(SubscribersService).count).toBe(count - 1));
    expect(await outcome(open, options())).toBe('open');
  });

  it('sockets count as requests of the person', async () => {
    const person = await w.signUp();
    const options = () => ({ token: person.access, headers: elsewhere() });
    const before = Number((await person.http.get('/api/v1/users/me')).headers.get('x-ratelimit-remaining'));
    (await open(w.url, options())).close();
    const after = Number((await person.http.get('/api/v1/users/me')).headers.get('x-ratelimit-remaining'));
    expect(before - after).toBe(2);
    for (let n = after; n > 0; n--) await person.http.get('/api/v1/users/me');
    expect(await outcome(open, options())).toBe('RATE_LIMIT_EXCEEDED');
  });

  it('sockets of nobody, and refused ones, count as requests of their network', async () => {
    const here = { headers: elsewhere() };
    for (let n = 0; n < 4; n++) (await open(w.url, { path: '/ws/events', ...here })).close();
    for (let n = 0; n < 4; n++)
      expect(await outcome(open, { token: 'nonsense', ...here })).toBe('TOKEN_NOT_VALID');
    expect(await outcome(open, { path: '/ws/events', ...here })).toBe('RATE_LIMIT_EXCEEDED');
    expect(await outcome(open, { token: 'nonsense', ...here })).toBe('RATE_LIMIT_EXCEEDED');
    expect(await outcome(open, { path: '/ws/events', headers: elsewhere() })).toBe('open');
  });
});

describe('a plain WebSocket', () => {
  it('is told when to come back', async () => {
    const headers = elsewhere();
    for (let n = 0; n < 8; n++) await outcome(openPlain, { path: '/ws/nowhere', headers });
    const socket = new WebSocket(`${w.url.replace('http', 'ws')}/ws/nowhere/`, { headers });
    socket.on('error', () => undefined);
    const response = await new Promise<any>((resolve) =>
      socket.once('unexpected-response', (_request, answer) => resolve(answer)),
    );
    expect(response.statusCode).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    response.destroy();
  });

  it.each(['/socket.io', '/socket.iox', '/socket.io?EIO=4&transport=websocket'])(
    'is refused, and counted, at %s, which is nobody’s',
    async (path) => {
      const headers = elsewhere();
      for (let n = 0; n < 8; n++) expect(await outcome(openPlain, { path, headers })).toBe('NOT_FOUND');
      expect(await outcome(openPlain, { path, headers })).toBe('RATE_LIMIT_EXCEEDED');
    },
  );

  it.each([
    ['frames', (socket: WebSocket) => socket.send('{')],
    ['pings', (socket: WebSocket) => socket.ping()],
    ['pongs', (socket: WebSocket) => socket.pong()],
  ])('is ended by too many senseless %s', async (_, send) => {
    const { access } = await w.signUp();
    const began = performance.now();
    const client = await openPlain(w.url, { token: access, headers: elsewhere() });
    for (let n = 0; n < 100; n++) send(client.socket);
    // What the client still sends may overtake the closing frame, and then its code is lost.
    expect([1008, 1006]).toContain(await client.ended);
    expect(client.frames.length).toBeLessThanOrEqual(60 + (performance.now() - began) / 1_000);
  });
});

describe('Socket.IO', () => {
  it('is ended by too many senseless frames', async () => {
    const { access } = await w.signUp();
    const client = await openSocketIo(w.url, { token: access, headers: elsewhere() });
    const { socket } = client as unknown as { socket: { emit(name: string): void } };
    for (let n = 0; n < 100; n++) socket.emit('nonsense');
    expect(await client.ended).toBe('transport close');
  });

  it('has its connections counted before anybody says who it is', async () => {
    const headers = elsewhere();
    const connect = () => fetch(`${w.url}/socket.io/?EIO=4&transport=polling`, { headers });
    const answers = [];
    for (let n = 0; n < 61; n++) answers.push((await connect()).status);
    expect(new Set(answers.slice(0, 60))).toEqual(new Set([200]));
    expect(answers[60]).toBe(403);
  });
});
