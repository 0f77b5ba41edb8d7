import { inspect } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import { ErasureService } from '../../src/identity/erasure/erasure.service.js';
import { FeedRepository } from '../../src/realtime/feed/feed.repository.js';
import { SubscribersService } from '../../src/realtime/sockets/subscribers.service.js';
import { rootLogger } from '../../src/platform/observability/logger.js';
import type { Person } from '../support/people.js';
import { openPlain, openSocketIo, PlainClient, type Refusal, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';

let w: World;
let ada: Person;
let bob: Person;
const clients: SocketClient[] = [];

beforeAll(async () => {
  w = await world();
});
beforeEach(async () => {
  ada = await w.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
  bob = await w.signUp({ first_name: 'Bob', last_name: 'Johnson' });
});
afterEach(() => {
  clients.splice(0).forEach((client) => client.close());
  jest.restoreAllMocks();
  w.clock.reset();
});
afterAll(() => w?.close());

const plain = async (who: Person, path: string, since?: number): Promise<PlainClient> => {
  const client = await openPlain(w.url, { token: who.access, path, since });
  clients.push(client);
  return client;
};
const socketIo = async (who: Person, path: string, since?: number) => {
  const client = await openSocketIo(w.url, { token: who.access, path, since });
  clients.push(client);
  return client as SocketClient & { socket: Socket };
};
const chat = (who: Person, peer: { id: number }, since?: number) => plain(who, `/ws/chat/${peer.id}/`, since);
const say = (client: PlainClient, content: unknown, more: object = {}) =>
  client.socket.send(JSON.stringify({ type: 'message.send', content, ...more }));
const write = async (from: Person, to: Person, content: string) =>
  (await from.http.post('/api/v1/messages', { receiver_id: to.id, content })).body;
const heard = (client: SocketClient) =>
  client.frames.map((frame: any) => frame.message?.content ?? frame.code ?? frame.type);
const contentsOf = async (me: Person, peer: Person) =>
  ((await me.http.get(`/api/messages?with_user=${peer.id}`)).body as any[]).map(({ content }) => content);
const newestId = () => w.app.get(FeedRepository).newestId();

describe('the chat', () => {
  it('sends and receives in the frames of document E', async () => {
    const [mine, theirs] = [await chat(ada, bob), await chat(bob, ada)];
    say(mine, 'Hello, how are you?');
    const [frame] = await theirs.atLeast(1);
    expect(frame).toEqual({
      id: expect.any(Number),
      type: 'message.receive',
      message: {
        id: expect.any(Number),
        ...{ sender_id: ada.id, sender_name: 'Ada Lovelace' },
        ...{ receiver_id: bob.id, receiver_name: 'Bob Johnson' },
        ...{ content: 'Hello, how are you?', is_read: false, created_at: w.clock.now().toISOString() },
      },
      timestamp: expect.stringMatching(/Z$/),
    });
    const [echo] = (await mine.atLeast(1)) as any[];
    expect(echo.message).toEqual((frame as any).message);
    say(theirs, 'I’m doing well, thanks!');
    await mine.atLeast(2);
    expect(heard(mine)).toEqual(['Hello, how are you?', 'I’m doing well, thanks!']);
    expect(await contentsOf(ada, bob)).toEqual(heard(mine));
  });

  it('goes to the conversation’s sockets of both people, and to nobody else', async () => {
    const eve = await w.signUp();
    const [inbox, other, all] = [
      await plain(bob, '/ws/'),
      await chat(bob, eve),
      await socketIo(bob, '/ws/chat'),
    ];
    const strangers = [await plain(eve, '/ws/'), await chat(eve, bob), await chat(eve, ada)];
    const echoes = [await plain(ada, '/ws/'), await chat(ada, bob), await plain(ada, '/ws/chat')];
    await write(ada, bob, 'for Bob');
    await write(eve, bob, 'of Eve');
    for (const client of [...echoes]) await client.frame('message.receive');
    await inbox.frame('message.receive', (frame: any) => frame.message.content === 'of Eve');
    await all.atLeast(2);
    await other.atLeast(1);
    for (const client of strangers.slice(0, 2)) await client.atLeast(1);
    expect(heard(inbox).filter((words) => words !== 'notification.receive')).toEqual(['for Bob', 'of Eve']);
    expect([heard(all), heard(other)]).toEqual([['for Bob', 'of Eve'], ['of Eve']]);
    expect(strangers.map(heard)).toEqual([['of Eve'], ['of Eve'], []]);
    expect(echoes.map(heard)).toEqual([['for Bob'], ['for Bob'], ['for Bob']]);
  });

  it('sends over /ws/ and over Socket.IO to whom receiver_id says', async () => {
    const [inbox, there] = [await plain(ada, '/ws/'), await socketIo(bob, '/ws/chat')];
    say(inbox, 'over /ws/', { receiver_id: bob.id });
    await there.atLeast(1);
    const answer = await there.socket.emitWithAck('message.send', { receiver_id: ada.id, content: 'back' });
    expect(answer).toMatchObject({ type: 'message.receive', message: { content: 'back', sender_id: bob.id } });
    await there.atLeast(2);
    expect(heard(there)).toEqual(['over /ws/', 'back']);
    await inbox.frame('message.receive', (frame: any) => frame.message.content === 'back');
  });

  it('keeps lines in the order in which they were sent', async () => {
    const client = await chat(ada, bob);
    const lines = Array.from({ length: 40 }, (_, n) => `line ${n}`);
    for (const line of lines) say(client, line);
    await client.atLeast(40);
    expect(heard(client)).toEqual(lines);
    expect(await contentsOf(bob, ada)).toEqual(lines);
  });

  it('takes a text of 5,000 letters, however they are escaped', async () => {
    const [client, text] = [await chat(ada, bob), '🎈'.repeat(5_000)];
    const escaped = JSON.stringify(text).replace(
      /[^ -~]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    client.socket.send(`{"type":"message.send","content":${escaped}}`);
    await client.atLeast(1);
    expect(heard(client)).toEqual([text]);
  });
});

describe('a message over a socket is refused as over REST, and the socket stays', () => {
  it.each([
    ['no text', (me: Person) => ({ content: '', me })],
    ['too long a text', () => ({ content: 'x'.repeat(5_001) })],
    ['no receiver', () => ({ content: 'x', receiver_id: undefined })],
    ['nobody', () => ({ content: 'x', receiver_id: 999_999_999 })],
    ['oneself', (me: Person) => ({ content: 'x', receiver_id: me.id })],
  ])('to %s', async (_, body) => {
    const sent = { receiver_id: bob.id, ...body(ada) };
    const overRest = (await ada.http.post('/api/v1/messages', sent)).body;
    const refusal = { type: 'error', error: overRest.error, code: 'VALIDATION_ERROR' };
    const [client, there] = [await plain(ada, '/ws/'), await socketIo(ada, '/ws/chat')];
    client.socket.send(JSON.stringify({ type: 'message.send', ...sent }));
    expect(await client.atLeast(1)).toEqual([refusal]);
    expect(await there.socket.emitWithAck('message.send', sent)).toEqual(refusal);
    expect(await there.atLeast(1)).toEqual([refusal]);
    say(client, 'still here', { receiver_id: bob.id });
    await client.frame('message.receive');
  });

  it('to somebody else than whose conversation it is', async () => {
    const client = await chat(ada, bob);
    say(client, 'x', { receiver_id: ada.id });
    say(client, 'y', { receiver_id: bob.id });
    await client.atLeast(2);
    expect(heard(client)).toEqual(['VALIDATION_ERROR', 'y']);
  });

  it('on feeds that take none, and of unknown types', async () => {
    const [notices, there] = [await plain(ada, '/ws/notifications/'), await socketIo(ada, '/ws/notifications')];
    say(notices, 'x', { receiver_id: bob.id });
    there.socket.emit('message.send', { receiver_id: bob.id, content: 'x' });
    const talk = await socketIo(ada, '/ws/chat');
    for (const args of [[], [null], ['text'], [[1]]]) talk.socket.emit('message.send', ...args);
    talk.socket.emit('message.sing', {});
    await Promise.all([notices.atLeast(1), there.atLeast(1), talk.atLeast(5)]);
    expect([heard(notices), heard(there)]).toEqual([['UNKNOWN_TYPE'], ['UNKNOWN_TYPE']]);
    expect(heard(talk)).toEqual([...Array(4).fill('INVALID_FRAME'), 'UNKNOWN_TYPE']);
    expect(await contentsOf(ada, bob)).toEqual([]);
  });

  it('by who is suspended or signed out meanwhile, also where the socket was not cut', async () => {
    const [client, there] = [await chat(ada, bob), await socketIo(ada, '/ws/chat')];
    jest.spyOn(w.app.get(SubscribersService) as any, 'end').mockImplementation(() => undefined);
    await ada.http.post('/api/v1/auth/logout');
    say(client, 'from the dead');
    there.socket.emit('message.send', { receiver_id: bob.id, content: 'from the dead' });
    expect(await client.ended).toBe(4403);
    expect(await there.ended).toBe('io server disconnect');
    expect(await contentsOf(bob, ada)).toEqual([]);
  });

  it('by a token that has expired', async () => {
    const client = await chat(ada, bob);
    w.clock.advance(3_600_001);
    say(client, 'late');
    expect(await client.ended).toBe(4401);
    expect(client.frames).toEqual([{ type: 'token_expired' }]);
  });
});

describe('notifications', () => {
  it.each([
    ['a plain WebSocket', plain, '/ws/notifications/'],
    ['Socket.IO', socketIo, '/ws/notifications'],
    ['/ws/', plain, '/ws/'],
  ] as const)('come over %s in the frame of document E', async (_, open, path) => {
    const [client, stranger] = [await open(bob, path), await open(ada, path)];
    const { id } = await write(ada, bob, 'Hello');
    const frame: any = await client.frame('notification.receive');
    const [own] = (await bob.http.get('/api/notifications')).body;
    expect(frame).toEqual({
      id: expect.any(Number),
      type: 'notification.receive',
      notification: own,
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(own).toMatchObject({
      ...{ user_id: bob.id, title: 'New Message', content: 'You have a new message from Ada Lovelace.' },
      ...{ notification_type: 'new_message', related_id: id, is_read: false },
    });
    await w.drainEvents();
    expect(stranger.types).not.toContain('notification.receive');
  });
});

describe('after a reconnect', () => {
  it.each([
    ['a conversation', (since: number) => chat(bob, ada, since), ['one', 'two']],
    ['all conversations', (since: number) => socketIo(bob, '/ws/chat', since), ['one', 'of Eve', 'two']],
    [
      '/ws/',
      (since: number) => plain(bob, '/ws/', since),
      ['one', 'notification.receive', 'of Eve', 'notification.receive', 'two'],
    ],
  ])('%s brings what was missed, in order, and nothing of others', async (_, open, expected) => {
    const eve = await w.signUp();
    const since = await newestId();
    for (const [from, words] of [
      [ada, 'one'],
      [eve, 'of Eve'],
      [ada, 'two'],
    ] as const) {
      await write(from, bob, words);
      await w.drainEvents();
      await write(ada, eve, 'between others');
      await w.drainEvents();
    }
    const client = await open(since);
    await client.atLeast(expected.length);
    expect(heard(client)).toEqual(expected);
    expect(client.ids).toEqual([...client.ids].sort((a, b) => a - b));
  });

  it('brings a person’s own however much others were told', async () => {
    const since = await newestId();
    await write(ada, bob, 'mine');
    await w.drainEvents();
    const others = Array.from({ length: 10_001 }, () => ({
      ...{ feed: 'chat', type: 'message.receive', data: { id: 1 }, occurredAt: w.clock.now() },
      audience: { kind: 'person' as const, personId: 999_999_999 },
    }));
    await w.db.transaction((tx) => w.app.get(FeedRepository).append(tx, others));
    const client = await chat(bob, ada, since);
    await client.atLeast(1);
    expect(heard(client)).toEqual(['mine']);
  });

  it('brings nothing that was written by somebody erased since', async () => {
    const since = await newestId();
    await write(ada, bob, 'canary');
    await w.drainEvents();
    const stored = `SELECT FROM realtime.feed WHERE data::text LIKE '%canary%'`;
    expect(await w.db.query(stored)).toEqual([]);
    await ada.http.delete('/api/v1/users/me');
    await w.app.get(ErasureService).carryOut(ada.id);
    const client = await chat(bob, ada, since);
    const [frame] = (await client.atLeast(1)) as any[];
    expect(frame.message).toMatchObject({ content: '', sender_name: 'Deleted user' });
  });

  it('asks for a resync where the frames are not kept any more', async () => {
    await write(ada, bob, 'old');
    await w.drainEvents();
    const since = (await newestId()) - 1;
    w.clock.advance(24 * 3_600_000 + 60_000);
    const { username, password } = bob;
    const { body } = await w.http().post('/api/v1/auth/login', { username, password });
    const client = await openPlain(w.url, { token: body.access, path: `/ws/chat/${ada.id}/`, since });
    clients.push(client);
    await client.atLeast(1);
    expect(client.types).toEqual(['resync_required']);
  });
});

describe('the doors of the private feeds', () => {
  it.each(['/ws/', '/ws', '/ws/chat/1/', '/ws/chat/1', '/ws/chat/', '/ws/notifications/'])(
    'are closed at %s without a token and to a bad one',
    async (path) => {
      for (const token of [undefined, 'nonsense']) {
        const refused = await openPlain(w.url, { path, token }).catch((error: Refusal) => error);
        expect((refused as Refusal).status).toBe(401);
      }
    },
  );

  it.each(['/ws/chat/0/', '/ws/chat/x/', '/ws/chat/1/2/', '/ws/notifications/1/', '/ws/inbox/'])(
    'are not at %s',
    async (path) => {
      const refused = await openPlain(w.url, { path, token: ada.access }).catch((error: Refusal) => error);
      expect((refused as Refusal).status).toBe(404);
    },
  );

  it('let no token into a log line', async () => {
    const lines: string[] = [];
    const root = rootLogger() as any;
    root.level = 'trace';
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'])
      jest
        .spyOn(root, level)
        .mockImplementation((...said: unknown[]) => lines.push(inspect(said, { depth: 9 })));
    const client = await chat(ada, bob);
    await openPlain(w.url, { path: '/ws/chat/1/', token: `${ada.access}x` }).catch(() => undefined);
    await openPlain(w.url, { path: '/ws/nowhere/', token: ada.access }).catch(() => undefined);
    for (const path of ['/ws/chat/1/', '/ws/', '/socket.io/'])
      await fetch(`${w.url}${path}?token=${ada.access}`);
    const polling = io(`${w.url}/ws/chat`, {
      query: { token: ada.access },
      transports: ['polling'],
      forceNew: true,
    });
    await new Promise<void>((resolve) => polling.once('connect', () => resolve()));
    polling.disconnect();
    jest.spyOn(w.db, 'transaction').mockRejectedValueOnce(new Error('planted'));
    say(client, 'x');
    expect(await client.atLeast(1)).toMatchObject([{ type: 'error', code: 'INTERNAL_ERROR' }]);
    expect(lines.join('\n')).toContain('planted');
    expect(lines.join('\n')).not.toContain(ada.access);
    expect(lines.join('\n')).not.toContain(ada.access.split('.')[2]);
  });
});
