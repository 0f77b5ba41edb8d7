import { DueRefunds } from '../../../src/payments/refunds/due-refunds.processor.js';
import { eventually } from '../../support/eventually.js';
import { broken, cutOff, FakeStripe, refusing } from '../../support/fake-stripe.js';
import { balanceOf, offerPriced, pay } from '../../support/money.js';
import { brokenInvariants } from '../../support/invariants.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
let stripe: FakeStripe;
let here: World;
let organizer: Person;
let ada: Person;

beforeAll(async () => {
  stripe = await FakeStripe.open();
  here = await world({ ...stripe.env, ACCESS_TOKEN_TTL: '7d', LOG_LEVEL: 'silent' });
  organizer = await here.signUpAs('organizer');
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
});
afterEach(async () => {
  stripe.heal();
  here.clock.reset();
  await here.drainEvents();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(async () => {
  await here.close();
  await stripe.close();
});

const booked = async (terms = {}) => bookTickets(ada, await offerPriced(here, organizer, terms));
const begin = async (booking: { id: number }) => {
  const { status, body } = await pay(ada, booking, '29.99', { method: 'stripe' });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
};
const paymentOf = async ({ id }: { id: number }) => (await ada.http.get(`/api/v1/payments/${id}`)).body;
const bookingOf = async ({ id }: { id: number }) => (await ada.http.get(`/api/v1/bookings/${id}`)).body;
const tell = (event: object) => stripe.tell(here.http(), event, here.clock.now());
const settled = (payment: { id: number }, status: string) =>
  eventually(async () => {
    const found = await paymentOf(payment);
    if (found.status !== status) throw new Error(`It is ${found.status}.`);
    return found;
  });
const paidBooking = async (terms = {}) => {
  const booking = await booked(terms);
  const payment = await begin(booking);
  await tell(stripe.pay(payment.transaction_id));
  return { booking, payment };
};

describe('refunds through Stripe', () => {
  const refund = async ({ id }: { id: number }) => {
    const { status, body } = await ada.http.post(`/api/v1/payments/${id}/refund`);
    expect(status).toBe(200);
    return body;
  };
  const sweep = () => here.app.get(DueRefunds, { strict: false }).sweep();
  const refundOf = (payment: { id: number }) =>
    here.db.query<{ id: number; status: string; attempts: number; failure_reason: string | null }>(
      'SELECT id, status, attempts, failure_reason FROM payments.refunds WHERE payment_id = $1',
      [payment.id],
    );
  const attempted = (payment: { id: number }, attempts: number, reason: string) =>
    eventually(async () => {
      const [row] = await refundOf(payment);
      expect([row!.attempts, row!.failure_reason]).toEqual([attempts, reason]);
    });

  const failed = (payment: { id: number }) =>
    eventually(async () => {
      const [row] = await refundOf(payment);
      if (row?.status !== 'failed') throw new Error(`It is ${row?.status}.`);
    });

  it('are done when Stripe has done them', async () => {
    const { payment, booking } = await paidBooking();
    expect(await refund(payment)).toMatchObject({ status: 'completed', refunded_amount: '0.00' });
    expect(await settled(payment, 'refunded')).toMatchObject({ refunded_amount: '29.99' });
    expect((await bookingOf(booking)).status).toBe('cancelled');
  });

  it('cannot be asked for twice meanwhile', async () => {
    const { payment } = await paidBooking();
    stripe.refundStatus = 'pending';
    await refund(payment);
    const again = await ada.http.post(`/api/v1/payments/${payment.id}/refund`);
    expect([again.status, again.body.code]).toEqual([409, 'NOTHING_TO_REFUND']);
    const done = await eventually(async () => {
      const found = [...stripe.refunds.values()].at(-1);
      const [row] = await refundOf(payment);
      if (Number(found?.metadata.refund_id) !== row!.id) throw new Error('Stripe was not asked yet.');
      return found!;
    });
    expect((await paymentOf(payment)).status).toBe('completed');
    const event = stripe.endRefund(done, 'succeeded');
    await Promise.all([tell(event), tell(event)]);
    expect((await paymentOf(payment)).status).toBe('refunded');
  });

  it('wait while Stripe is away, and are never lost or doubled', async () => {
    const { payment } = await paidBooking();
    stripe.misbehave['create refund'] = broken;
    await refund(payment);
    await attempted(payment, 1, 'provider_fault');
    stripe.heal();
    stripe.loseAnswers['create refund'] = cutOff;
    here.clock.advance(MINUTE_MS);
    await sweep();
    await attempted(payment, 2, 'unreachable');
    const made = stripe.refunds.size;
    stripe.heal();
    here.clock.advance(5 * MINUTE_MS);
    await sweep();
    await settled(payment, 'refunded');
    expect(stripe.refunds.size).toBe(made);
  });

  it('wait until there is money in the account', async () => {
    const { payment } = await paidBooking();
    stripe.misbehave['create refund'] = refusing('balance_insufficient');
    await refund(payment);
    await attempted(payment, 1, 'balance_insufficient');
    expect((await refundOf(payment))[0]!.status).toBe('pending');
    stripe.heal();
    here.clock.advance(MINUTE_MS);
    await sweep();
    await settled(payment, 'refunded');
  });

  it('that were done, and only the answer lost, are found by their mark', async () => {
    const { payment } = await paidBooking();
    stripe.loseAnswers['create refund'] = refusing('charge_already_refunded');
    await refund(payment);
    await settled(payment, 'refunded');
  });

  it('are found though the key under which they were made is forgotten', async () => {
    const { payment } = await paidBooking();
    stripe.loseAnswers['create refund'] = cutOff;
    await refund(payment);
    await attempted(payment, 1, 'unreachable');
    stripe.heal();
    stripe.forgetKeys();
    const made = stripe.refunds.size;
    here.clock.advance(25 * 60 * MINUTE_MS);
    await sweep();
    await settled(payment, 'refunded');
    expect(stripe.refunds.size).toBe(made);
  });

  it('of a disputed payment are not asked for again', async () => {
    const { payment } = await paidBooking();
    stripe.misbehave['create refund'] = refusing('charge_disputed');
    await refund(payment);
    await failed(payment);
    stripe.heal();
    expect((await organizer.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    await settled(payment, 'refunded');
  });

  it('that come back from the bank are owed again, and somebody is told', async () => {
    const { payment, booking } = await paidBooking();
    const before = await balanceOf(here, 'receivable', organizer.id);
    await refund(payment);
    await settled(payment, 'refunded');
    const made = [...stripe.refunds.values()].at(-1)!;
    const event = stripe.endRefund(made, 'failed');
    await Promise.all([tell(event), tell(event)]);
    await tell(stripe.endRefund({ ...made }, 'succeeded'));
    expect(await paymentOf(payment)).toMatchObject({
      ...{ status: 'completed', refunded_amount: '0.00', refunded_at: null },
    });
    expect(await balanceOf(here, 'receivable', organizer.id)).toBe(before);
    expect((await bookingOf(booking)).status).toBe('cancelled');
    expect(Object.keys(await brokenInvariants(here.db))).toEqual(['refunds_failed_for_good']);
    await here.drainEvents();
    const told = await here.db.query<{ person: number }>(
      `SELECT person_id AS person FROM messaging.notifications
       WHERE kind = 'refund_failed' AND related_id = $1 ORDER BY person_id`,
      [payment.id],
    );
    expect(told.map(({ person }) => person)).toEqual([organizer.id, ada.id].sort((a, b) => a - b));
    expect((await organizer.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    await settled(payment, 'refunded');
    expect(await balanceOf(here, 'receivable', organizer.id)).toBe(before - 2999);
  });

  it('are known by their payment, and not by our small number alone', async () => {
    const { payment } = await paidBooking();
    stripe.refundStatus = 'pending';
    await refund(payment);
    const made = await eventually(async () => {
      const found = [...stripe.refunds.values()].find((one) => one.metadata.transaction_id === payment.transaction_id);
      if (!found) throw new Error('Stripe was not asked yet.');
      return found;
    });
    const { refund_id } = made.metadata;
    const foreign = { ...made, id: 're_foreign', payment_intent: 'pi_foreign' };
    for (const metadata of [{ refund_id }, { refund_id, transaction_id: 'EVH-ANOTHER' }] as any[])
      expect((await tell(stripe.endRefund({ ...foreign, metadata }, 'succeeded'))).status).toBe(200);
    expect((await paymentOf(payment)).status).toBe('completed');
    await tell(stripe.endRefund({ ...made, metadata: { refund_id: refund_id! } }, 'succeeded'));
    expect((await paymentOf(payment)).status).toBe('refunded');
  });

  it('of money that the booking never counted leave it as it is', async () => {
    const booking = await booked();
    const twice = await begin(booking);
    await tell(stripe.expire(twice.transaction_id));
    await pay(ada, booking);
    stripe.refundStatus = 'failed';
    await tell(stripe.pay(twice.transaction_id));
    await failed(twice);
    stripe.heal();
    await refund(twice);
    await settled(twice, 'refunded');
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });

  it('that failed are asked for again by the step at which the booking was given up', async () => {
    const { payment, booking } = await paidBooking();
    stripe.refundStatus = 'failed';
    await ada.http.post(`/api/v1/bookings/${booking.id}/cancel`);
    await failed(payment);
    stripe.heal();
    here.clock.advance(6 * 24 * 60 * MINUTE_MS);
    await refund(payment);
    expect(await settled(payment, 'refunded')).toMatchObject({ refunded_amount: '29.99' });
  });

  it('that the bank refuses for good can be asked for again', async () => {
    const { payment } = await paidBooking();
    stripe.refundStatus = 'failed';
    await refund(payment);
    await failed(payment);
    const [told] = await here.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE name = 'payments.refund_failed' AND payload->>'paymentId' = $1`,
      [String(payment.id)],
    );
    expect(told!.payload).toMatchObject({ refundCents: 2999, cause: 'booker' });
    expect((await paymentOf(payment)).status).toBe('completed');
    stripe.heal();
    expect((await organizer.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    await settled(payment, 'refunded');
  });
});
