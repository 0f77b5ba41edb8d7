import { SeatGrantFollower, type GrantedSeats } from '../../src/booking/booking.api.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf, eventsOf } from './kernel-queries.js';

let k: Kernel;
let people = 100;
let sessions = 900;
const somebody = () => ++people;
const by = { actorId: null, cause: 'booker' as const };

beforeAll(async () => void (k = await kernel()));
afterEach(async () => {
  k.clock.reset();
  expect(await brokenInvariants(k.db)).toEqual({});
});
afterAll(() => k.close());

interface Session {
  host: number;
  refId: number;
  from: number;
}

async function session(
  terms: { from?: number; capacity?: number; priceCents?: number } = {},
): Promise<Session> {
  const { from = 9, capacity = 1, priceCents = 0 } = terms;
  const [host, refId] = [somebody(), ++sessions];
  const startsAt = k.at(from);
  await k.slot({
    kind: 'occurrence',
    refId,
    startsAt,
    capacity,
    maxPerBooking: 5,
    organizerId: host,
    priceCents,
  });
  return { host, refId, from };
}

const asked = ({ host: hostId, refId, from }: Session, more: object) => ({
  ...{ kind: 'appointment' as const, refId: 5, hostId, people: [hostId] },
  ...{ startsAt: k.at(from), endsAt: k.at(from + 1), expiresAt: null },
  ...{ bufferAfterMinutes: 30, noticeMinutes: 60, session: { kind: 'occurrence' as const, refId } },
  ...more,
});
const join = (of: Session, address: string, more: object = {}) =>
  k.db.transaction((tx) => k.api.reserveTime(tx, { ...asked(of, more), personId: null, address }));
const wait = (of: Session, address: string, more: { personId?: number; quantity?: number } = {}) =>
  k.db.transaction((tx) =>
    k.api.joinWaitlist(tx, {
      ...{ offer: { kind: 'occurrence', refId: of.refId }, hostId: of.host, address },
      ...{ personId: null, quantity: 1, ...more },
    }),
  );
const cancel = (id: number, cause: 'booker' | 'host' = 'booker') =>
  k.db.transaction((tx) => k.api.cancel(tx, id, { actorId: null, cause }));
const takeUp = (id: number) => k.db.transaction((tx) => k.api.takeUp(tx, id, { actorId: null }));
const opened = (token: string) => k.api.findByToken(k.db, token);

describe('who waits for a session without an account', () => {
  it('is known by the address, and comes back by one link from the first day to the last', async () => {
    const full = await session();
    const first = await join(full, 'ada@example.org');
    const entry = await wait(full, 'Bob@Example.org');
    expect(entry).toMatchObject({ status: 'waiting', position: 1, personId: null, bookingId: null });
    expect(await codeOf(wait(full, 'bob@example.ORG'))).toBe('ALREADY_WAITING');
    expect(await opened(entry.accessToken)).toEqual({ entryId: entry.id, booking: null });

    await cancel(first.id);
    const { booking } = (await opened(entry.accessToken))!;
    expect(booking).toMatchObject({
      ...{ status: 'pending', refId: 5, hostId: full.host, personId: null, accessToken: entry.accessToken },
      ...{ bufferAfterMinutes: 30, noticeMinutes: 60, startsAt: k.at(9), endsAt: k.at(10) },
    });
    expect(await takeUp(booking!.id)).toMatchObject({ status: 'confirmed' });
    expect(await k.api.findWaiting(k.db, entry.id)).toMatchObject({ status: 'claimed' });
    expect(await opened(entry.accessToken)).toMatchObject({
      booking: { id: booking!.id, status: 'confirmed' },
    });
  });

  it('has the host’s time kept with the offered seat, buffers included', async () => {
    const full = await session({ from: 20 });
    const first = await join(full, 'ada@example.org');
    await wait(full, 'bob@example.org');
    await cancel(first.id);
    expect(await codeOf(k.meet(full.host, somebody(), 21.25, 22))).toBe('SLOT_UNAVAILABLE');
    expect(await codeOf(k.meet(full.host, somebody(), 21.5, 22))).toBe('done');
  });

  it('waits at the end once when an offer lapses, by the same link, and is out after that', async () => {
    const full = await session({ from: 40 });
    const first = await join(full, 'ada@example.org');
    const entry = await wait(full, 'bob@example.org');
    await cancel(first.id);
    const offered = (await opened(entry.accessToken))!.booking!;
    k.clock.set(offered.expiresAt!);
    await k.sweeps.expireHolds();
    const again = (await opened(entry.accessToken))!.booking!;
    expect(again).toMatchObject({ status: 'pending' });
    expect(again.id).not.toBe(offered.id);
    k.clock.set(again.expiresAt!);
    await k.sweeps.expireHolds();
    expect(await k.api.findWaiting(k.db, entry.id)).toMatchObject({ status: 'expired' });
  });

  it('may leave, waiting or offered, and the next is asked', async () => {
    const full = await session({ from: 60 });
    const first = await join(full, 'ada@example.org');
    const [bob, eve, joe] = [
      await wait(full, 'bob@example.org'),
      await wait(full, 'eve@example.org'),
      await wait(full, 'joe@example.org'),
    ];
    const leave = (entry: typeof bob) => k.db.transaction((tx) => k.api.leaveWaitlist(tx, entry, by));
    expect(await leave(eve)).toMatchObject({ status: 'left' });
    await cancel(first.id);
    await leave(bob);
    expect(await k.api.findWaiting(k.db, bob.id)).toMatchObject({ status: 'left' });
    expect(await k.api.findWaiting(k.db, joe.id)).toMatchObject({ status: 'offered' });
    expect(await codeOf(leave(eve))).toBe('INVALID_TRANSITION');
  });

  it('hears that the queue is closed when the host was booked meanwhile', async () => {
    const full = await session({ from: 80, priceCents: 500 });
    await join(full, 'ada@example.org', { priceCents: 500, expiresAt: k.at(1) });
    const entry = await wait(full, 'bob@example.org');
    k.clock.set(k.at(1));
    await k.meet(full.host, somebody(), 80, 81);
    await k.sweeps.expireHolds();
    expect(await k.api.findWaiting(k.db, entry.id)).toMatchObject({ status: 'expired' });
  });
});

describe('who waits with an account', () => {
  it('has the own time claimed with the seat taken, not before', async () => {
    const full = await session({ from: 100 });
    const first = await join(full, 'ada@example.org');
    const [busy, bob] = [somebody(), somebody()];
    const entry = await wait(full, 'bob@example.org', { personId: bob });
    await cancel(first.id);
    const offered = (await opened(entry.accessToken))!.booking!;
    const own = await k.meet(busy, bob, 100.5, 101.5);
    expect(await codeOf(takeUp(offered.id))).toBe('SLOT_UNAVAILABLE');
    await cancel(own.id);
    expect(await codeOf(takeUp(offered.id))).toBe('done');
    expect(await codeOf(k.meet(busy, bob, 100.5, 101.5))).toBe('SLOT_UNAVAILABLE');
  });
});

describe('a seat that was offered where the host confirms', () => {
  it('is a request once it is taken, for two days', async () => {
    const full = await session({ from: 240 });
    const first = await join(full, 'ada@example.org', { awaitsHost: true });
    const entry = await wait(full, 'bob@example.org');
    await cancel(first.id);
    const offered = (await opened(entry.accessToken))!.booking!;
    const taken = await takeUp(offered.id);
    expect(taken).toMatchObject({ status: 'pending', awaitsHost: true });
    expect(taken.expiresAt!.getTime() - k.clock.now().getTime()).toBe(48 * 3_600_000);
    expect(await k.api.findWaiting(k.db, entry.id)).toMatchObject({ status: 'claimed' });
    const confirm = k.db.transaction((tx) =>
      k.api.confirm(tx, offered.id, { actorId: full.host, byHost: true }),
    );
    expect(await confirm).toMatchObject({ status: 'confirmed' });
    expect(await eventsOf(k, offered.id)).toEqual([
      'waitlist.seat_offered',
      'booking.held',
      'booking.confirmed',
    ]);
  });
});

describe('the size of a party', () => {
  const resize = (id: number, seats: number) =>
    k.db.transaction((tx) => k.api.resize(tx, id, seats, { actorId: null, cause: 'booker' }));

  it('grows while there are seats that nobody waits for, and shrinks to one', async () => {
    const open = await session({ from: 300, capacity: 3 });
    const [one, two] = [await join(open, 'ada@example.org'), await join(open, 'bob@example.org')];
    expect(await resize(one.id, 1)).toMatchObject({ quantity: 2, sequence: 1 });
    expect(await codeOf(resize(two.id, 1))).toBe('SOLD_OUT');
    const entry = await wait(open, 'eve@example.org', { quantity: 2 });
    expect(await resize(one.id, -1)).toMatchObject({ quantity: 1 });
    expect(await codeOf(resize(one.id, 1))).toBe('RESERVED_FOR_WAITLIST');
    await cancel(two.id);
    expect(await k.api.findWaiting(k.db, entry.id)).toMatchObject({ status: 'offered' });
    expect(await eventsOf(k, one.id)).toEqual(['booking.confirmed', 'booking.resized', 'booking.resized']);
  });

  it('stays once it is over, cancelled, or inside its notice', async () => {
    const open = await session({ from: 320, capacity: 3 });
    const one = await join(open, 'ada@example.org');
    k.clock.set(k.at(319));
    expect(await codeOf(resize(one.id, 1))).toBe('done');
    k.clock.set(new Date(k.at(319).getTime() + 1));
    expect(await codeOf(resize(one.id, 1))).toBe('TOO_LATE');
    await cancel(one.id, 'host');
    expect(await codeOf(resize(one.id, 1))).toBe('INVALID_TRANSITION');
  });
});

describe('seats that were offered', () => {
  it('are told in the transaction to who keeps more of the party', async () => {
    class Told extends SeatGrantFollower {
      readonly seats: GrantedSeats[] = [];
      granted(_: unknown, seats: readonly GrantedSeats[]) {
        this.seats.push(...seats);
        return Promise.resolve();
      }
    }
    const told = new Told();
    k.follow(told);
    const full = await session({ from: 340 });
    const first = await join(full, 'ada@example.org');
    const entry = await wait(full, 'bob@example.org');
    await cancel(first.id);
    const bookingId = (await opened(entry.accessToken))!.booking!.id;
    expect(told.seats).toEqual([{ entryId: entry.id, bookingId }]);
  });
});
