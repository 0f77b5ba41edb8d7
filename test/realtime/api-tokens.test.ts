import { apiToken } from '../support/api-tokens.js';
import type { Person } from '../support/people.js';
import { BOTH_KINDS, openPlain, type PlainClient, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';

let w: World;
let ada: Person;
let bob: Person;
const clients: SocketClient[] = [];

beforeAll(async () => {
  w = await world();
  [ada, bob] = [await w.signUp(), await w.signUp()];
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(() => w?.close());

describe.each(BOTH_KINDS)('a token for programs at the door of %s', (kind, open) => {
  const paths = ['/ws/calendar', '/ws/events', '/ws/chat', '/ws/notifications'];
  const outcomes = async (scope: string, person = ada) => {
    const token = await apiToken(person, [scope]);
    const found: Record<string, unknown> = {};
    for (const path of paths)
      found[path] = await open(w.url, { token, path }).then(
        (client) => {
          clients.push(client);
          return 'open';
        },
        ({ status, code }: { status?: number; code?: string }) => status ?? code,
      );
    return found;
  };
  const closed = kind === 'Socket.IO' ? 'SCOPE_REQUIRED' : 403;

  it('opens the feeds of its scopes, and as a stranger what is open to all', async () => {
    expect(await outcomes('scheduling:read')).toEqual({
      ...{ '/ws/calendar': 'open', '/ws/events': 'open', '/ws/chat': closed, '/ws/notifications': closed },
    });
    expect(await outcomes('messaging:read')).toEqual({
      ...{ '/ws/calendar': closed, '/ws/events': 'open', '/ws/chat': 'open', '/ws/notifications': 'open' },
    });
    expect(await outcomes('collaboration:write')).toEqual({
      ...{ '/ws/calendar': closed, '/ws/events': 'open', '/ws/chat': closed, '/ws/notifications': closed },
    });
  });

  it('of an administrator opens by its scopes alone, and hears no more than anybody’s', async () => {
    const admin = await w.admin();
    expect(await outcomes('admin:read', admin)).toEqual({
      ...{ '/ws/calendar': closed, '/ws/events': 'open', '/ws/chat': closed, '/ws/notifications': closed },
    });
    const token = await apiToken(admin, ['admin:write', 'collaboration:write']);
    const client = await open(w.url, { token, path: '/ws/events' });
    clients.push(client);
    const date = new Date(w.clock.millis() + 86_400_000).toISOString();
    await bob.http.post('/api/v1/events', { title: 'Closed', date, visibility: 'invited' });
    await bob.http.post('/api/v1/events', { title: 'For all', date });
    await client.frame('event_created', ({ data }) => data.title === 'For all');
    expect(client.frames.filter(({ type }) => type === 'event_created').map(({ data }) => data.title)).toEqual([
      'For all',
    ]);
  });

  it('hears of a closed circle only with the scope of events', async () => {
    const [stranger, insider] = await Promise.all(
      ['messaging:write', 'collaboration:read'].map(async (scope) =>
        open(w.url, { token: await apiToken(ada, [scope]), path: '/ws/events' }),
      ),
    );
    clients.push(stranger!, insider!);
    const date = new Date(w.clock.millis() + 86_400_000).toISOString();
    await ada.http.post('/api/v1/events', { title: 'Secret', date, visibility: 'invited' });
    await ada.http.post('/api/v1/events', { title: 'Open', date });
    const titles = ({ frames }: SocketClient) =>
      frames.filter(({ type }) => type === 'event_created').map(({ data }) => data.title);
    await insider!.frame('event_created', ({ data }) => data.title === 'Open');
    await stranger!.frame('event_created', ({ data }) => data.title === 'Open');
    expect([titles(insider!), titles(stranger!)]).toEqual([['Secret', 'Open'], ['Open']]);
  });
});

describe('a token for programs in the chat', () => {
  const chat = async (scope: string) => {
    const client = (await openPlain(w.url, {
      ...{ token: await apiToken(ada, [scope]), path: `/ws/chat/${bob.id}/` },
    })) as PlainClient;
    clients.push(client);
    client.socket.send(JSON.stringify({ type: 'message.send', content: `By ${scope}` }));
    return client;
  };

  it('sends with the scope to write alone, and the socket outlives the refusal', async () => {
    const reader = await chat('messaging:read');
    const refusal: any = await reader.frame('error');
    expect(refusal.code).toBe('SCOPE_REQUIRED');
    const writer = await chat('messaging:write');
    const own: any = await writer.frame('message.receive');
    expect(own.message.content).toBe('By messaging:write');
    await reader.frame('message.receive');
  });

  it('is cut off when it ends', async () => {
    const token = await apiToken(ada, ['messaging:read']);
    const client = await openPlain(w.url, { token, path: '/ws/notifications' });
    clients.push(client);
    const [made] = (await ada.http.get('/api/v1/users/tokens')).body.results;
    await ada.http.delete(`/api/v1/users/tokens/${made.id}`);
    expect(await client.ended).toBe(4403);
  });
});
