import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf, eventsOf } from './kernel-queries.js';

const HOLD_MS = 30 * 60_000;

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterEach(async () => {
  k.clock.reset();
  expect(await brokenInvariants(k.db)).toEqual({});
});
afterAll(() => k.close());

const pay = async (bookingId: number, cents: number) => {
  const { outcome, booking } = await k.record(bookingId, cents);
  return [outcome, booking.status, booking.paidCents];
};
const held = async (terms = {}, quantity = 1) =>
  k.ticket(await k.event({ priceCents: 1000, ...terms }), 1, quantity);

describe('a payment', () => {
  it('of the whole price confirms', async () => {
    const booking = await held({ capacity: 2 }, 2);
    expect(await pay(booking.id, 2000)).toEqual(['confirmed', 'confirmed', 2000]);
    expect(await eventsOf(k, booking.id)).toEqual(['booking.held', 'booking.confirmed']);
    expect(await k.api.find(k.db, booking.id)).toMatchObject({
      expiresAt: null,
      offer: { title: 'Concert', taken: 2 },
    });
  });

  it('of a part keeps it held', async () => {
    const booking = await held();
    expect(await pay(booking.id, 400)).toEqual(['part_paid', 'pending', 400]);
    expect(await pay(booking.id, 700)).toEqual(['gone', 'pending', 400]);
    expect(await pay(booking.id, 600)).toEqual(['confirmed', 'confirmed', 1000]);
  });

  it('for what is paid or cancelled goes back', async () => {
    const booking = await held();
    await pay(booking.id, 1000);
    expect(await pay(booking.id, 1000)).toEqual(['gone', 'confirmed', 1000]);
    const cancelled = await held();
    await k.cancel(cancelled.id);
    expect(await pay(cancelled.id, 1000)).toEqual(['gone', 'cancelled', 0]);
    expect(await codeOf(k.record(4_711_000, 1))).toBe('NOT_FOUND');
  });

  it('that comes late takes the times to which the offer was moved', async () => {
    const booking = await held();
    k.clock.advance(HOLD_MS);
    await k.sweeps.expireHolds();
    const { refId, startsAt, endsAt } = (await k.api.find(k.db, booking.id))!.offer!;
    const later = (at: Date) => new Date(at.getTime() + 7 * 86_400_000);
    const times = {
      startsAt: later(startsAt),
      endsAt: later(endsAt),
      closesAt: later(startsAt),
      organizerId: 77,
    };
    await k.db.transaction((tx) => k.api.changeOffer(tx, 'event', refId, times));
    expect(await pay(booking.id, 1000)).toEqual(['rebooked', 'confirmed', 1000]);
    const { startsAt: at, endsAt: until, hostId } = (await k.api.find(k.db, booking.id))!;
    expect([at, until, hostId]).toEqual([times.startsAt, times.endsAt, 77]);
  });

  it.each([
    ['before a sweep', false],
    ['after it', true],
  ])('takes a hold that ran out again, %s', async (_, swept) => {
    const booking = await held();
    k.clock.advance(HOLD_MS);
    if (swept) await k.sweeps.expireHolds();
    expect(await pay(booking.id, 999)).toEqual(['gone', 'expired', 0]);
    expect(await pay(booking.id, 1000)).toEqual(['rebooked', 'confirmed', 1000]);
    const { offer } = (await k.api.find(k.db, booking.id))!;
    expect(offer).toMatchObject({ taken: 1 });
  });

  it('goes back when the seats have been sold meanwhile', async () => {
    const event = await k.event({ priceCents: 1000 });
    const late = await k.ticket(event, 1);
    k.clock.advance(HOLD_MS);
    const quicker = await k.ticket(event, 2);
    expect(await pay(late.id, 1000)).toEqual(['gone', 'expired', 0]);
    expect(await pay(quicker.id, 1000)).toEqual(['confirmed', 'confirmed', 1000]);
  });

  it('goes back when its person has booked again, others wait, or nothing is sold any more', async () => {
    const twice = await k.event({ priceCents: 1000, capacity: 2 });
    const first = await k.ticket(twice, 1);
    k.clock.advance(HOLD_MS);
    await k.ticket(twice, 1);
    expect(await pay(first.id, 1000)).toEqual(['gone', 'expired', 0]);

    const awaited = await k.event({ priceCents: 1000 });
    const lapsed = await k.ticket(awaited, 1);
    await k.wait(awaited, 2);
    k.clock.advance(HOLD_MS);
    expect(await pay(lapsed.id, 1000)).toEqual(['gone', 'expired', 0]);
    await k.sweeps.expireHolds();
    expect(await pay(lapsed.id, 1000)).toEqual(['gone', 'expired', 0]);

    const over = await k.event({ priceCents: 1000 });
    const missed = await k.ticket(over, 1);
    k.clock.set(k.at(9));
    expect(await pay(missed.id, 1000)).toEqual(['gone', 'expired', 0]);
  });

  it('takes the seat of another hold that has lapsed, swept or not, and says before that it can', async () => {
    const event = await k.event({ priceCents: 1000 });
    const first = await k.ticket(event, 1);
    k.clock.advance(HOLD_MS);
    await k.sweeps.expireHolds();
    await k.ticket(event, 2);
    expect(await k.api.find(k.db, first.id)).toMatchObject({ status: 'expired', canBeTakenAgain: false });
    k.clock.advance(HOLD_MS);
    expect(await k.api.find(k.db, first.id)).toMatchObject({ status: 'expired', canBeTakenAgain: true });
    const locked = await k.db.transaction((tx) => k.api.lockBooking(tx, first.id));
    expect(locked.canBeTakenAgain).toBe(true);
    expect(await pay(first.id, 1000)).toEqual(['rebooked', 'confirmed', 1000]);
  });

  it('goes back when the time that it was for is over', async () => {
    const [hostId, personId] = [801, 802];
    const times = { startsAt: k.at(9), endsAt: k.at(10), expiresAt: k.at(8) };
    const late = await k.db.transaction((tx) =>
      k.api.reserveTime(tx, {
        ...times,
        kind: 'appointment',
        refId: null,
        personId,
        hostId,
        people: [hostId, personId],
        priceCents: 1000,
      }),
    );
    k.clock.set(new Date(k.at(9).getTime() - 1));
    expect(await k.api.find(k.db, late.id)).toMatchObject({ status: 'expired', canBeTakenAgain: true });
    k.clock.set(k.at(9));
    expect(await k.api.find(k.db, late.id)).toMatchObject({ status: 'expired', canBeTakenAgain: false });
    expect(await pay(late.id, 1000)).toEqual(['gone', 'expired', 0]);
  });

  it('takes the time that it was for again while nobody else has it, swept or not', async () => {
    const book = (hostId: number, more: object = {}) =>
      k.db.transaction((tx) =>
        k.api.reserveTime(tx, {
          ...{ kind: 'appointment', refId: null, personId: null, address: 'ada@example.org', hostId },
          ...{ people: [hostId], startsAt: k.at(9), endsAt: k.at(10), expiresAt: k.at(1), priceCents: 1000 },
          ...{ bufferAfterMinutes: 15, ...more },
        }),
      );
    k.clock.set(k.at(0));
    const [free, taken, asked] = [await book(811), await book(812), await book(813, { awaitsHost: true })];
    k.clock.set(k.at(1));
    await k.sweeps.expireHolds();
    await k.meet(812, 899, 10, 11);
    expect(await k.api.find(k.db, free.id)).toMatchObject({ status: 'expired', canBeTakenAgain: true });
    expect(await k.api.find(k.db, taken.id)).toMatchObject({ status: 'expired', canBeTakenAgain: false });
    expect(await pay(free.id, 1000)).toEqual(['rebooked', 'confirmed', 1000]);
    expect(await codeOf(k.meet(811, 898, 10, 11))).toBe('SLOT_UNAVAILABLE');
    expect(await pay(taken.id, 1000)).toEqual(['gone', 'expired', 0]);
    expect(await pay(asked.id, 1000)).toEqual(['part_paid', 'pending', 1000]);
    expect(await codeOf(k.meet(813, 897, 9, 10))).toBe('SLOT_UNAVAILABLE');
  });

  it.each([0, 1000])(
    'does not come after the deadline of what was held, at a price of %i',
    async (priceCents) => {
      k.clock.set(new Date(k.at(9).getTime() - 60_000));
      const event = await k.event({ priceCents });
      const wish = { kind: 'ticket' as const, offer: { kind: 'event' as const, refId: event }, personId: 1 };
      const booking = await k.reservations.bookSeats(
        { ...wish, quantity: 1, confirmFree: false },
        (reserved) => reserved.booking,
      );
      expect(booking).toMatchObject({ status: 'pending', expiresAt: k.at(9) });
      k.clock.set(k.at(9));
      expect(await codeOf(k.confirm(booking.id))).toBe('INVALID_TRANSITION');
      expect(await pay(booking.id, priceCents)).toEqual(['gone', 'expired', 0]);
    },
  );
});

describe('a refund', () => {
  const refund = (id: number, cents: number) => k.db.transaction((tx) => k.api.recordRefund(tx, id, cents));

  it('is never more than what was paid', async () => {
    const booking = await held();
    await pay(booking.id, 1000);
    expect(await refund(booking.id, 400)).toMatchObject({ refundedCents: 400 });
    expect(await codeOf(refund(booking.id, 601))).toBe('REFUND_ABOVE_PAYMENT');
    expect(await refund(booking.id, 600)).toMatchObject({ refundedCents: 1000 });
    expect(await codeOf(refund(4_711_000, 1))).toBe('NOT_FOUND');
  });

  it('follows the policy that was kept on the booking', async () => {
    const refundPolicy = { steps: [{ hoursBefore: 24, percent: 80 }] };
    const booking = await held({ refundPolicy, startsAt: k.at(48) });
    await pay(booking.id, 1000);
    const kept = (await k.api.findByPerson(k.db, 1, 'event', booking.refId!))!;
    expect([k.at(24), k.at(25)].map((at) => k.api.refundDue(kept, at))).toEqual([800, 0]);
  });
});

describe('one booking at a time', () => {
  it('is paid once, however many payments come at the same moment', async () => {
    const booking = await held();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => pay(booking.id, 1000)));
    expect(outcomes.map(([outcome]) => outcome).sort()).toEqual(['confirmed', ...Array(9).fill('gone')]);
  });

  it.each(['pending', 'lapsed'])(
    'paid against cancelled, expired and sold again while %s ends in one state',
    async (state) => {
      for (let round = 0; round < 5; round++) {
        const event = await k.event({ priceCents: 1000 });
        const booking = await k.ticket(event, 1);
        if (state === 'lapsed') k.clock.advance(HOLD_MS);
        const [paid] = await Promise.all([
          pay(booking.id, 1000),
          k.cancel(booking.id).catch(() => undefined),
          k.sweeps.expireHolds(),
          k.ticket(event, 2).catch(() => undefined),
        ]);
        const { status, paidCents } = (await k.api.find(k.db, booking.id))!;
        if (paid![0] === 'gone') expect(paidCents).toBe(0);
        else expect([status, paidCents]).toEqual([status === 'cancelled' ? 'cancelled' : 'confirmed', 1000]);
      }
    },
  );

  it('is locked after its offer', async () => {
    const booking = await held();
    expect(await k.db.transaction((tx) => k.api.lockBooking(tx, booking.id))).toMatchObject({ id: booking.id });
    expect(await codeOf(k.db.transaction((tx) => k.api.lockBooking(tx, 4_711_000)))).toBe('NOT_FOUND');
  });
});

describe('what others join', () => {
  it('shows by the clock a lapsed hold as expired, a firm seat after its end as completed', async () => {
    const booking = await held();
    const rows = () =>
      k.db.query(
        'SELECT booking_id, person_id, status, price_cents FROM booking.offer_bookings WHERE ref_id = $1',
        [booking.refId],
      );
    expect(await rows()).toEqual([
      { booking_id: booking.id, person_id: 1, status: 'pending', price_cents: 1000 },
    ]);
    await k.db.query('UPDATE booking.bookings SET expires_at = now() WHERE id = $1', [booking.id]);
    expect(await rows()).toMatchObject([{ status: 'expired' }]);
    await k.db.query(
      `UPDATE booking.bookings
       SET status = 'confirmed', confirmed_at = now(), paid_cents = price_cents, expires_at = NULL,
         held_by = NULL, starts_at = now() - interval '1 hour', ends_at = now() WHERE id = $1`,
      [booking.id],
    );
    expect(await rows()).toMatchObject([{ status: 'completed' }]);
  });
});

describe('a booking of somebody’s time that is moved', () => {
  const DAY = 24;
  const paidHours = async () => {
    const [hostId, personId] = [901, 902];
    const times = { startsAt: k.at(30 * DAY), endsAt: k.at(30 * DAY + 1), expiresAt: k.at(1) };
    const who = { hostId, personId, people: [hostId, personId], priceCents: 1000 };
    const { id } = await k.db.transaction((tx) =>
      k.api.reserveTime(tx, { ...times, ...who, kind: 'appointment', refId: null }),
    );
    await k.record(id, 1000);
    return id;
  };
  const move = (id: number, hours: number, cause: 'booker' | 'host' | 'admin') =>
    k.db.transaction((tx) =>
      k.api.reschedule(tx, id, { startsAt: k.at(hours), endsAt: k.at(hours + 1) }, { actorId: null, cause }),
    );
  const due = async (id: number, hours: number) => k.api.refundDue((await k.api.find(k.db, id))!, k.at(hours));

  it('by its host or an admin gives all back for a week, then counts from the start bought', async () => {
    k.clock.set(k.at(0));
    for (const cause of ['host', 'admin'] as const) {
      const id = await paidHours();
      await move(id, 10 * DAY, cause);
      expect([await due(id, 7 * DAY), await due(id, 9 * DAY + 1)]).toEqual([1000, 1000]);
      await move(id, 40 * DAY, cause);
      expect((await k.api.find(k.db, id))!.boughtStartsAt).toEqual(k.at(30 * DAY));
      await k.cancel(id);
    }
  });

  it('by its booker is bought anew', async () => {
    k.clock.set(k.at(0));
    const id = await paidHours();
    await move(id, 2 * DAY, 'booker');
    expect([await due(id, 0), await due(id, DAY + 1)]).toEqual([500, 0]);
    await k.cancel(id);
  });
});
