import { eventually } from '../support/eventually.js';
import { Gate } from '../support/gate.js';
import { book, makeSlot } from '../support/calendar.js';
import type { Person } from '../support/people.js';
import { BOTH_KINDS, openPlain, type SocketClient } from '../support/sockets.js';
import { FeedRepository } from '../../src/realtime/feed/feed.repository.js';
import { FeedTailService } from '../../src/realtime/feed/feed-tail.service.js';
import { world, type World } from '../support/world.js';

let w: World;
let admin: Person;
let person: Person;
const clients: SocketClient[] = [];

beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '30d' });
  [admin, person] = [await w.admin(), await w.signUp()];
});
afterEach(() => {
  clients.splice(0).forEach((client) => client.close());
  w.clock.reset();
});
afterAll(() => w?.close());

/** So many frames, written as the relay writes them. */
async function append(
  count: number,
  audience: object = { kind: 'signedIn' },
  feed = 'calendar',
): Promise<void> {
  const drafts = Array.from({ length: count }, (_, n) => ({
    feed,
    type: 'timeslot_updated',
    data: { n },
    audience: audience as any,
    occurredAt: w.clock.now(),
  }));
  await w.db.transaction((tx) => w.app.get(FeedRepository).append(tx, drafts));
  await w.app.get(FeedTailService).catchUp();
}
const measured = async () => (await w.http().get('/metrics')).body as string;
const newestId = () => w.app.get(FeedRepository).newestId();

describe('/metrics', () => {
  it('counts the sockets, ages what they were not handed yet, and times the jobs that ended', async () => {
    const socket = await openPlain(w.url, { token: person.access });
    clients.push(socket);
    await append(1);
    expect(await measured()).toMatch(/^sockets_open 1$/m);
    expect(await measured()).toMatch(/^feed_lag_seconds 0$/m);
    const before = (await newestId()) - 1;
    w.clock.advance(7_000);
    expect(await w.app.get(FeedRepository).secondsSince(before)).toBe(7);
    const sent = 'job_duration_seconds_count{queue="platform.mail.send",outcome="completed"}';
    await eventually(async () => expect(await measured()).toContain(sent));
  });
});

describe.each(BOTH_KINDS)('after a reconnect over %s', (_, open) => {
  const listen = async (since?: number | string, who = person, path?: string) => {
    const client = await open(w.url, { token: who.access, since, ...(path && { path }) });
    clients.push(client);
    return client;
  };

  it('what was missed comes first, then what happens', async () => {
    const first = await listen();
    const slot = await makeSlot(admin, w.clock.now());
    const { id: last } = await first.frame('timeslot_created');
    first.close();
    await book(await w.signUp(), slot.id);
    await admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, { capacity: 5 });
    await w.drainEvents();
    const again = await listen(last);
    await again.atLeast(2);
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    await again.atLeast(4);
    expect(again.types).toEqual([
      'booking_created',
      'timeslot_updated',
      'booking_cancelled',
      'timeslot_deleted',
    ]);
    expect(again.ids).toEqual([...new Set(again.ids)].sort((a, b) => a - b));
  });

  it('nothing comes where nothing was missed', async () => {
    await w.drainEvents();
    await append(1);
    const client = await listen(await newestId());
    await append(1);
    await client.atLeast(1);
    expect(client.ids).toEqual([await newestId()]);
  });

  it('everything since the beginning comes for 0', async () => {
    await append(1);
    const client = await listen(0);
    await client.frame('timeslot_updated', ({ id }) => id > 0);
    expect(client.ids[0]).toBe(await oldestId());
  });

  it('nothing is missed and nothing comes twice while much happens', async () => {
    const before = await newestId();
    await append(1200);
    const writing = (async () => {
      for (let round = 0; round < 20; round++) await append(10);
    })();
    const listeners = await Promise.all(Array.from({ length: 5 }, (_, n) => listen(before + n * 100)));
    await writing;
    const end = await newestId();
    for (const [n, client] of listeners.entries()) {
      await client.frame('timeslot_updated', ({ id }) => id === end);
      const expected = Array.from({ length: end - before - n * 100 }, (__, k) => before + n * 100 + 1 + k);
      expect(client.ids).toEqual(expected);
    }
  });

  it('rights are checked again, and feeds kept apart', async () => {
    const before = await newestId();
    await append(1, { kind: 'persons', ids: [person.id] }, 'events');
    await append(1, { kind: 'persons', ids: [admin.id] }, 'events');
    await append(1, { kind: 'event', eventId: 999_999_999, to: 'anyone' }, 'events');
    await append(1, { kind: 'signedIn' }, 'calendar');
    await append(1, { kind: 'signedIn' }, 'events');
    const [mine, theirs] = [
      await listen(before, person, '/ws/events'),
      await listen(before, admin, '/ws/events'),
    ];
    await Promise.all([mine.atLeast(2), theirs.atLeast(2)]);
    expect(mine.ids).toEqual([before + 1, before + 5]);
    expect(theirs.ids).toEqual([before + 2, before + 5]);
  });

  it('a resync is asked for where frames are not kept any more', async () => {
    await append(3);
    const kept = await newestId();
    w.clock.advance(24 * 3_600_000 + 60_000);
    const client = await listen(kept - 1);
    await client.atLeast(1);
    expect(client.frames).toEqual([{ type: 'resync_required' }]);
    await append(1);
    await client.atLeast(2);
    expect(client.ids[1]).toBe(await newestId());
    const complete = await listen(kept);
    await complete.atLeast(1);
    expect(complete.ids).toEqual([kept + 1]);
  });

  it('one person is told one replay at a time, and others are not held up', async () => {
    const before = await newestId();
    await append(3);
    const feed = w.app.get(FeedRepository);
    const gate = new Gate();
    let running = 0;
    const missed = feed.missed.bind(feed);
    const spy = jest.spyOn(feed, 'missed').mockImplementation(async (...given) => {
      running++;
      await gate.pass();
      return missed(...given);
    });
    try {
      const mine = await Promise.all([0, 1, 2].map(() => listen(before)));
      await gate.arrived;
      expect(running).toBe(1);
      const theirs = await listen(before, admin);
      await eventually(() => expect(running).toBe(2));
      gate.open();
      for (const client of [...mine, theirs]) {
        await client.atLeast(3);
        expect(client.ids).toEqual([before + 1, before + 2, before + 3]);
      }
    } finally {
      gate.open();
      spy.mockRestore();
    }
  });

  it.each([['nonsense'], [-1], [999_999_999]])('a resync is asked for since %p', async (since) => {
    const client = await listen(since);
    await client.atLeast(1);
    expect(client.frames).toEqual([{ type: 'resync_required' }]);
  });
});

describe('the feed', () => {
  it('forgets what is older than a day, and remembers up to where', async () => {
    await append(2);
    const old = await newestId();
    w.clock.advance(24 * 3_600_000 + 60_000);
    await append(1);
    await w.app.get(FeedRepository).removeExpired();
    expect(await oldestId()).toBe(old + 1);
    expect(await w.app.get(FeedRepository).removedUpTo()).toBe(old);
    w.clock.advance(48 * 3_600_000);
    await w.app.get(FeedRepository).removeExpired();
    expect(await newestId()).toBe(old + 1);
    const client = await openPlain(w.url, { token: person.access, since: old });
    expect((await client.atLeast(1))[0]!.type).toBe('resync_required');
    client.close();
  });

  it('gives ids in the order of commits', async () => {
    const before = await newestId();
    const feed = w.app.get(FeedRepository);
    const draft = {
      feed: 'calendar',
      type: 't',
      data: {},
      audience: { kind: 'signedIn' as const },
      occurredAt: w.clock.now(),
    };
    const gate = new Gate();
    const slow = w.db.transaction(async (tx) => {
      await feed.append(tx, [draft]);
      await gate.pass();
    });
    await gate.arrived;
    const fast = w.db.transaction((tx) => feed.append(tx, [draft]));
    await w.app.get(FeedTailService).catchUp();
    expect(await newestId()).toBe(before);
    gate.open();
    await Promise.all([slow, fast]);
    expect(await newestId()).toBe(before + 2);
  });
});

async function oldestId(): Promise<number> {
  const [row] = await w.db.query<{ id: number }>('SELECT min(id) AS id FROM realtime.feed');
  return row!.id;
}

// Last, since nobody can replay everything after it.
describe.each(BOTH_KINDS)('a long absence from %s', (_, open) => {
  it('a resync is asked for where too much was missed, and what follows is heard', async () => {
    const before = await newestId();
    await append(10_001);
    const late = await open(w.url, { token: person.access, since: before });
    await late.atLeast(1);
    expect(late.frames).toEqual([{ type: 'resync_required' }]);
    const nearly = await open(w.url, { token: person.access, since: before + 1 });
    await nearly.atLeast(10_000);
    expect(nearly.ids[0]).toBe(before + 2);
    await append(1);
    await late.atLeast(2);
    expect(late.ids[1]).toBe(await newestId());
    clients.push(late, nearly);
  });
});
