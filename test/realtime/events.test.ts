import {
  EventCancelled,
  EventChanged,
  EventCreated,
  TaskCreated,
} from '../../src/collaboration/collaboration.events.js';
import { FeedTailService } from '../../src/realtime/feed/feed-tail.service.js';
import type { Person } from '../support/people.js';
import {
  factsOf,
  giveUpSeat,
  invite,
  plantEvent,
  publish,
  takeSeat,
  taskFacts,
  type PlantedTerms,
  openTo,
  removeEvent,
} from '../support/planted-events.js';
import { BOTH_KINDS, type Refusal, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';

const PATH = '/ws/events';

let w: World;
let organizer: Person;
let guest: Person;
let stranger: Person;
const clients: SocketClient[] = [];

beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '30d' });
  [organizer, guest, stranger] = [await w.signUp(), await w.signUp(), await w.signUp()];
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(() => w?.close());

const plant = (terms?: PlantedTerms) => plantEvent(w, organizer.id, terms);
const facts = (id: number, terms?: PlantedTerms, title?: string) => factsOf(id, organizer.id, terms, title);
const done = () => ({ actorId: organizer.id });

/** The last thing that happens: who has heard it has heard all before it that was for them. */
async function mark(): Promise<number> {
  const id = await plant();
  await publish(w, EventCreated, { ...facts(id), ...done() });
  return id;
}

/** What the client has heard, up to the mark. */
async function heard(client: SocketClient, marked: number) {
  await client.frame('event_created', ({ data }) => data.id === marked);
  return client.frames.slice(0, -1);
}

describe.each(BOTH_KINDS)('the feed of events over %s', (kind, open) => {
  const path = kind === 'Socket.IO' ? PATH : `${PATH}/`;
  const listen = async (person?: Person, since?: number) => {
    const client = await open(w.url, { path, token: person?.access, since });
    clients.push(client);
    return client;
  };

  it('opens without a token, and not with a bad one', async () => {
    expect((await listen()).frames).toEqual([]);
    const refusal: Refusal = kind === 'Socket.IO' ? { code: 'TOKEN_NOT_VALID' } : { status: 401 };
    await expect(open(w.url, { path, token: 'nonsense' })).rejects.toMatchObject(refusal);
    await expect(open(w.url, { path, token: guest.refresh })).rejects.toMatchObject(refusal);
  });

  it('takes a browser’s dead cookie for none', async () => {
    const client = await open(w.url, {
      path,
      headers: { cookie: 'sessionid=dead', origin: 'http://localhost:3000' },
    });
    clients.push(client);
    const id = await plant();
    await takeSeat(w, id, guest.id);
    expect((await client.frame('event_joined')).data).not.toHaveProperty('user');
  });

  it('tells of an open event to everybody', async () => {
    const all = await Promise.all([listen(), listen(guest), listen(organizer)]);
    const id = await plant();
    await publish(w, EventCreated, { ...facts(id), ...done() });
    for (const client of all) {
      const frame = await client.frame('event_created', ({ data }) => data.id === id);
      expect(Object.keys(frame)).toEqual(['id', 'type', 'data', 'timestamp']);
      expect(frame.data).toMatchObject({ id, title: 'Picnic', organizer: organizer.id, status: 'upcoming' });
      expect(JSON.stringify(frame)).not.toContain(organizer.username);
    }
  });

  it('names who joins and leaves a gathering to the signed in, once, and to nobody else', async () => {
    const [signedIn, anonymous] = [await listen(stranger), await listen()];
    const id = await plant();
    await giveUpSeat(w, await takeSeat(w, id, guest.id), guest.id);
    const marked = await mark();
    const user = { id: guest.id, username: guest.username, first_name: 'Pat', last_name: expect.any(String) };
    const event = { id, title: 'Picnic', max_participants: 10, max_attendees: 10 };
    const after = (count: number) => ({
      event: { ...event, current_participants: count, attendees_count: count, available_spots: 10 - count },
    });
    const said = ({ type, data }: { type: string; data: object }) => [type, data];
    expect((await heard(signedIn, marked)).map(said)).toEqual([
      ['event_joined', { ...after(1), user }],
      ['event_left', { ...after(0), user }],
    ]);
    expect((await heard(anonymous, marked)).map(said)).toEqual([
      ['event_joined', after(1)],
      ['event_left', after(0)],
    ]);
  });

  it('tells only counts of a ticketed event', async () => {
    const both = [await listen(stranger), await listen()];
    const id = await plant({ kind: 'ticketed' });
    await takeSeat(w, id, guest.id);
    const counts = { id, title: 'Picnic', max_participants: 10, max_attendees: 10, available_spots: 9 };
    for (const client of both) expect((await client.frame('event_joined')).data).toEqual({ event: counts });
  });

  it('tells a draft’s organizer alone, also when it is asked for after it was published', async () => {
    const [own, other, admin] = [
      await listen(organizer),
      await listen(stranger),
      await listen(await w.admin()),
    ];
    const terms = { kind: 'ticketed', state: 'draft' } as const;
    const id = await plant(terms);
    await publish(w, EventCreated, { ...facts(id, terms, 'A secret'), ...done() });
    const { id: frame } = await own.frame('event_created', ({ data }) => data.title === 'A secret');
    const marked = await mark();
    for (const client of [other, admin]) expect(await heard(client, marked)).toEqual([]);
    await openTo(w, id, 'public');
    expect(await heard(await listen(stranger, frame - 1), marked)).toEqual([]);
    expect(await heard(await listen(organizer, frame - 1), marked)).toHaveLength(1);
  });

  it('tells of an invited event those who may read it', async () => {
    const terms = { visibility: 'invited' } as const;
    const id = await plant(terms);
    await invite(w, id, guest.id);
    const [own, invited, other, anonymous] = [organizer, guest, stranger, undefined].map((person) =>
      listen(person),
    );
    await Promise.all([own, invited, other, anonymous]);
    await publish(w, EventCreated, { ...facts(id, terms), ...done() });
    await publish(w, TaskCreated, { ...taskFacts(id, organizer.id), ...done() });
    await takeSeat(w, id, guest.id);
    const marked = await mark();
    for (const client of [await own!, await invited!])
      expect((await heard(client, marked)).map(({ type }) => type)).toEqual([
        'event_created',
        'task_created',
        'event_joined',
      ]);
    for (const client of [await other!, await anonymous!]) expect(await heard(client, marked)).toEqual([]);
  });

  it('keeps from those who come later what was said while the event was for invited people', async () => {
    const terms = { visibility: 'invited' } as const;
    const id = await plant(terms);
    const participant = await w.signUp();
    const own = await listen(organizer);
    await publish(w, EventCreated, { ...facts(id, terms, 'A secret'), ...done() });
    const { id: frame } = await own.frame('event_created', ({ data }) => data.id === id);
    await publish(w, TaskCreated, { ...taskFacts(id, organizer.id, 'A secret', terms), ...done() });
    await takeSeat(w, id, guest.id);
    await own.frame('event_joined', ({ data }) => (data.event as { id: number }).id === id);
    await openTo(w, id, 'public');
    await takeSeat(w, id, participant.id);
    const marked = await mark();
    const types = async (person?: Person) =>
      (await heard(await listen(person, frame - 1), marked)).map(({ type }) => type);
    expect(await types(stranger)).toEqual(['event_joined']);
    expect(await types()).toEqual(['event_joined']);
    expect(await types(participant)).toEqual(['event_created', 'task_created', 'event_joined', 'event_joined']);
  });

  it('checks rights again at replay: who left an invited gathering hears nothing of it', async () => {
    const id = await plant({ visibility: 'invited' });
    const leaver = await w.signUp();
    const first = await listen(leaver);
    const seat = await takeSeat(w, id, leaver.id);
    await publish(w, TaskCreated, { ...taskFacts(id, organizer.id), ...done() });
    const { id: frame } = await first.frame('task_created');
    first.close();
    await giveUpSeat(w, seat, leaver.id);
    const marked = await mark();
    expect(await heard(await listen(leaver, frame - 2), marked)).toEqual([]);
    expect((await heard(await listen(organizer, frame - 2), marked)).map(({ type }) => type)).toEqual([
      'event_joined',
      'task_created',
      'event_left',
    ]);
  });

  it('tells all who could read an event that it is cancelled, though nobody can read it any more', async () => {
    const listening = [organizer, guest, stranger, undefined].map((person) => listen(person));
    const [own, invited, other, anonymous] = await Promise.all(listening);
    const [open, closed] = [
      await plant({ state: 'cancelled' }),
      await plant({ state: 'cancelled', visibility: 'invited' }),
    ];
    await invite(w, closed, guest.id);
    for (const id of [open, closed]) await removeEvent(w, id);
    await publish(w, EventCancelled, { ...facts(open, { state: 'cancelled' }), ...done(), reason: null });
    const terms = { state: 'cancelled', visibility: 'invited' } as const;
    await publish(w, EventCancelled, { ...facts(closed, terms), ...done(), reason: null });
    const marked = await mark();
    const told = async (client?: SocketClient) =>
      (await heard(client!, marked)).map(({ type, data }) => [type, data.id, data.status]);
    const both = [open, closed].map((id) => ['event_updated', id, 'cancelled']);
    expect(await told(own)).toEqual(both);
    expect(await told(invited)).toEqual(both);
    for (const client of [other, anonymous]) expect(await told(client)).toEqual(both.slice(0, 1));
  });

  it('tells who had a seat of a cancelled event that it is gone, and nobody else', async () => {
    const { BookingApi } = await import('../../src/booking/booking.api.js');
    const [mine, other] = [await listen(guest), await listen(stranger)];
    const id = await plant({ kind: 'ticketed' });
    await takeSeat(w, id, guest.id);
    const api = w.app.get(BookingApi, { strict: false });
    await w.db.transaction((tx) => api.withdrawOffer(tx, 'event', id, { actorId: organizer.id }));
    const marked = await mark();
    const types = async (client: SocketClient) => (await heard(client, marked)).map(({ type }) => type);
    expect(await types(mine)).toEqual(['event_joined', 'event_left']);
    expect(await types(other)).toEqual(['event_joined']);
  });

  it('resurrects no erased person at replay', async () => {
    const leaver = await w.signUp({ first_name: 'Vanishing' });
    const id = await plant();
    const first = await listen(stranger);
    await giveUpSeat(w, await takeSeat(w, id, leaver.id), leaver.id);
    const joined = await first.frame('event_joined');
    expect(joined.data.user.first_name).toBe('Vanishing');
    expect((await leaver.http.delete('/api/v1/users/me')).status).toBeLessThan(300);
    const marked = await mark();
    const again = await heard(await listen(stranger, joined.id - 1), marked);
    expect(again.map(({ type }) => type)).toEqual(['event_joined', 'event_left']);
    expect(JSON.stringify(again)).not.toMatch(`Vanishing|${leaver.username}`);
    const [kept] = await w.db.query<{ found: number }>(
      'SELECT count(*)::int AS found FROM realtime.feed WHERE data::text ~ $1',
      [`Vanishing|${leaver.username}`],
    );
    expect(kept!.found).toBe(0);
  });

  it('asks for readers and names once for many frames', async () => {
    const { CollaborationApi } = await import('../../src/collaboration/collaboration.api.js');
    const { IdentityApi } = await import('../../src/identity/identity.api.js');
    const ids = await Promise.all([plant(), plant()]);
    const live = await listen(stranger);
    const before = await first(live);
    for (const id of ids) for (const { id: person } of [guest, stranger]) await takeSeat(w, id, person);
    const marked = await mark();
    await w.drainEvents();
    await heard(live, marked);
    await w.app.get(FeedTailService, { strict: false }).catchUp();
    const readers = jest.spyOn(w.app.get(CollaborationApi, { strict: false }), 'readersOf');
    const people = jest.spyOn(w.app.get(IdentityApi, { strict: false }), 'people');
    expect(await heard(await listen(stranger, before), marked)).toHaveLength(4);
    expect([readers.mock.calls.length, people.mock.calls.length]).toEqual([1, 1]);
    jest.restoreAllMocks();
  });

  /** The id of the next frame, after a mark. */
  async function first(client: SocketClient): Promise<number> {
    const marked = await mark();
    return (await client.frame('event_created', ({ data }) => data.id === marked)).id;
  }
});

it('is one feed: what goes to one kind of socket goes to the other', async () => {
  const opened = await Promise.all(
    BOTH_KINDS.map(([, open]) => open(w.url, { path: PATH, token: guest.access })),
  );
  clients.push(...opened);
  const id = await plant();
  await takeSeat(w, id, stranger.id);
  const event = facts(id);
  const { startsAt, endsAt } = event;
  const previous = { title: 'Picnic', startsAt, endsAt, timezone: 'UTC', location: '' };
  const changed = { changed: ['title'], previous };
  await publish(w, EventChanged, { ...event, ...done(), ...changed });
  await Promise.all(opened.map((client) => client.frame('event_updated', ({ data }) => data.id === id)));
  expect(opened[0]!.frames).toEqual(opened[1]!.frames);
});
