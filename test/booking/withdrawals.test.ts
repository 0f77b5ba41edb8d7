import { plantCrowd, plantQueue } from '../support/crowds.js';
import { brokenInvariants } from '../support/invariants.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { codeOf } from './kernel-queries.js';

const MANY = 2_300;
/** Whose turn comes last. */
const LAST = 9_000_000;

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterAll(() => k.close());

const withdraw = (event: number) =>
  k.db.transaction((tx) => k.api.withdrawOffer(tx, 'event', event, { actorId: 9, reason: 'Rain' }));
const written = async (event: number) => {
  const rows = await k.db.query<{ status: string; n: number }>(
    `SELECT status, count(*)::integer AS n FROM booking.bookings WHERE ref_id = $1 GROUP BY 1 ORDER BY 1`,
    [event],
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
};
const published = (name: string, event: number) =>
  k.db.query<{ payload: any }>(
    `SELECT payload FROM platform.outbox
     WHERE name = $1 AND $2 IN (payload->>'refId', payload->'offer'->>'refId') ORDER BY id`,
    [name, `${event}`],
  );
const refused = (work: (tx: any) => Promise<unknown>) => codeOf(k.db.transaction(work));

describe('an offer with more than a thousand live bookings that is withdrawn', () => {
  it('is cancelled for everybody at once, and written by the thousand', async () => {
    const event = await k.event({ capacity: MANY, organizerId: 9 });
    await plantCrowd(k.db, 'event', event, MANY);
    expect(await withdraw(event)).toMatchObject({ cancelled: MANY, offer: { state: 'cancelled', taken: 0 } });
    expect(await written(event)).toEqual({ confirmed: MANY });
    const shown = await k.db.query(
      `SELECT s.taken, b.status, b.cancelled_at, count(*)::integer AS bookings
       FROM booking.offer_seats s JOIN booking.offer_bookings b USING (kind, ref_id)
       WHERE s.kind = 'event' AND s.ref_id = $1 GROUP BY 1, 2, 3`,
      [event],
    );
    expect(shown).toEqual([{ taken: 0, status: 'cancelled', cancelled_at: k.clock.now(), bookings: MANY }]);
    expect(await published('booking.offer_withdrawn', event)).toEqual([]);

    await k.withdrawing.carryOn();
    expect(await written(event)).toEqual({ cancelled: MANY });
    const told = (await published('booking.cancelled', event)).map(({ payload }) => payload);
    expect(new Set(told.map(({ bookingId }) => bookingId)).size).toBe(MANY);
    expect(told).toHaveLength(MANY);
    expect(told.at(-1)).toMatchObject({
      ...{ cause: 'offer_withdrawn', actorId: 9, reason: 'Rain', offer: { state: 'cancelled', taken: 0 } },
    });
    expect((await published('booking.offer_withdrawn', event)).map(({ payload }) => payload)).toEqual([
      { kind: 'event', refId: event, actorId: 9 },
    ]);
    expect(await withdraw(event)).toMatchObject({ cancelled: 0 });
    expect(await brokenInvariants(k.db)).toEqual({});
  });

  it('has bookings that nobody confirms, pays, moves, uses or gives up meanwhile', async () => {
    const [event, elsewhere] = [
      await k.event({ capacity: null, startsAt: k.at(20) }),
      await k.event({ capacity: null, startsAt: k.at(30) }),
    ];
    await plantCrowd(k.db, 'event', event, MANY);
    await k.db.query('UPDATE booking.offers SET price_cents = 500 WHERE ref_id = $1', [event]);
    const held = await k.ticket(event, LAST);
    await withdraw(event);
    const [{ id }] = (await k.db.query<{ id: number }>(
      `SELECT id FROM booking.bookings WHERE ref_id = $1 AND status = 'confirmed' LIMIT 1`,
      [event],
    )) as [{ id: number }];
    const by = { actorId: 1 };
    expect(await written(event)).toEqual({ confirmed: MANY, pending: 1 });
    expect({
      seen: (await k.api.find(k.db, id))!.status,
      held: (await k.api.find(k.db, held.id))!.status,
      seats: await k.api.seatHoldersOf('event', [event], { at: k.clock.now(), most: 10 }),
      own: (await k.api.seatsHeldBy(LAST, 'event', [event])).size,
      confirm: await refused((tx) => k.api.confirm(tx, held.id, by)),
      pay: (await k.record(held.id, 500)).outcome,
      cancel: await codeOf(k.cancel(id)),
      leave: await k.db.transaction((tx) => k.api.leave(tx, LAST, 'event', event, { ...by, cause: 'booker' })),
      resize: await refused((tx) => k.api.resize(tx, id, 2, { ...by, cause: 'booker' })),
      move: await refused((tx) =>
        k.api.reschedule(tx, id, { offer: { kind: 'event', refId: elsewhere } }, { ...by, cause: 'booker' }),
      ),
      checkIn: await refused((tx) => k.checkIns.checkIn(tx, id, { at: k.clock.now(), actorId: 9 })),
      book: await codeOf(k.ticket(event, 77)),
    }).toEqual({
      ...{ seen: 'cancelled', held: 'cancelled', seats: [], own: 0 },
      ...{ confirm: 'INVALID_TRANSITION', pay: 'gone', cancel: 'INVALID_TRANSITION' },
      ...{ leave: null, resize: 'INVALID_TRANSITION', move: 'INVALID_TRANSITION' },
      ...{ checkIn: 'BOOKING_NOT_CONFIRMED', book: 'BOOKING_CLOSED' },
    });
    k.clock.set(k.at(22));
    expect(await refused((tx) => k.api.markNoShow(tx, id, by))).toBe('INVALID_TRANSITION');
    // Its end comes before its turn, and the end of the hold.
    await k.sweeps.complete();
    await k.sweeps.expireHolds();
    await k.withdrawing.carryOn();
    expect(await written(event)).toEqual({ cancelled: MANY + 1 });
    expect(await brokenInvariants(k.db)).toEqual({});
    k.clock.set(k.at(0));
  });

  it('is gone on with where it was left', async () => {
    const event = await k.event({ capacity: MANY });
    await plantCrowd(k.db, 'event', event, MANY);
    await withdraw(event);
    const [{ id }] = (await k.db.query<{ id: number }>('SELECT offer_id AS id FROM booking.withdrawals')) as [
      { id: number },
    ];
    await k.withdrawing.carryOn(AbortSignal.abort());
    expect(await written(event)).toEqual({ confirmed: MANY });
    expect(await k.withdrawals.carryOn(id)).toBe(true);
    expect(await written(event)).toEqual({ cancelled: 1_000, confirmed: 1_300 });
    expect(await k.withdrawals.carryOn(id)).toBe(true);
    expect(await written(event)).toEqual({ cancelled: 2_000, confirmed: 300 });
    expect([await k.withdrawals.carryOn(id), await k.withdrawals.carryOn(id)]).toEqual([false, false]);
    expect(await written(event)).toEqual({ cancelled: MANY });
    expect(await published('booking.offer_withdrawn', event)).toHaveLength(1);
    expect(await brokenInvariants(k.db)).toEqual({});
  });

  it('holds up no other where it fails', async () => {
    const [first, second] = [await k.event({ capacity: MANY }), await k.event({ capacity: MANY })];
    for (const event of [first, second]) {
      await plantCrowd(k.db, 'event', event, MANY);
      await withdraw(event);
    }
    const failing = jest.spyOn(k.withdrawals, 'carryOn').mockRejectedValueOnce(new Error('It failed.'));
    await expect(k.withdrawing.carryOn()).rejects.toThrow('It failed.');
    failing.mockRestore();
    expect([await written(first), await written(second)]).toEqual([{ confirmed: MANY }, { cancelled: MANY }]);
    await k.withdrawing.carryOn();
    expect(await written(first)).toEqual({ cancelled: MANY });
  });

  it('lets a long queue go by the thousand too', async () => {
    const event = await k.event({ capacity: 1 });
    await k.ticket(event, 1);
    await plantQueue(k.db, 'event', event, MANY);
    await withdraw(event);
    const waiting = () => k.api.waitingFor('event', [event]);
    expect(await waiting()).toEqual(new Map([[event, 1_300]]));
    await k.sweeps.expireHolds();
    expect(await waiting()).toEqual(new Map([[event, 0]]));
    const told = (await published('waitlist.closed', event)).map(({ payload }) => payload);
    expect(told.map(({ personIds, cause }) => [personIds.length, cause])).toEqual([
      ...[
        [1_000, 'cancelled'],
        [1_000, 'cancelled'],
        [300, 'cancelled'],
      ],
    ]);
    expect(new Set(told.flatMap(({ personIds }) => personIds)).size).toBe(MANY);
    expect(await brokenInvariants(k.db)).toEqual({});
  });
});
