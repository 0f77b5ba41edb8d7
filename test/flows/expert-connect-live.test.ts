import { openPlain, openSocketIo, type PlainClient, type SocketClient } from '../support/sockets.js';
import { PASSWORD, world, type World } from '../support/world.js';

// The messages and the sockets of document E, as its clients use them.

let here: World;
const open: SocketClient[] = [];
beforeAll(async () => {
  here = await world();
});
afterAll(async () => {
  open.forEach((client) => client.close());
  await here?.close();
});

/** What document E shows of a message and of a notification. */
const MESSAGE = [
  'id',
  'sender_id',
  'sender_name',
  'receiver_id',
  'receiver_name',
  'content',
  'is_read',
  'created_at',
];
const NOTIFICATION = [
  'id',
  'user_id',
  'title',
  'content',
  'notification_type',
  'related_id',
  'is_read',
  'created_at',
];

async function register(username: string, first_name: string, last_name: string) {
  const body = { username, email: `${username}@example.com`, password: PASSWORD, first_name, last_name };
  const answer = await here.http().post('/api/users/register/', body);
  expect(answer.status).toBe(201);
  const { id, token } = answer.body as { id: number; token: string };
  return { id, token, http: here.http(token) };
}

async function connect(path: string, token: string): Promise<PlainClient> {
  const client = await openPlain(here.url, { path, token });
  open.push(client);
  return client;
}

it('two people talk before their meeting, over REST, WebSockets and Socket.IO', async () => {
  const john = await register('johndoe', 'John', 'Doe');
  const jane = await register('janesmith', 'Jane', 'Smith');

  const [ofJane, notices] = [
    await connect('/ws/', jane.token),
    await connect('/ws/notifications/', jane.token),
  ];
  const sent = await john.http.post('/api/messages/', {
    receiver_id: jane.id,
    content: "Hello, I'm looking forward to our meeting tomorrow.",
  });
  expect(sent.status).toBe(201);
  expect(Object.keys(sent.body as object)).toEqual(MESSAGE);
  expect(sent.body).toMatchObject({ sender_name: 'John Doe', receiver_name: 'Jane Smith', is_read: false });

  expect(await ofJane.frame('message.receive')).toMatchObject({ message: sent.body });
  const notice: any = await notices.frame('notification.receive');
  expect(Object.keys(notice.notification as object)).toEqual(expect.arrayContaining(NOTIFICATION));
  expect(notice.notification).toMatchObject({
    ...{ user_id: jane.id, title: 'New Message', content: 'You have a new message from John Doe.' },
    ...{ notification_type: 'new_message', related_id: sent.body.id, is_read: false },
  });

  const [chatOfJohn, chatOfJane] = [
    await connect(`/ws/chat/${jane.id}/`, john.token),
    await connect(`/ws/chat/${john.id}/`, jane.token),
  ];
  chatOfJane.socket.send(JSON.stringify({ type: 'message.send', content: 'Hi John, me too!' }));
  for (const client of [chatOfJohn, chatOfJane, ofJane])
    expect(
      await client.frame('message.receive', (frame: any) => frame.message.sender_id === jane.id),
    ).toMatchObject({
      message: { sender_name: 'Jane Smith', receiver_id: john.id, content: 'Hi John, me too!', is_read: false },
    });

  const io = await openSocketIo(here.url, { path: '/ws/chat', token: john.token });
  open.push(io);
  const { socket } = io as unknown as { socket: { emit(name: string, body: object): void } };
  socket.emit('message.send', { receiver_id: jane.id, content: 'Do you have any specific topics?' });
  await io.frame('message.receive');
  await chatOfJane.frame('message.receive', (frame: any) => frame.message.sender_id === john.id);

  const [conversation] = (await jane.http.get('/api/conversations/')).body as any[];
  expect(conversation).toMatchObject({ user_id: john.id, username: 'johndoe', unread_count: 2 });
  const read = (await jane.http.get(`/api/messages/?with_user=${john.id}`)).body as any[];
  expect(read.map(({ content }) => content)).toEqual([
    "Hello, I'm looking forward to our meeting tomorrow.",
    'Hi John, me too!',
    'Do you have any specific topics?',
  ]);
  expect(read.map(({ sender_id, is_read }) => [sender_id, is_read])).toEqual([
    [john.id, true],
    [jane.id, false],
    [john.id, true],
  ]);
  const same = await jane.http.get(`/api/v1/messages?with_user=${john.id}`);
  expect(same.body).toMatchObject({ count: 3, results: read });

  const [own] = (await jane.http.get('/api/notifications/?is_read=true')).body as any[];
  expect(own).toMatchObject({ id: notice.notification.id, is_read: true });
  expect((await jane.http.get('/api/notifications/?is_read=false')).body).toEqual([]);
});

it('refuses who has no token, and answers what it cannot take', async () => {
  const anna = await register('annadoe', 'Anna', 'Doe');
  await expect(openPlain(here.url, { path: '/ws/' })).rejects.toMatchObject({ status: 401 });
  await expect(openPlain(here.url, { path: '/ws/', token: 'eyJ0eXAi' })).rejects.toMatchObject({ status: 401 });
  const client = await connect('/ws/', anna.token);
  client.socket.send('hello');
  client.socket.send(JSON.stringify({ type: 'message.send', content: 'To whom?' }));
  const frames = (await client.atLeast(2)) as any[];
  expect(frames).toEqual([
    { type: 'error', error: expect.any(String), code: 'INVALID_FRAME' },
    { type: 'error', error: expect.stringContaining('receiver_id'), code: 'VALIDATION_ERROR' },
  ]);
  expect(client.socket.readyState).toBe(client.socket.OPEN);
});
