import { openPlain, openSocketIo, PlainClient } from '../support/sockets.js';
import type { Person } from '../support/people.js';
import { world, type World } from '../support/world.js';

let w: World;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  w = await world({
    ...{ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_USER: '200/hour', RATE_LIMIT_ANON: '1000/hour' },
    RATE_LIMIT_REGISTRATION: '1000/minute',
  });
});
beforeEach(async () => {
  [ada, bob] = [await w.signUp(), await w.signUp()];
});
afterAll(() => w?.close());

const say = (client: PlainClient, content: string) =>
  client.socket.send(JSON.stringify({ type: 'message.send', content }));
const left = async () => Number((await ada.http.get('/api/v1/users/me')).headers.get('x-ratelimit-remaining'));

describe('messages over a socket', () => {
  it('count as requests of the person, and are refused past the limit as over REST', async () => {
    const client = await openPlain(w.url, { token: ada.access, path: `/ws/chat/${bob.id}/` });
    const before = await left();
    for (let n = 0; n < 10; n++) say(client, `${n}`);
    await client.atLeast(10);
    expect(await left()).toBe(before - 11);
    for (let rest = await left(); rest > 0; rest--) await ada.http.get('/api/v1/users/me');
    const overRest = await ada.http.post('/api/v1/messages', { receiver_id: bob.id, content: 'x' });
    say(client, 'one too many');
    const refused = await client.frame('error');
    expect(refused).toMatchObject({ code: overRest.body.code });
    expect(overRest.status).toBe(429);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    client.close();
  });

  it('are not senseless: more than sixty at once go through, and those past it are told to wait', async () => {
    const client = await openPlain(w.url, { token: ada.access, path: `/ws/chat/${bob.id}/` });
    for (let n = 0; n < 64; n++) say(client, `${n}`);
    for (let n = 0; n < 20; n++) say(client, `${n}`);
    await client.atLeast(84);
    const codes = client.frames.map((frame: any) => frame.code ?? frame.type);
    expect(codes.filter((code) => code === 'TOO_MANY_FRAMES').length).toBeLessThanOrEqual(20);
    expect(codes.filter((code) => code === 'message.receive').length).toBeGreaterThanOrEqual(64);
    client.close();
  });

  it('over Socket.IO are not senseless either, but refused ones are in the end', async () => {
    const client = await openSocketIo(w.url, { token: ada.access, path: '/ws/chat' });
    const { socket } = client as unknown as { socket: { emit(name: string, body: object): void } };
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 45; n++) socket.emit('message.send', { receiver_id: bob.id, content: `${n}` });
      await client.atLeast(45 * (round + 1));
    }
    expect(new Set(client.types)).toEqual(new Set(['message.receive']));
    for (let n = 0; n < 100; n++) socket.emit('message.send', { receiver_id: bob.id, content: '' });
    expect(await client.ended).toBe('transport close');
  });
});
