import type { Tx } from '../../src/platform/database/tx.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf, eventsOf, keepForWaitlist, seatsTaken } from './kernel-queries.js';

const HOLD_MS = 30 * 60_000;

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterEach(async () => {
  k.clock.reset();
  expect(await brokenInvariants(k.db)).toEqual({});
});
afterAll(() => k.close());

const cancel = (id: number) => k.db.transaction((tx) => k.api.cancel(tx, id, { actorId: 1, cause: 'booker' }));
const confirm = (id: number) => k.db.transaction((tx) => k.api.confirm(tx, id, { actorId: 1 }));

describe('seats', () => {
  it('are taken once, and given back by a cancellation', async () => {
    const slot = await k.slot();
    const booking = await k.book(slot, 1);
    expect(booking).toMatchObject({
      status: 'confirmed',
      quantity: 1,
      priceCents: 0,
      personId: 1,
      expiresAt: null,
    });
    expect(await seatsTaken(k, slot)).toBe(1);
    expect(await codeOf(k.book(slot, 2))).toBe('SLOT_UNAVAILABLE');
    expect(await codeOf(k.book(slot, 1))).toBe('ALREADY_BOOKED');

    await cancel(booking.id);
    expect(await seatsTaken(k, slot)).toBe(0);
    expect(await eventsOf(k, booking.id)).toEqual(['booking.confirmed', 'booking.cancelled']);
    expect((await k.book(slot, 2)).id).not.toBe(booking.id);
  });

  it('are sold to parties as long as they fit', async () => {
    const slot = await k.slot({ capacity: 5, maxPerBooking: 3 });
    expect(await codeOf(k.book(slot, 1, 4))).toBe('VALIDATION_ERROR');
    await k.book(slot, 1, 3);
    expect(await codeOf(k.book(slot, 2, 3))).toBe('SLOT_UNAVAILABLE');
    await k.book(slot, 2, 2);
    expect(await seatsTaken(k, slot)).toBe(5);
  });

  it('are refused while nobody may book', async () => {
    expect(await codeOf(k.book(987_654, 1))).toBe('VALIDATION_ERROR');
    expect(await codeOf(k.book(await k.slot({ state: 'draft' }), 1))).toBe('VALIDATION_ERROR');
    expect(await codeOf(k.book(await k.slot({ state: 'cancelled' }), 1))).toBe('SLOT_UNAVAILABLE');
    expect(await codeOf(k.book(await k.slot({ state: 'gone' }), 1))).toBe('VALIDATION_ERROR');
    expect(await codeOf(k.book(await k.slot({ opensAt: k.at(1) }), 1))).toBe('SLOT_UNAVAILABLE');
    const past = await k.slot({ startsAt: k.at(9) });
    k.clock.set(k.at(9));
    expect(await codeOf(k.book(past, 1))).toBe('SLOT_UNAVAILABLE');
  });

  it('that are gone come with the next three free starts', async () => {
    const label = { id: 77, name: 'Cat 77', color: '' };
    const starts = [10, 11, 12, 13, 14].map((hour) => k.at(hour));
    const slots: number[] = [];
    for (const startsAt of starts) slots.push(await k.slot({ startsAt, label }));
    await k.book(slots[0]!, 1);
    await k.book(slots[2]!, 1);
    const refusal = await k.book(slots[0]!, 2).catch((error: { details: unknown }) => error.details);
    expect(refusal).toEqual({
      next_free: [1, 3, 4].map((n) => ({ time_slot: slots[n], start_time: starts[n]!.toISOString() })),
    });
  });
});

describe('the free starts that a refusal names', () => {
  it('are free for everybody, and taken bookings for', async () => {
    const label = { id: 78, name: 'Cat 78', color: '' };
    const slot = (hour: number, terms = {}) => k.slot({ startsAt: k.at(hour), label, ...terms });
    const full = await slot(10);
    const [awaited, opening, free] = [
      await slot(11),
      await slot(12, { opensAt: k.at(2) }),
      await slot(13, { closesAt: k.at(5) }),
    ];
    await k.book(full, 1);
    await keepForWaitlist(k, awaited, true);
    const named = async (at: Date) => {
      k.clock.set(at);
      const refusal = await k.book(full, 2).then(
        () => undefined,
        (error: { details: { next_free: { time_slot: number }[] } }) => error.details,
      );
      return refusal?.next_free.map((each) => each.time_slot);
    };
    const just = (hour: number) => new Date(k.at(hour).getTime() - 1);
    expect(await named(just(2))).toEqual([free]);
    expect(await named(k.at(2))).toEqual([opening, free]);
    expect(await named(just(5))).toEqual([opening, free]);
    expect(await named(k.at(5))).toEqual([opening]);
    await keepForWaitlist(k, awaited, false);
    expect(await named(k.at(5))).toEqual([awaited, opening]);
  });
});

describe('a hold', () => {
  it('ends at the very instant', async () => {
    const free = async () => {
      const offer = { kind: 'slot' as const, refId: await k.slot() };
      const wish = { kind: 'slot' as const, offer, personId: 1, quantity: 1, confirmFree: false };
      return k.reservations.bookSeats(wish, ({ booking }) => booking);
    };
    const [first, second] = [await free(), await free()];
    k.clock.advance(HOLD_MS - 1);
    expect(await confirm(first.id)).toMatchObject({ status: 'confirmed' });
    k.clock.advance(1);
    expect(await codeOf(confirm(second.id))).toBe('INVALID_TRANSITION');
    expect(await k.api.find(k.db, second.id)).toMatchObject({ status: 'expired' });
  });

  it('lasts no longer than its seats are sold, also where their deadline comes forward', async () => {
    const slot = await k.slot({ priceCents: 100, capacity: 2 });
    k.clock.set(new Date(k.at(9).getTime() - 60_000));
    expect(await k.book(slot, 1)).toMatchObject({ expiresAt: k.at(9) });
    const earlier = new Date(k.at(9).getTime() - 30_000);
    await k.db.transaction((tx) => k.api.changeOffer(tx, 'slot', slot, { closesAt: earlier }));
    const moved = await k.api.findByPerson(k.db, 1, 'slot', slot);
    expect(moved).toMatchObject({ status: 'pending', expiresAt: earlier });
  });

  const priced = () => k.slot({ priceCents: 1250, capacity: 4 });

  it('is pending until it is paid and confirmed', async () => {
    const booking = await k.book(await priced(), 1, 2);
    expect(booking).toMatchObject({ status: 'pending', priceCents: 2500 });
    expect(booking.expiresAt!.getTime() - booking.registeredAt.getTime()).toBe(HOLD_MS);
    expect(await codeOf(confirm(booking.id))).toBe('PAYMENT_REQUIRED');

    await k.db.query('UPDATE booking.bookings SET paid_cents = 2500 WHERE id = $1', [booking.id]);
    const confirmed = await confirm(booking.id);
    expect(confirmed).toMatchObject({ status: 'confirmed', expiresAt: null });
    expect(await confirm(booking.id)).toEqual(confirmed);
    expect(await eventsOf(k, booking.id)).toEqual(['booking.held', 'booking.confirmed']);
  });

  it('that ran out gives its seats to whoever asks, before any sweep', async () => {
    const slot = await k.slot({ priceCents: 100 });
    const held = await k.book(slot, 1);
    expect(await codeOf(k.book(slot, 2))).toBe('SLOT_UNAVAILABLE');
    k.clock.advance(HOLD_MS);
    expect(await codeOf(confirm(held.id))).toBe('INVALID_TRANSITION');
    expect(await codeOf(cancel(held.id))).toBe('INVALID_TRANSITION');
    expect(await k.book(slot, 2)).toMatchObject({ status: 'pending' });
    expect(await eventsOf(k, held.id)).toEqual(['booking.held', 'booking.expired']);
    k.clock.advance(HOLD_MS);
    expect(await k.book(slot, 2)).toMatchObject({ status: 'pending' });
  });

  it('that ran out is expired by the sweep, once', async () => {
    const slot = await priced();
    const held = await k.book(slot, 1, 3);
    k.clock.advance(HOLD_MS);
    await Promise.all([k.sweeps.expireHolds(), k.sweeps.expireHolds(), k.sweeps.expireHolds()]);
    expect(await seatsTaken(k, slot)).toBe(0);
    expect(await eventsOf(k, held.id)).toEqual(['booking.held', 'booking.expired']);
  });

  it('does not count in the view of seats once it has run out', async () => {
    const slot = await priced();
    const held = await k.book(slot, 1, 3);
    const seats = () =>
      k.db.query(`SELECT taken, seats_available FROM booking.offer_seats WHERE kind = 'slot' AND ref_id = $1`, [
        slot,
      ]);
    expect(await seats()).toEqual([{ taken: 3, seats_available: 1 }]);
    await k.db.query(`UPDATE booking.bookings SET expires_at = now() WHERE id = $1`, [held.id]);
    expect(await seats()).toEqual([{ taken: 0, seats_available: 4 }]);
  });
});

describe('an offer', () => {
  const change = (slot: number, changes: object) =>
    k.db.transaction((tx) => k.api.changeOffer(tx, 'slot', slot, changes));
  const withdraw = (slot: number) =>
    k.db.transaction((tx) =>
      k.api.withdrawOffer(tx, 'slot', slot, { actorId: 9, reason: 'Closed', isRemoved: true }),
    );

  it('takes its bookings along to another time and tells them', async () => {
    const slot = await k.slot({ capacity: 2 });
    const booking = await k.book(slot, 1);
    await change(slot, { startsAt: k.at(12), endsAt: k.at(13), closesAt: k.at(12) });
    const [moved] = await k.db.query(
      'SELECT starts_at, sequence, reschedule_count FROM booking.bookings WHERE id = $1',
      [booking.id],
    );
    expect(moved).toEqual({ starts_at: k.at(12), sequence: 1, reschedule_count: 0 });
    expect(await eventsOf(k, booking.id)).toEqual(['booking.confirmed', 'booking.rescheduled']);
  });

  it('cannot have fewer seats than are booked', async () => {
    const slot = await k.slot({ capacity: 3 });
    await k.book(slot, 1, 2);
    expect(await codeOf(change(slot, { capacity: 1 }))).toBe('CAPACITY_BELOW_SEATS');
    expect(await change(slot, { capacity: 2 })).toMatchObject({ capacity: 2, taken: 2 });
    expect(await codeOf(change(456_789, { capacity: 1 }))).toBe('NOT_FOUND');
  });

  it('that is withdrawn cancels what is booked and is no offer any more', async () => {
    const slot = await k.slot({ capacity: 3 });
    const [one, two] = [await k.book(slot, 1), await k.book(slot, 2)];
    await cancel(one.id);
    expect(await withdraw(slot)).toMatchObject({ cancelled: 1, offer: { state: 'gone', taken: 0 } });
    expect(await seatsTaken(k, slot)).toBe(0);
    expect(await eventsOf(k, two.id)).toEqual(['booking.confirmed', 'booking.cancelled']);
    const [event] = await k.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE name = 'booking.cancelled' ORDER BY id DESC LIMIT 1`,
    );
    expect(event!.payload).toMatchObject({
      cause: 'offer_withdrawn',
      actorId: 9,
      reason: 'Closed',
      offer: { taken: 0 },
    });
    expect(await codeOf(k.book(slot, 3))).toBe('VALIDATION_ERROR');
  });

  it('that is withdrawn carries none of its bookings here, however many they are', async () => {
    const slot = await k.slot({ capacity: 9 });
    for (const person of [1, 2, 3]) await k.book(slot, person);
    const carried: number[] = [];
    const { cancelled } = await k.db.transaction((tx) => {
      const query = async (...asked: Parameters<Tx['query']>) => {
        const rows = await tx.query(...asked);
        carried.push(rows.length);
        return rows;
      };
      return k.api.withdrawOffer(Object.assign(Object.create(tx) as Tx, { query }), 'slot', slot, {
        actorId: 9,
      });
    });
    expect([cancelled, Math.max(...carried)]).toEqual([3, 1]);
  });

  it('says who holds seats', async () => {
    const slots = [await k.slot({ capacity: 2 }), await k.slot()];
    const mine = await k.book(slots[0]!, 1);
    await k.book(slots[0]!, 2);
    expect(await k.api.seatsHeldBy(1, 'slot', slots)).toEqual(new Map([[slots[0], mine.id]]));
    const holders = async (at: Date, most = 100) =>
      (await k.api.seatHoldersOf('slot', slots, { at, most })).map(
        ({ personId, status }) => `${personId} ${status}`,
      );
    expect(await holders(k.clock.now())).toEqual(['1 confirmed', '2 confirmed']);
    expect(await holders(k.clock.now(), 1)).toEqual(['1 confirmed']);
    expect(await holders(k.at(99))).toEqual(['1 completed', '2 completed']);
    await k.db.transaction((tx) => k.api.requireSeat(tx, 1, 'slot', slots[0]!));
    expect(await codeOf(k.db.transaction((tx) => k.api.requireSeat(tx, 1, 'slot', slots[1]!)))).toBe(
      'SEAT_REQUIRED',
    );
  });

  it('follows its label', async () => {
    const slot = await k.slot({ label: { id: 50, name: 'Old', color: '#000000' } });
    await k.db.transaction((tx) => k.api.relabelOffers(tx, 'slot', { id: 50, name: 'New', color: '#ffffff' }));
    const [offer] = await k.db.query(
      `SELECT label_name, label_color FROM booking.offer_seats WHERE ref_id = $1`,
      [slot],
    );
    expect(offer).toEqual({ label_name: 'New', label_color: '#ffffff' });
  });
});

describe('moves', () => {
  const details = (work: Promise<unknown>) => work.catch((error: { details: unknown }) => error.details);

  it('that do not exist say which ones do', async () => {
    const booking = await k.book(await k.slot(), 1);
    expect(await details(k.db.transaction((tx) => k.api.markNoShow(tx, booking.id, { actorId: 1 })))).toEqual({
      from: 'confirmed',
      to: 'no_show',
      allowed: ['completed', 'cancelled'],
    });
    await cancel(booking.id);
    expect(await details(cancel(booking.id))).toEqual({ from: 'cancelled', to: 'cancelled', allowed: [] });
    expect(await codeOf(confirm(booking.id))).toBe('INVALID_TRANSITION');
    expect(await codeOf(cancel(4_711_000))).toBe('NOT_FOUND');
  });

  it('after the start mark what was missed, after the end complete the rest', async () => {
    const [slot, other] = [await k.slot({ startsAt: k.at(20) }), await k.slot({ startsAt: k.at(20) })];
    const [missed, kept] = [await k.book(slot, 1), await k.book(other, 1)];
    k.clock.set(k.at(20));
    await k.db.transaction((tx) => k.api.markNoShow(tx, missed.id, { actorId: 9 }));
    k.clock.set(k.at(21));
    expect(await codeOf(cancel(kept.id))).toBe('INVALID_TRANSITION');
    expect(await details(confirm(kept.id))).toEqual({
      from: 'completed',
      to: 'confirmed',
      allowed: ['no_show'],
    });
    await k.sweeps.complete();
    expect(await eventsOf(k, missed.id)).toEqual(['booking.confirmed', 'booking.no_show']);
    expect(await eventsOf(k, kept.id)).toEqual(['booking.confirmed', 'booking.completed']);
    expect(await seatsTaken(k, slot)).toBe(1);
  });
});
