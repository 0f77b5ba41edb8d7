import { BookingApi } from '../../../src/booking/booking.api.js';
import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { balanceOf, offerPriced, payTickets, type Paid } from '../../support/money.js';
import { makePublished } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
/** All of it back until the start, so that a refund would be worth asking for. */
const GENEROUS = { steps: [{ hoursBefore: 0, percent: 100 }] };

let here: World;
let organizer: Person;
let admin: Person;
let ada: Person;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '7d' });
  [organizer, admin] = [await here.signUpAs('organizer'), await here.admin()];
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

const mark = (who: Person, { id }: { id: number }) => who.http.post(`/api/v1/bookings/${id}/check-in`);
const takeBack = (who: Person, { id }: { id: number }) => who.http.delete(`/api/v1/bookings/${id}/check-in`);
const bookingOf = async ({ id }: { id: number }) => (await admin.http.get(`/api/v1/bookings/${id}`)).body;
const paymentOf = async ({ id }: { id: number }) => (await admin.http.get(`/api/v1/payments/${id}`)).body;
const refusalOf = ({ status, body }: { status: number; body: any }) => [status, body.code];

const erased = ({ id }: Person) =>
  eventually(async () => {
    const sql = 'SELECT erased_at AS "erasedAt" FROM identity.accounts WHERE id = $1';
    expect((await here.db.query<{ erasedAt: Date | null }>(sql, [id]))[0]!.erasedAt).not.toBeNull();
  });

/** The only ticket of an event in two hours: paid, and its guest let in. */
async function used(): Promise<Paid> {
  const terms = { hoursAhead: 2, capacity: 1, refundPolicy: GENEROUS };
  const paid = await payTickets(ada, await offerPriced(here, organizer, terms));
  expect((await mark(organizer, paid.booking)).status).toBe(200);
  return paid;
}

const WAYS_BACK: [string, (paid: Paid) => Promise<{ status: number; body: any }>][] = [
  ['the payer asks for a refund', ({ payment }) => ada.http.post(`/api/v1/payments/${payment.id}/refund`)],
  ['the booker cancels', ({ booking }) => ada.http.post(`/api/v1/bookings/${booking.id}/cancel`)],
  ['the booker deletes', ({ booking }) => ada.http.delete(`/api/v1/bookings/${booking.id}`)],
  ['the organizer refunds', ({ payment }) => organizer.http.post(`/api/v1/payments/${payment.id}/refund`)],
  ['the organizer cancels', ({ booking }) => organizer.http.post(`/api/v1/bookings/${booking.id}/cancel`)],
  ['an admin refunds', ({ payment }) => admin.http.post(`/api/v1/payments/${payment.id}/refund`)],
  ['an admin deletes', ({ booking }) => admin.http.delete(`/api/v1/admin/bookings/${booking.id}`)],
];

describe('a ticket that let somebody in', () => {
  it.each(WAYS_BACK)('is not given back when %s', async (_, giveBack) => {
    const paid = await used();
    const before = await balanceOf(here, 'receivable', organizer.id);
    const answer = await giveBack(paid);
    expect(refusalOf(answer)).toEqual([409, 'ALREADY_CHECKED_IN']);
    expect(answer.body.details).toEqual({ checked_in_at: here.clock.now().toISOString() });
    expect(await bookingOf(paid.booking)).toMatchObject({ status: 'confirmed' });
    expect(await paymentOf(paid.payment)).toMatchObject({ status: 'completed', refunded_amount: '0.00' });
    expect(await balanceOf(here, 'receivable', organizer.id)).toBe(before);
    const again = await (await here.signUp()).http.post('/api/v1/bookings', { event: paid.event });
    expect(refusalOf(again)).toEqual([409, 'SOLD_OUT']);
  });

  it.each(WAYS_BACK.slice(3))('is given back when the mark is undone, and %s', async (_, giveBack) => {
    const paid = await used();
    expect((await takeBack(organizer, paid.booking)).status).toBe(204);
    expect((await giveBack(paid)).status).toBeLessThan(300);
    expect(await bookingOf(paid.booking)).toMatchObject({ status: 'cancelled', checked_in_at: null });
  });

  it('is not moved to another event', async () => {
    const { booking } = await used();
    const refId = await offerPriced(here, organizer);
    const move = here.db.transaction((tx) =>
      here.app
        .get(BookingApi, { strict: false })
        .reschedule(tx, booking.id, { offer: { kind: 'event', refId } }, { actorId: ada.id, cause: 'booker' }),
    );
    await expect(move).rejects.toMatchObject({ code: 'ALREADY_CHECKED_IN' });
  });

  it('is not given back by erasing oneself', async () => {
    const { booking, payment, event } = await used();
    expect((await ada.http.delete('/api/v1/users/me')).status).toBe(204);
    await erased(ada);
    expect(await bookingOf(booking)).toMatchObject({ status: 'confirmed', user_name: 'Deleted user' });
    expect(await paymentOf(payment)).toMatchObject({ status: 'completed', refunded_amount: '0.00' });
    const again = await (await here.signUp()).http.post('/api/v1/bookings', { event });
    expect(refusalOf(again)).toEqual([409, 'SOLD_OUT']);
  });

  it('gives everything back when the event itself is cancelled', async () => {
    const now = here.clock.now();
    const starts = new Date(now.getTime() + 2 * HOUR_MS);
    const times = { start_date: starts, end_date: new Date(starts.getTime() + HOUR_MS) };
    const event = await makePublished(organizer, now, { ...times, price: '29.99' });
    const { booking, payment } = await payTickets(ada, event.id);
    await mark(organizer, booking);
    expect((await organizer.http.post(`/api/v1/events/${event.id}/cancel`)).status).toBe(200);
    await here.drainEvents();
    expect(await bookingOf(booking)).toMatchObject({ status: 'cancelled' });
    await eventually(async () => expect(await paymentOf(payment)).toMatchObject({ refunded_amount: '29.99' }));
  });

  it('is refunded as a courtesy once the mark cannot be undone any more, and stays used', async () => {
    const { booking, payment } = await used();
    here.clock.advance(27 * HOUR_MS);
    const refund = (who: Person) => who.http.post(`/api/v1/payments/${payment.id}/refund`);
    expect(refusalOf(await takeBack(organizer, booking))).toEqual([409, 'CHECK_IN_CLOSED']);
    expect(refusalOf(await refund(ada))).toEqual([409, 'ALREADY_CHECKED_IN']);
    expect((await refund(organizer)).body).toMatchObject({ refunded_amount: '29.99' });
    expect(await bookingOf(booking)).toMatchObject({ status: 'completed', checked_in_at: expect.any(String) });
  });

  it.each(['cancelled', 'expired', 'pending'])('is never %s in the database', async (status) => {
    const { booking } = await used();
    const sql = `UPDATE booking.bookings
      SET status = $2, expires_at = now(), cancelled_at = now(), cancel_cause = 'booker'
      WHERE id = $1`;
    await expect(here.db.query(sql, [booking.id, status])).rejects.toMatchObject({
      constraint: 'bookings_used_not_given_up',
    });
  });
});
