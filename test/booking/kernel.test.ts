import { kernel, type Kernel } from '../support/kernel.js';

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterAll(() => k.close());

const outbox = async (bookingId: number) =>
  (
    await k.db.query<{ name: string }>(
      `SELECT name FROM platform.outbox WHERE (payload->>'bookingId')::bigint = $1 ORDER BY id`,
      [bookingId],
    )
  ).map(({ name }) => name);
const seats = async (refId: number) =>
  (
    await k.db.query<{ taken: number }>(`SELECT taken FROM booking.offers WHERE ref_id = $1 AND kind = 'slot'`, [refId])
  )[0]!.taken;
const code = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('seats', () => {
  it('are taken once, and given back by a cancellation', async () => {
    const slot = await k.slot();
    const booking = await k.book(slot, 1);
    expect(booking).toMatchObject({ status: 'confirmed', quantity: 1, priceCents: 0, personId: 1 });
    expect(await seats(slot)).toBe(1);
    expect(await code(k.book(slot, 2))).toBe('SLOT_UNAVAILABLE');
    expect(await code(k.book(slot, 1))).toBe('ALREADY_BOOKED');

    await k.db.transaction((tx) => k.api.cancel(tx, booking.id, { actorId: 1, cause: 'booker' }));
    expect(await seats(slot)).toBe(0);
    expect(await outbox(booking.id)).toEqual(['booking.confirmed', 'booking.cancelled']);
    expect((await k.book(slot, 2)).id).not.toBe(booking.id);
  });
});
