import { BookingHeld, SeatOffered } from '../../src/booking/booking.events.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf, eventsOf } from './kernel-queries.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterEach(async () => {
  k.clock.reset();
  expect(await brokenInvariants(k.db)).toEqual({});
});
afterAll(() => k.close());

/** Everybody of an event's waitlist, in order: person, status and position. */
const list = async (event: number) => {
  const rows = await k.db.query<{ person: number; status: string }>(
    `SELECT w.person_id AS person, w.status FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id
     WHERE o.kind = 'event' AND o.ref_id = $1 ORDER BY w.joined_at, w.id`,
    [event],
  );
  return rows.map(({ person, status }) => `${person} ${status}`);
};
const published = (name: string, event: number) =>
  k.db.query<{ payload: any }>(
    `SELECT payload FROM platform.outbox WHERE name = $1 AND payload->'offer'->>'refId' = $2::text ORDER BY id`,
    [name, event],
  );
const offers = async (event: number) =>
  (await published(SeatOffered.name, event)).map(({ payload }) => payload.personId as number);
const offerTo = async (event: number, person: number) =>
  (await k.api.findByPerson(k.db, person, 'event', event))!;
const full = async (capacity = 1, terms = {}) => {
  const event = await k.event({
    capacity,
    startsAt: new Date(k.clock.now().getTime() + 30 * DAY_MS),
    ...terms,
  });
  return { event, booking: await k.ticket(event, 100, capacity) };
};

describe('a long queue', () => {
  it('is walked to its end, however many parties are too large for what is left', async () => {
    const { event } = await full(1, { capacity: 10 });
    const nine = await k.ticket(event, 101, 9);
    await k.db.query(
      `WITH waiting AS (
         INSERT INTO booking.waitlist (offer_id, person_id, access_token, quantity, status, joined_at)
         SELECT o.id, 1000 + n, gen_random_uuid(), CASE WHEN n = 551 THEN 4 ELSE 5 END, 'waiting',
         $2::timestamptz + make_interval(secs => n)
         FROM booking.offers o CROSS JOIN generate_series(1, 551) n WHERE o.kind = 'event' AND o.ref_id = $1)
       UPDATE booking.offers SET waiting = 551, waitlist_due_at = starts_at
       WHERE kind = 'event' AND ref_id = $1`,
      [event, k.clock.now()],
    );
    await k.cancel(nine.id);
    expect(await offers(event)).toEqual([1001, 1551]);
  });
});

describe('joining', () => {
  it('is for full events, once each, and counts up from 1', async () => {
    const { event } = await full();
    const first = await k.wait(event, 1);
    expect(first).toMatchObject({
      status: 'waiting',
      position: 1,
      bookingId: null,
      offerExpiresAt: null,
      quantity: 1,
    });
    expect(await k.wait(event, 2)).toMatchObject({ position: 2 });
    expect(await codeOf(k.wait(event, 1))).toBe('ALREADY_WAITING');
    expect(await codeOf(k.wait(event, 100))).toBe('ALREADY_BOOKED');
    expect(await k.api.waitingFor('event', [event])).toEqual(new Map([[event, 2]]));
    expect((await published('waitlist.joined', event)).map(({ payload }) => payload)).toMatchObject([
      { entryId: first.id, personId: 1, quantity: 1, offer: { refId: event } },
      { personId: 2 },
    ]);
  });

  it('is refused while the party could be booked at once, could never be, or nobody can', async () => {
    const event = await k.event({ capacity: 3 });
    expect(await codeOf(k.wait(event, 1, 3))).toBe('SEATS_AVAILABLE');
    expect(await codeOf(k.wait(event, 1, 4))).toBe('VALIDATION_ERROR');
    expect(await codeOf(k.wait(await k.event({ capacity: null }), 1, 10))).toBe('SEATS_AVAILABLE');
    expect(await codeOf(k.wait(await k.event({ joinOnly: true }), 1))).toBe('JOIN_ONLY');
    expect(await codeOf(k.wait(await k.event({ state: 'draft' }), 1))).toBe('VALIDATION_ERROR');
    expect(await codeOf(k.wait(await k.event({ state: 'cancelled' }), 1))).toBe('BOOKING_CLOSED');
    expect(await codeOf(k.wait(await k.event({ state: 'gone' }), 1))).toBe('VALIDATION_ERROR');
    expect(await codeOf(k.wait(4_711_000, 1))).toBe('VALIDATION_ERROR');
  });

  it('counts seats of holds that ran out as free', async () => {
    const event = await k.event({ priceCents: 100 });
    await k.ticket(event, 100);
    k.clock.advance(HOUR_MS);
    expect(await codeOf(k.wait(event, 1))).toBe('SEATS_AVAILABLE');
  });

  it('comes behind a party whose offered seat has just lapsed', async () => {
    const { event, booking } = await full();
    await k.wait(event, 1);
    await k.cancel(booking.id);
    k.clock.advance(DAY_MS);
    expect(await codeOf(k.ticket(event, 2))).toBe('RESERVED_FOR_WAITLIST');
    expect(await k.wait(event, 2)).toMatchObject({ status: 'waiting', position: 1 });
    expect((await list(event)).sort()).toEqual(['1 offered', '2 waiting']);
  });

  it('gives what is left over to a smaller party at once, and sells nothing past those who wait', async () => {
    const event = await k.event({ capacity: 3 });
    await k.ticket(event, 100, 2);
    expect(await k.wait(event, 1, 2)).toMatchObject({ status: 'waiting', position: 1 });
    expect(await codeOf(k.ticket(event, 3))).toBe('RESERVED_FOR_WAITLIST');
    expect(await k.wait(event, 2, 1)).toMatchObject({ status: 'offered', position: null });
    expect(await codeOf(k.ticket(event, 3))).toBe('SOLD_OUT');
    expect(await list(event)).toEqual(['1 waiting', '2 offered']);
  });
});

describe('freed seats', () => {
  it('of a cancellation are offered to the first, as a pending booking, and told once', async () => {
    const { event, booking } = await full(1, { priceCents: 700 });
    await k.record(booking.id, 700);
    const [entry] = [await k.wait(event, 1), await k.wait(event, 2)];
    await k.cancel(booking.id);
    const offered = await offerTo(event, 1);
    expect(offered).toMatchObject({
      kind: 'ticket',
      status: 'pending',
      priceCents: 700,
      quantity: 1,
      refId: event,
    });
    expect(offered.expiresAt!.getTime() - offered.registeredAt.getTime()).toBe(DAY_MS);
    expect((await published(SeatOffered.name, event)).map(({ payload }) => payload)).toMatchObject([
      {
        entryId: entry!.id,
        bookingId: offered.id,
        personId: 1,
        quantity: 1,
        priceCents: 700,
        currency: 'USD',
        expiresAt: offered.expiresAt!.toISOString(),
        offer: { refId: event, title: 'Concert', taken: 1 },
      },
    ]);
    expect(await eventsOf(k, offered.id)).toEqual([SeatOffered.name]);
    expect(await published(BookingHeld.name, event)).toHaveLength(1);
    expect(await codeOf(k.ticket(event, 3))).toBe('SOLD_OUT');
  });

  it('of a lapsed hold go to the first with the sweep, and to nobody else before it', async () => {
    const { event } = await full(1, { priceCents: 700 });
    await k.wait(event, 1);
    k.clock.advance(HOUR_MS);
    expect(await codeOf(k.ticket(event, 2))).toBe('RESERVED_FOR_WAITLIST');
    await k.sweeps.expireHolds();
    expect(await list(event)).toEqual(['1 offered']);
  });

  it('of a raised capacity go to all who fit', async () => {
    const { event } = await full(2);
    for (const [person, quantity] of [
      [1, 2],
      [2, 1],
      [3, 2],
    ] as const)
      await k.wait(event, person, quantity);
    const raise = (capacity: number | null) =>
      k.db.transaction((tx) => k.api.changeOffer(tx, 'event', event, { capacity }));
    await raise(5);
    expect(await list(event)).toEqual(['1 offered', '2 offered', '3 waiting']);
    await raise(null);
    expect(await offers(event)).toEqual([1, 2, 3]);
  });

  it('pass a larger party three times and then wait for it', async () => {
    const event = await k.event({ capacity: 6 });
    const bookings = [];
    for (let n = 0; n < 6; n++) bookings.push(await k.ticket(event, 100 + n));
    await k.wait(event, 1, 2);
    for (const person of [2, 3, 4, 5]) await k.wait(event, person);
    for (const { id } of bookings.slice(0, 4)) await k.cancel(id);
    expect(await list(event)).toEqual(['1 waiting', '2 offered', '3 offered', '4 offered', '5 waiting']);
    expect(await codeOf(k.ticket(event, 6))).toBe('RESERVED_FOR_WAITLIST');
    await k.cancel(bookings[4]!.id);
    expect(await offers(event)).toEqual([2, 3, 4, 1]);
  });

  it('go on to the next when who stood in the way leaves', async () => {
    const event = await k.event({ capacity: 2 });
    const first = await k.ticket(event, 100);
    await k.ticket(event, 101);
    const large = await k.wait(event, 1, 2);
    await k.db.query('UPDATE booking.waitlist SET passed_over = 3 WHERE id = $1', [large.id]);
    await k.wait(event, 2);
    await k.cancel(first.id);
    expect(await list(event)).toEqual(['1 waiting', '2 waiting']);
    const left = await k.waitlist.leave({ id: 1, fullName: '' } as never, large.id);
    expect(left).toMatchObject({ status: 'left', position: null });
    expect(await list(event)).toEqual(['1 left', '2 offered']);
  });

  it('of a booking that moved to another slot are offered too', async () => {
    const [from, to] = [await k.slot(), await k.slot({ startsAt: k.at(15) })];
    const booking = await k.book(from, 100);
    const wish = { offer: { kind: 'slot' as const, refId: from }, personId: 1, quantity: 1 };
    await k.db.transaction((tx) => k.waitlist.joinIn(tx, wish));
    const by = { actorId: 1, cause: 'booker' as const };
    const move = (id: number, refId: number) =>
      k.db.transaction((tx) => k.api.reschedule(tx, id, { offer: { kind: 'slot', refId } }, by));
    await move(booking.id, to);
    const offered = (await k.api.findByPerson(k.db, 1, 'slot', from))!;
    expect(offered).toMatchObject({ kind: 'slot', status: 'pending' });
  });
});

describe('an offer of seats', () => {
  const offered = async () => {
    const { event, booking } = await full();
    for (const person of [1, 2, 3]) await k.wait(event, person);
    await k.cancel(booking.id);
    return event;
  };
  const lapse = async () => {
    k.clock.advance(DAY_MS);
    await k.sweeps.expireHolds();
  };

  it('is claimed by confirming; who then cancels does not come back by itself', async () => {
    const event = await offered();
    const { id } = await offerTo(event, 1);
    await k.confirm(id);
    expect(await list(event)).toEqual(['1 claimed', '2 waiting', '3 waiting']);
    await k.cancel(id);
    expect(await list(event)).toEqual(['1 claimed', '2 offered', '3 waiting']);
    expect(await k.wait(event, 1)).toMatchObject({ status: 'waiting', position: 2 });
  });

  it('lasts no longer than the deadline, when that comes nearer', async () => {
    const event = await offered();
    const { id } = await offerTo(event, 1);
    const soon = new Date(k.clock.now().getTime() + HOUR_MS);
    await k.db.transaction((tx) => k.api.changeOffer(tx, 'event', event, { closesAt: soon }));
    expect((await k.api.find(k.db, id))!.expiresAt).toEqual(soon);
    await k.db.transaction((tx) => k.api.withdrawOffer(tx, 'event', event, { actorId: 9 }));
  });

  it('is claimed by paying', async () => {
    const { event, booking } = await full(1, { priceCents: 500 });
    await k.wait(event, 1);
    await k.cancel(booking.id);
    const { id } = await offerTo(event, 1);
    expect(await codeOf(k.confirm(id))).toBe('PAYMENT_REQUIRED');
    await k.record(id, 500);
    expect(await list(event)).toEqual(['1 claimed']);
  });

  it('that lapses goes to the next; its party waits at the end once, and is out after that', async () => {
    const event = await offered();
    await lapse();
    expect(await list(event)).toEqual(['2 offered', '3 waiting', '1 waiting']);
    await lapse();
    expect(await list(event)).toEqual(['3 offered', '1 waiting', '2 waiting']);
    await lapse();
    expect(await list(event)).toEqual(['1 offered', '2 waiting', '3 waiting']);
    await lapse();
    expect(await list(event)).toEqual(['1 expired', '2 offered', '3 waiting']);
    const lapses = await published('waitlist.offer_lapsed', event);
    expect(lapses.map(({ payload }) => [payload.personId, payload.out])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [1, true],
    ]);
    expect(await k.api.waitingFor('event', [event])).toEqual(new Map([[event, 1]]));
  });

  it('shows what becomes of it as soon as it has lapsed', async () => {
    const event = await offered();
    k.clock.advance(DAY_MS);
    const mine = async (id: number) => (await k.waitlist.listOwn({ id, fullName: '' } as never, {})).items;
    expect((await mine(1)).find((entry) => entry.event === event)).toMatchObject({
      status: 'waiting',
      position: 3,
      booking: null,
    });
    expect((await mine(2)).find((entry) => entry.event === event)).toMatchObject({ position: 1 });
  });

  it('that is given up goes to the next at once', async () => {
    const event = await offered();
    const [entry] = await k.db.query<{ id: number }>(
      `SELECT w.id FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id WHERE o.ref_id = $1
       AND w.person_id = 1`,
      [event],
    );
    expect(await k.waitlist.leave({ id: 1, fullName: '' } as never, entry!.id)).toMatchObject({
      status: 'left',
    });
    expect(await list(event)).toEqual(['1 left', '2 offered', '3 waiting']);
    expect(await codeOf(k.waitlist.leave({ id: 1, fullName: '' } as never, entry!.id))).toBe(
      'INVALID_TRANSITION',
    );
    expect(await codeOf(k.waitlist.leave({ id: 9, fullName: '' } as never, entry!.id))).toBe('NOT_FOUND');
    await k.cancel((await offerTo(event, 2)).id);
    expect(await list(event)).toEqual(['1 left', '2 left', '3 offered']);
  });

  it.each([
    ['a quarter of the time left', 8 * HOUR_MS, 8 * HOUR_MS, 2 * HOUR_MS],
    ['a quarter of an hour at least', HOUR_MS / 2, HOUR_MS / 2, HOUR_MS / 4],
    ['no longer than until the deadline', 8 * HOUR_MS, HOUR_MS, HOUR_MS],
  ])('lasts %s', async (_, untilStart, untilDeadline, lasts) => {
    const from = k.clock.now().getTime();
    const terms = { startsAt: new Date(from + untilStart), closesAt: new Date(from + untilDeadline) };
    const { event, booking } = await full(1, terms);
    await k.wait(event, 1);
    await k.cancel(booking.id);
    const { expiresAt, registeredAt } = await offerTo(event, 1);
    expect(expiresAt!.getTime() - registeredAt.getTime()).toBe(lasts);
    await k.db.transaction((tx) => k.api.withdrawOffer(tx, 'event', event, { actorId: 9 }));
  });
});

describe('a waitlist', () => {
  it('is closed when its event starts, and tells everybody who waited', async () => {
    const { event } = await full(1, { startsAt: new Date(k.clock.now().getTime() + HOUR_MS) });
    await k.wait(event, 1);
    await k.wait(event, 2);
    k.clock.advance(HOUR_MS);
    await k.sweeps.expireHolds();
    await k.sweeps.expireHolds();
    expect(await list(event)).toEqual(['1 expired', '2 expired']);
    expect((await published('waitlist.closed', event)).map(({ payload }) => payload)).toMatchObject([
      { personIds: [1, 2], cause: 'started', offer: { refId: event } },
    ]);
  });

  it('is closed when its event is cancelled, with the offers of seats', async () => {
    const { event, booking } = await full();
    for (const person of [1, 2]) await k.wait(event, person);
    await k.cancel(booking.id);
    const { id } = await offerTo(event, 1);
    await k.db.transaction((tx) => k.api.withdrawOffer(tx, 'event', event, { actorId: 9 }));
    expect(await list(event)).toEqual(['1 expired', '2 expired']);
    expect(await eventsOf(k, id)).toEqual([SeatOffered.name, 'booking.cancelled']);
    expect((await published('waitlist.closed', event)).map(({ payload }) => payload)).toMatchObject([
      { personIds: [2], cause: 'cancelled' },
    ]);
    expect(await codeOf(k.wait(event, 3))).toBe('BOOKING_CLOSED');
  });

  it('moves with its event, and offers nothing once nobody may book', async () => {
    const { event, booking } = await full();
    await k.wait(event, 1);
    const change = (changes: object) =>
      k.db.transaction((tx) => k.api.changeOffer(tx, 'event', event, changes));
    const { startsAt } = (await k.api.find(k.db, booking.id))!.offer!;
    await change({ closesAt: k.clock.now() });
    await k.cancel(booking.id);
    expect(await list(event)).toEqual(['1 waiting']);
    await change({ closesAt: startsAt });
    expect(await list(event)).toEqual(['1 offered']);
  });

  it('that cannot be settled keeps no other from it', async () => {
    const [broken, fine] = [await full(2), await full()];
    for (const { event } of [broken, fine]) await k.wait(event, 1);
    const seat = `UPDATE booking.offers
      SET capacity = capacity + 1, waitlist_due_at = '2020-01-01' WHERE ref_id = $1`;
    for (const { event } of [broken, fine]) await k.db.query(`${seat} AND kind = 'event'`, [event]);
    await k.db.query(`UPDATE booking.waitlist SET person_id = 100 WHERE status = 'waiting' AND person_id = 1
      AND offer_id = (SELECT id FROM booking.offers WHERE kind = 'event' AND ref_id = ${broken.event})`);
    expect(await codeOf(k.sweeps.expireHolds())).toBe('23505');
    expect(await list(fine.event)).toEqual(['1 offered']);
    await k.db.transaction((tx) => k.api.withdrawOffer(tx, 'event', broken.event, { actorId: 9 }));
  });

  it('is left by who is erased, and the seats go on', async () => {
    const { event, booking } = await full();
    for (const person of [61, 62, 63]) await k.wait(event, person);
    await k.cancel(booking.id);
    expect(await k.personalData.export(62)).toMatchObject({ waitlist: [{ status: 'waiting', ref_id: event }] });
    for (const person of [61, 62]) await k.db.transaction((tx) => k.personalData.erase(tx, person));
    await k.sweeps.expireHolds();
    expect(await list(event)).toEqual(['61 left', '62 left', '63 offered']);
  });
});
