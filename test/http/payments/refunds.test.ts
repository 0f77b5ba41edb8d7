import { BookingApi } from '../../../src/booking/booking.api.js';
import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { eventually } from '../../support/eventually.js';
import { balanceOf, offerPriced, pay, payTickets } from '../../support/money.js';
import { brokenInvariants } from '../../support/invariants.js';
import { inDays } from '../../support/events.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { forgetRefundPolicies } from '../../support/booking-rows.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY = 24;
let here: World;
let admin: Person;
let organizer: Person;
let ada: Person;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '7d' });
  [admin, organizer] = [await here.admin(), await here.signUpAs('organizer')];
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
});
afterEach(async () => {
  await here.drainEvents();
  here.clock.reset();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const paid = async (hoursAhead = 10 * DAY, tickets = 1, terms = {}) =>
  payTickets(ada, await offerPriced(here, organizer, { hoursAhead, priceCents: 3001, ...terms }), tickets);
const refund = (person: Person, { id }: { id: number }) => person.http.post(`/api/v1/payments/${id}/refund/`);
const paymentOf = async ({ id }: { id: number }) => (await ada.http.get(`/api/v1/payments/${id}`)).body;
const bookingOf = async ({ id }: { id: number }) => (await ada.http.get(`/api/v1/bookings/${id}`)).body;
const cancel = async (person: Person, { id }: { id: number }) => {
  expect((await person.http.post(`/api/v1/bookings/${id}/cancel`)).status).toBe(200);
  await here.drainEvents();
};
const withdraw = async (refId: number) => {
  const api = here.app.get(BookingApi, { strict: false });
  await here.db.transaction((tx) => api.withdrawOffer(tx, 'event', refId, { actorId: organizer.id }));
  await here.drainEvents();
};

describe('what was paid for and not confirmed by its host in time', () => {
  it('goes back whole', async () => {
    const api = here.app.get(BookingApi, { strict: false });
    const now = here.clock.now().getTime();
    const [startsAt, endsAt] = [new Date(now + 72 * 3_600_000), new Date(now + 73 * 3_600_000)];
    const asked = await here.db.transaction((tx) =>
      api.reserveTime(tx, {
        ...{ kind: 'appointment', refId: null, personId: ada.id, hostId: organizer.id, startsAt, endsAt },
        ...{ people: [organizer.id, ada.id], priceCents: 3001, awaitsHost: true, expiresAt: null },
      }),
    );
    const { status, body } = await pay(ada, asked, '30.01');
    expect([status, body.status]).toEqual([201, 'completed']);
    expect((await bookingOf(asked)).status).toBe('pending');
    here.clock.advance(48 * 3_600_000);
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    await here.drainEvents();
    expect((await bookingOf(asked)).status).toBe('expired');
    const back = await eventually(async () => {
      const payment = await paymentOf(body);
      if (payment.status !== 'refunded') throw new Error(`The payment is ${payment.status}.`);
      return payment;
    });
    expect(back.refunded_amount).toBe('30.01');
  });
});

describe('refunding a payment', () => {
  it('gives the payer all of it until a week before, and cancels the booking', async () => {
    const { payment, booking } = await paid();
    const before = await balanceOf(here, 'receivable', organizer.id);
    const { status, body } = await refund(ada, payment);
    expect([status, body]).toEqual([
      200,
      { ...payment, status: 'refunded', refunded_amount: '30.01', refunded_at: expect.stringMatching(/Z$/) },
    ]);
    expect((await bookingOf(booking)).status).toBe('cancelled');
    expect(await balanceOf(here, 'receivable', organizer.id)).toBe(before - 3001);
  });

  it('gives the payer half until a day before, to the cent below', async () => {
    const { payment, booking } = await paid(2 * DAY);
    const { body } = await refund(ada, payment);
    expect([body.status, body.refunded_amount]).toEqual(['partially_refunded', '15.00']);
    expect((await bookingOf(booking)).status).toBe('cancelled');
    const again = await refund(ada, payment);
    expect([again.status, again.body.code]).toEqual([409, 'NOTHING_TO_REFUND']);
  });

  it('gives back what the currency has, where nothing is smaller than a whole unit', async () => {
    const { payment } = await paid(2 * DAY, 1, { priceCents: 250_100, currency: 'JPY' });
    expect((await refund(ada, payment)).body.refunded_amount).toBe('1250.00');
    const asked = { title: 'Odd', start_date: '2999-01-01T10:00:00Z', end_date: '2999-01-01T12:00:00Z' };
    const odd = await organizer.http.post('/api/v1/events', { ...asked, price: '2500.50', currency: 'JPY' });
    expect([odd.status, Object.keys(odd.body.field_errors)]).toEqual([400, ['price']]);
  });

  it('gives the payer nothing after that, and leaves the booking', async () => {
    const { payment, booking } = await paid(DAY - 1);
    const { status, body } = await refund(ada, payment);
    expect([status, body.code]).toEqual([409, 'NOTHING_TO_REFUND']);
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });

  it('follows a policy of the event’s own, as it was when it was booked', async () => {
    const refundPolicy = { steps: [{ hoursBefore: 1, percent: 80 }] };
    const { payment } = await paid(5, 1, { refundPolicy });
    await forgetRefundPolicies(here.db);
    expect((await refund(ada, payment)).body.refunded_amount).toBe('24.00');
  });

  it.each([
    ['the organizer', () => organizer],
    ['an admin', () => admin],
  ])('gives all that is left at the wish of %s', async (_, who) => {
    const late = await paid(2);
    const { body } = await refund(who(), late.payment);
    expect([body.status, body.refunded_amount, body.user_name]).toEqual(['refunded', '30.01', 'Ada Byron']);
    expect((await bookingOf(late.booking)).status).toBe('cancelled');
    const halved = await paid(2 * DAY);
    await refund(ada, halved.payment);
    expect((await refund(who(), halved.payment)).body).toMatchObject({
      status: 'refunded',
      refunded_amount: '30.01',
    });
    expect((await refund(who(), halved.payment)).body.code).toBe('NOTHING_TO_REFUND');
  });

  it('follows the event’s policy, for earlier bookings as it was when they were made', async () => {
    const own = [{ hours_before: 12, percent: 80 }];
    const price = {
      price: '10.00',
      start_date: inDays(here.clock.now(), 1),
      end_date: inDays(here.clock.now(), 2),
    };
    const event = await makePublished(organizer, here.clock.now(), { ...price, refund_policy: own });
    expect(event.refund_policy).toEqual(own);
    const { payment } = await payTickets(ada, event.id, 1);
    const change = (refund_policy: unknown) =>
      organizer.http.patch(`/api/v1/events/${event.id}`, { refund_policy });
    expect((await change([])).body.refund_policy).toEqual([]);
    expect((await refund(ada, payment)).body.refunded_amount).toBe('8.00');
    const { payment: second } = await payTickets(ada, event.id, 1);
    expect((await refund(ada, second)).body.code).toBe('NOTHING_TO_REFUND');
    const standard = [
      { hours_before: 168, percent: 100 },
      { hours_before: 24, percent: 50 },
    ];
    expect((await change(null)).body.refund_policy).toEqual(standard);
  });

  it('does not exist for strangers', async () => {
    const { payment } = await paid();
    const stranger = await here.signUpAs('organizer');
    expect((await refund(stranger, payment)).status).toBe(404);
    expect((await refund(ada, { id: 99_999_999 })).status).toBe(404);
    expect((await here.http().post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(401);
    expect((await paymentOf(payment)).status).toBe('completed');
  });

  it('gives money back also after the event, at the organizer’s wish', async () => {
    const { payment } = await paid(2);
    here.clock.advance(4 * 3_600_000);
    expect((await refund(organizer, payment)).body.status).toBe('refunded');
  });

  it('makes a reversal that names the payment, a credit note, an event and an audit row', async () => {
    const { payment } = await paid();
    await refund(ada, payment);
    const [transfer] = await here.db.query(
      `SELECT t.kind, t.amount, o.reference FROM payments.transfers t
        JOIN payments.transfers o ON o.id = t.reverses
       WHERE o.reference = $1`,
      [`payment:${payment.id}`],
    );
    expect(transfer).toEqual({ kind: 'refund', amount: 3001, reference: `payment:${payment.id}` });
    const [event] = await here.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE name = 'payments.refunded' AND payload->>'paymentId' = $1`,
      [String(payment.id)],
    );
    expect(event!.payload).toMatchObject({ refundCents: 3001, refundedCents: 3001, cause: 'booker' });
    const [audit] = await here.db.query(
      `SELECT actor_id FROM platform.audit_log WHERE action = 'payments.refunded' AND subject_id = $1`,
      [String(payment.id)],
    );
    expect(audit).toEqual({ actor_id: ada.id });
  });

  it('gives the first answer again under the same key', async () => {
    const { payment } = await paid();
    const headers = { 'idempotency-key': `refund-${payment.id}` };
    const first = await ada.http.post(`/api/v1/payments/${payment.id}/refund`, {}, { headers });
    const replay = await ada.http.post(`/api/v1/payments/${payment.id}/refund`, {}, { headers });
    expect([replay.status, replay.body]).toEqual([200, first.body]);
  });
});

describe('the boundary of the policy’s step', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['exactly a week before', 'cancelling', 0, '30.01'],
    ['a moment later', 'cancelling', 1, '15.00'],
    ['exactly a week before', 'asking for a refund', 0, '30.01'],
    ['a moment later', 'asking for a refund', 1, '15.00'],
  ])('is %s by the clock, %s', async (_, how, millis, amount) => {
    const { payment, booking } = await paid();
    const sql = 'SELECT starts_at FROM booking.bookings WHERE id = $1';
    const [row] = await here.db.query<{ starts_at: Date }>(sql, [booking.id]);
    const at = new Date(row!.starts_at.getTime() - 7 * DAY * 3_600_000 + millis);
    jest.spyOn(here.clock, 'now').mockReturnValue(at);
    if (how === 'cancelling') await cancel(ada, booking);
    else expect((await refund(ada, payment)).status).toBe(200);
    expect((await paymentOf(payment)).refunded_amount).toBe(amount);
  });
});

describe('cancelling a paid booking', () => {
  it('gives back by the policy when the booker cancels', async () => {
    const { payment, booking } = await paid(2 * DAY);
    await cancel(ada, booking);
    expect(await paymentOf(payment)).toMatchObject({ status: 'partially_refunded', refunded_amount: '15.00' });
  });

  it('gives nothing back by the policy when it is too late', async () => {
    const { payment, booking } = await paid(2);
    await cancel(ada, booking);
    expect(await paymentOf(payment)).toMatchObject({ status: 'completed', refunded_amount: '0.00' });
    expect((await refund(ada, payment)).body.code).toBe('NOTHING_TO_REFUND');
  });

  it('gives all back when the organizer or an admin cancels', async () => {
    for (const person of [organizer, admin]) {
      const { payment, booking } = await paid(2);
      await cancel(person, booking);
      expect(await paymentOf(payment)).toMatchObject({ status: 'refunded', refunded_amount: '30.01' });
    }
  });

  it('gives nothing back twice when it was refunded by hand', async () => {
    const { payment } = await paid();
    await refund(organizer, payment);
    await here.drainEvents();
    expect(await paymentOf(payment)).toMatchObject({ status: 'refunded', refunded_amount: '30.01' });
  });

  it('leaves an unpaid booking alone', async () => {
    const booking = await bookTickets(ada, await offerPriced(here, organizer));
    await cancel(ada, booking);
    expect((await pay(ada, booking)).body.code).toBe('BOOKING_NOT_PAYABLE');
  });
});

describe('withdrawing an event', () => {
  const carriedOut = (payment: { id: number }) =>
    eventually(async () => {
      const found = await paymentOf(payment);
      if (found.status !== 'refunded') throw new Error(`It is ${found.status}.`);
      return found;
    });

  it('gives everybody everything back', async () => {
    const event = await offerPriced(here, organizer, { hoursAhead: 2 });
    const bob = await here.signUp();
    const [one, two] = [await payTickets(ada, event, 2), await payTickets(bob, event)];
    await withdraw(event);
    expect((await carriedOut(one.payment)).refunded_amount).toBe('59.98');
    await eventually(async () => {
      const { body } = await bob.http.get(`/api/v1/payments/${two.payment.id}`);
      if (body.status !== 'refunded') throw new Error(`It is ${body.status}.`);
    });
  });

  it('gives the rest to those who had left before by the policy, also where nobody else is there', async () => {
    const { payment, booking, event } = await paid(2 * DAY);
    await cancel(ada, booking);
    expect((await paymentOf(payment)).refunded_amount).toBe('15.00');
    await withdraw(event);
    expect((await carriedOut(payment)).refunded_amount).toBe('30.01');
    const issued = (await ada.http.get(`/api/v1/invoices?search=${payment.transaction_id}`)).body.results;
    expect(issued.map(({ kind, total }: any) => [kind, total])).toEqual([
      ['credit_note', '-15.01'],
      ['credit_note', '-15.00'],
      ['invoice', '30.01'],
    ]);
  });
});
