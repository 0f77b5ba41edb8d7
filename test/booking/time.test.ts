import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf, eventsOf, keepForWaitlist, seatsTaken } from './kernel-queries.js';

let k: Kernel;
let people = 100;
const somebody = () => ++people;

beforeAll(async () => void (k = await kernel()));
afterEach(async () => {
  k.clock.reset();
  expect(await brokenInvariants(k.db)).toEqual({});
});
afterAll(() => k.close());

const by = { actorId: 1, cause: 'booker' as const };
const move = (id: number, from: number, to: number) =>
  k.db.transaction((tx) => k.api.reschedule(tx, id, { startsAt: k.at(from), endsAt: k.at(to) }, by));

describe('the time of people', () => {
  it('is claimed once, for host and booker alike; touching is no overlap', async () => {
    const [host, ada, bob] = [somebody(), somebody(), somebody()];
    await k.meet(host, ada, 9, 10);
    expect(await codeOf(k.meet(host, bob, 9.5, 10.5))).toBe('SLOT_UNAVAILABLE');
    expect(await codeOf(k.meet(somebody(), ada, 9, 9.5))).toBe('SLOT_UNAVAILABLE');
    await k.meet(host, bob, 10, 11);
    await k.meet(host, bob, 8, 9);
  });

  it.each([
    ['after the first', { after: 30 }, {}, 10.25, 'SLOT_UNAVAILABLE'],
    ['after the first, exactly', { after: 30 }, {}, 10.5, 'done'],
    ['before the second', {}, { before: 30 }, 10.25, 'SLOT_UNAVAILABLE'],
    ['the greater of both', { after: 15 }, { before: 30 }, 10.25, 'SLOT_UNAVAILABLE'],
    ['the greater of both, not their sum', { after: 30 }, { before: 30 }, 10.5, 'done'],
  ])('keeps the buffer %s', async (_, first, second, from, outcome) => {
    const host = somebody();
    await k.meet(host, somebody(), 9, 10, first);
    expect(await codeOf(k.meet(host, somebody(), from, from + 1, second))).toBe(outcome);
  });

  it('is the booker’s without the buffers, which are the host’s, also after a move', async () => {
    const [host, ada, bob] = [somebody(), somebody(), somebody()];
    const booked = await k.meet(host, ada, 9, 10, { before: 30, after: 30 });
    expect(await codeOf(k.meet(bob, ada, 10, 11))).toBe('done');
    expect(await codeOf(k.meet(bob, host, 10.25, 11))).toBe('SLOT_UNAVAILABLE');
    await move(booked.id, 13, 14);
    expect(await codeOf(k.meet(bob, ada, 14, 15))).toBe('done');
    expect(await codeOf(k.meet(somebody(), host, 14.25, 15))).toBe('SLOT_UNAVAILABLE');
    expect(await codeOf(k.meet(somebody(), host, 14.5, 15))).toBe('done');
  });

  it('is free again once a booking is cancelled, completed or has run out', async () => {
    const [host, ada] = [somebody(), somebody()];
    const cancelled = await k.meet(host, ada, 9, 10);
    await k.db.transaction((tx) => k.api.cancel(tx, cancelled.id, by));
    const held = await k.db.transaction((tx) =>
      k.api.reserveTime(tx, {
        kind: 'meeting',
        refId: null,
        personId: ada,
        hostId: host,
        people: [host, ada],
        startsAt: k.at(9),
        endsAt: k.at(10),
        expiresAt: k.at(1),
      }),
    );
    expect(held.status).toBe('pending');
    expect(await codeOf(k.meet(host, ada, 9, 10))).toBe('SLOT_UNAVAILABLE');
    k.clock.set(k.at(1));
    const again = await k.meet(host, ada, 9, 10);
    expect(await eventsOf(k, held.id)).toEqual(['booking.held', 'booking.expired']);
    await k.db.transaction((tx) => k.api.complete(tx, again.id, by));
    await k.meet(host, ada, 9.5, 10);
  });
});

describe('the time of a host', () => {
  it('is not to be had while the host is suspended, and what was booked stays', async () => {
    const [host, ada] = [somebody(), somebody()];
    const before = await k.meet(host, ada, 9, 10);
    k.people.suspended.add(host);
    expect(await codeOf(k.meet(host, somebody(), 11, 12))).toBe('BOOKING_CLOSED');
    expect(await codeOf(k.meet(ada, host, 11, 12))).toBe('done');
    expect((await k.api.find(k.db, before.id))!.status).toBe('confirmed');
    k.people.suspended.delete(host);
    expect(await codeOf(k.meet(host, somebody(), 13, 14))).toBe('done');
  });
});

describe('time that is held', () => {
  const hold = (from: number, expiresAt: Date) => {
    const people = [somebody(), somebody()] as const;
    const who = { hostId: people[0], personId: people[1], people: [...people] };
    const times = { startsAt: k.at(from), endsAt: k.at(from + 1), expiresAt };
    return k.db.transaction((tx) =>
      k.api.reserveTime(tx, { kind: 'appointment', refId: null, ...who, ...times }),
    );
  };

  it('is so until it begins, and not from then on', async () => {
    const booking = await hold(9, k.at(48));
    expect(booking.expiresAt).toEqual(k.at(9));
    const to = { startsAt: k.at(7), endsAt: k.at(8), expiresAt: k.at(48) };
    const moved = await k.db.transaction((tx) => k.api.reschedule(tx, booking.id, to, by));
    expect(moved).toMatchObject({ status: 'pending', expiresAt: k.at(7) });
    k.clock.set(k.at(7));
    expect(await codeOf(k.confirm(booking.id))).toBe('INVALID_TRANSITION');
    expect(await codeOf(hold(7, k.at(48)))).toBe('SLOT_UNAVAILABLE');
  });
});

describe('rescheduling', () => {
  it('keeps identity, counts up, and frees the old time', async () => {
    const [host, ada] = [somebody(), somebody()];
    const before = await k.meet(host, ada, 9, 10, { after: 30 });
    const after = await move(before.id, 9.5, 10.5);
    expect(after).toEqual({
      ...before,
      startsAt: k.at(9.5),
      endsAt: k.at(10.5),
      sequence: 1,
      rescheduleCount: 1,
    });
    await k.meet(host, somebody(), 8, 9.5);
    expect(await codeOf(k.meet(host, somebody(), 10.75, 11))).toBe('SLOT_UNAVAILABLE');
    const [event] = await k.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE name = 'booking.rescheduled' ORDER BY id DESC LIMIT 1`,
    );
    expect(event!.payload).toMatchObject({
      previousStartsAt: '2035-01-01T09:00:00.000Z',
      cause: 'booker',
      offer: null,
    });
  });

  it('changes nothing where the target is taken', async () => {
    const [host, ada] = [somebody(), somebody()];
    const booking = await k.meet(host, ada, 9, 10);
    await k.meet(host, somebody(), 11, 12);
    expect(await codeOf(move(booking.id, 10.5, 11.5))).toBe('SLOT_UNAVAILABLE');
    const [row] = await k.db.query(`SELECT starts_at, sequence FROM booking.bookings WHERE id = $1`, [
      booking.id,
    ]);
    expect(row).toEqual({ starts_at: k.at(9), sequence: 0 });
    expect(await codeOf(k.meet(host, somebody(), 9, 10))).toBe('SLOT_UNAVAILABLE');
  });

  it('is refused when it is over', async () => {
    const booking = await k.meet(somebody(), somebody(), 9, 10);
    await k.db.transaction((tx) => k.api.cancel(tx, booking.id, by));
    expect(await codeOf(move(booking.id, 11, 12))).toBe('INVALID_TRANSITION');
  });

  it('moves seats from one slot to another, or not at all', async () => {
    const [from, to, full] = [
      await k.slot(),
      await k.slot({ startsAt: k.at(15) }),
      await k.slot({ startsAt: k.at(16) }),
    ];
    await k.book(full, somebody());
    const booking = await k.book(from, somebody());
    const moveTo = (refId: number) =>
      k.db.transaction((tx) => k.api.reschedule(tx, booking.id, { offer: { kind: 'slot', refId } }, by));
    expect(await codeOf(moveTo(full))).toBe('SLOT_UNAVAILABLE');
    expect(await moveTo(to)).toMatchObject({ refId: to, startsAt: k.at(15), rescheduleCount: 1 });
    expect([await seatsTaken(k, from), await seatsTaken(k, to)]).toEqual([0, 1]);
  });
});

describe('a group session', () => {
  const session = (refId: number, startsAt: Date) =>
    k.slot({ kind: 'occurrence', refId, startsAt, capacity: 2, maxPerBooking: 1 });
  const join = (refId: number, host: number, person: number, from: number, quantity = 1) =>
    k.db.transaction((tx) =>
      k.api.reserveTime(tx, {
        kind: 'appointment',
        refId: 5,
        personId: person,
        hostId: host,
        people: [host, person],
        startsAt: k.at(from),
        endsAt: k.at(from + 1),
        session: { kind: 'occurrence', refId },
        quantity,
        expiresAt: null,
      }),
    );

  it('shares the time of its host and limits its seats', async () => {
    const host = somebody();
    await session(901, k.at(9));
    const [one, two] = [await join(901, host, somebody(), 9), await join(901, host, somebody(), 9)];
    expect(await codeOf(join(901, host, somebody(), 9))).toBe('SOLD_OUT');
    expect(await codeOf(k.meet(host, somebody(), 9, 10))).toBe('SLOT_UNAVAILABLE');
    await k.db.transaction((tx) => k.api.cancel(tx, one.id, by));
    expect(await codeOf(k.meet(host, somebody(), 9, 10))).toBe('SLOT_UNAVAILABLE');
    await k.db.transaction((tx) => k.api.cancel(tx, two.id, by));
    await k.meet(host, somebody(), 9, 10);
  });

  it('is sold as other seats are: from opening to deadline, by number, to who waits first', async () => {
    const host = somebody();
    const closesAt = k.at(8);
    await k.slot({
      ...{ kind: 'occurrence', refId: 903, startsAt: k.at(9), capacity: 4, maxPerBooking: 1 },
      ...{ opensAt: k.at(2), closesAt },
    });
    const at = (when: Date, quantity = 1) => {
      k.clock.set(when);
      return codeOf(join(903, host, somebody(), 9, quantity));
    };
    const just = (when: Date) => new Date(when.getTime() - 1);
    expect(await at(just(k.at(2)))).toBe('BOOKING_CLOSED');
    expect(await at(k.at(2), 2)).toBe('VALIDATION_ERROR');
    expect(await at(k.at(2))).toBe('done');
    expect(await at(just(closesAt))).toBe('done');
    expect(await at(closesAt)).toBe('BOOKING_CLOSED');
    await keepForWaitlist(k, 903, true);
    expect(await at(just(closesAt))).toBe('RESERVED_FOR_WAITLIST');
    await keepForWaitlist(k, 903, false);
  });

  it('that is withdrawn frees everybody', async () => {
    const [host, ada] = [somebody(), somebody()];
    await session(902, k.at(9));
    await join(902, host, ada, 9);
    await join(902, host, somebody(), 9);
    await k.db.transaction((tx) => k.api.withdrawOffer(tx, 'occurrence', 902, { actorId: host }));
    await k.meet(host, ada, 9, 10);
  });
});
