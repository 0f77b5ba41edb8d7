import { DueRefundsProcessor } from '../../../src/payments/refunds/due-refunds.processor.js';
import { eventually } from '../../support/eventually.js';
import { broken, cutOff, refusing } from '../../support/fake-stripe.js';
import { balanceOf, pay } from '../../support/money.js';
import { brokenInvariants } from '../../support/invariants.js';
import { StripeShop } from '../../support/stripe-shop.js';

const MINUTE_MS = 60_000;
const shop = StripeShop.forThisFile();
const { booked, begin, paidBooking, paymentOf, bookingOf, tell, settled } = shop;

describe('refunds through Stripe', () => {
  const refund = async ({ id }: { id: number }) => {
    const { status, body } = await shop.ada.http.post(`/api/v1/payments/${id}/refund`);
    expect(status).toBe(200);
    return body;
  };
  const sweep = () => shop.here.app.get(DueRefundsProcessor, { strict: false }).sweep();
  const refundOf = (payment: { id: number }) =>
    shop.here.db.query<{ id: number; status: string; attempts: number; failure_reason: string | null }>(
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
    shop.stripe.refundStatus = 'pending';
    await refund(payment);
    const again = await shop.ada.http.post(`/api/v1/payments/${payment.id}/refund`);
    expect([again.status, again.body.code]).toEqual([409, 'NOTHING_TO_REFUND']);
    const done = await eventually(async () => {
      const found = [...shop.stripe.refunds.values()].at(-1);
      const [row] = await refundOf(payment);
      if (Number(found?.metadata.refund_id) !== row!.id) throw new Error('Stripe was not asked yet.');
      return found!;
    });
    expect((await paymentOf(payment)).status).toBe('completed');
    const event = shop.stripe.endRefund(done, 'succeeded');
    await Promise.all([tell(event), tell(event)]);
    expect((await paymentOf(payment)).status).toBe('refunded');
  });

  it('wait while Stripe is away, and are never lost or doubled', async () => {
    const { payment } = await paidBooking();
    shop.stripe.misbehave['create refund'] = broken;
    await refund(payment);
    await attempted(payment, 1, 'provider_fault');
    shop.stripe.heal();
    shop.stripe.loseAnswers['create refund'] = cutOff;
    shop.here.clock.advance(MINUTE_MS);
    await sweep();
    await attempted(payment, 2, 'unreachable');
    const made = shop.stripe.refunds.size;
    shop.stripe.heal();
    shop.here.clock.advance(5 * MINUTE_MS);
    await sweep();
    await settled(payment, 'refunded');
    expect(shop.stripe.refunds.size).toBe(made);
  });

  it('wait until there is money in the account', async () => {
    const { payment } = await paidBooking();
    shop.stripe.misbehave['create refund'] = refusing('balance_insufficient');
    await refund(payment);
    await attempted(payment, 1, 'balance_insufficient');
    expect((await refundOf(payment))[0]!.status).toBe('pending');
    shop.stripe.heal();
    shop.here.clock.advance(MINUTE_MS);
    await sweep();
    await settled(payment, 'refunded');
  });

  it('that were done, and only the answer lost, are found by their mark', async () => {
    const { payment } = await paidBooking();
    shop.stripe.loseAnswers['create refund'] = refusing('charge_already_refunded');
    await refund(payment);
    await settled(payment, 'refunded');
  });

  it('are found though the key under which they were made is forgotten', async () => {
    const { payment } = await paidBooking();
    shop.stripe.loseAnswers['create refund'] = cutOff;
    await refund(payment);
    await attempted(payment, 1, 'unreachable');
    shop.stripe.heal();
    shop.stripe.forgetKeys();
    const made = shop.stripe.refunds.size;
    shop.here.clock.advance(25 * 60 * MINUTE_MS);
    await sweep();
    await settled(payment, 'refunded');
    expect(shop.stripe.refunds.size).toBe(made);
  });

  it('of a disputed payment are not asked for again', async () => {
    const { payment } = await paidBooking();
    shop.stripe.misbehave['create refund'] = refusing('charge_disputed');
    await refund(payment);
    await failed(payment);
    shop.stripe.heal();
    expect((await shop.organizer.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    await settled(payment, 'refunded');
  });

  it('that come back from the bank are owed again, and somebody is told', async () => {
    const { payment, booking } = await paidBooking();
    const before = await balanceOf(shop.here, 'receivable', shop.organizer.id);
    await refund(payment);
    await settled(payment, 'refunded');
    const made = [...shop.stripe.refunds.values()].at(-1)!;
    const event = shop.stripe.endRefund(made, 'failed');
    await Promise.all([tell(event), tell(event)]);
    await tell(shop.stripe.endRefund({ ...made }, 'succeeded'));
    expect(await paymentOf(payment)).toMatchObject({
      ...{ status: 'completed', refunded_amount: '0.00', refunded_at: null },
    });
    expect(await balanceOf(shop.here, 'receivable', shop.organizer.id)).toBe(before);
    expect((await bookingOf(booking)).status).toBe('cancelled');
    expect(Object.keys(await brokenInvariants(shop.here.db))).toEqual(['refunds_failed_for_good']);
    await shop.here.drainEvents();
    const told = await shop.here.db.query<{ person: number }>(
      `SELECT person_id AS person FROM messaging.notifications
       WHERE kind = 'refund_failed' AND related_id = $1 ORDER BY person_id`,
      [payment.id],
    );
    expect(told.map(({ person }) => person)).toEqual([shop.organizer.id, shop.ada.id].sort((a, b) => a - b));
    expect((await shop.organizer.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    await settled(payment, 'refunded');
    expect(await balanceOf(shop.here, 'receivable', shop.organizer.id)).toBe(before - 2999);
  });

  it('are known by their payment, and not by our small number alone', async () => {
    const { payment } = await paidBooking();
    shop.stripe.refundStatus = 'pending';
    await refund(payment);
    const made = await eventually(async () => {
      const found = [...shop.stripe.refunds.values()].find(
        (one) => one.metadata.transaction_id === payment.transaction_id,
      );
      if (!found) throw new Error('Stripe was not asked yet.');
      return found;
    });
    const { refund_id } = made.metadata;
    const foreign = { ...made, id: 're_foreign', payment_intent: 'pi_foreign' };
    for (const metadata of [{ refund_id }, { refund_id, transaction_id: 'EVH-ANOTHER' }] as any[])
      expect((await tell(shop.stripe.endRefund({ ...foreign, metadata }, 'succeeded'))).status).toBe(200);
    expect((await paymentOf(payment)).status).toBe('completed');
    await tell(shop.stripe.endRefund({ ...made, metadata: { refund_id: refund_id! } }, 'succeeded'));
    expect((await paymentOf(payment)).status).toBe('refunded');
  });

  it('of money that the booking never counted leave it as it is', async () => {
    const booking = await booked();
    const twice = await begin(booking);
    await tell(shop.stripe.expire(twice.transaction_id));
    await pay(shop.ada, booking);
    shop.stripe.refundStatus = 'failed';
    await tell(shop.stripe.pay(twice.transaction_id));
    await failed(twice);
    shop.stripe.heal();
    await refund(twice);
    await settled(twice, 'refunded');
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });

  it('that failed are asked for again by the step at which the booking was given up', async () => {
    const { payment, booking } = await paidBooking();
    shop.stripe.refundStatus = 'failed';
    await shop.ada.http.post(`/api/v1/bookings/${booking.id}/cancel`);
    await failed(payment);
    shop.stripe.heal();
    shop.here.clock.advance(6 * 24 * 60 * MINUTE_MS);
    await refund(payment);
    expect(await settled(payment, 'refunded')).toMatchObject({ refunded_amount: '29.99' });
  });

  it('that the bank refuses for good can be asked for again', async () => {
    const { payment } = await paidBooking();
    shop.stripe.refundStatus = 'failed';
    await refund(payment);
    await failed(payment);
    const [told] = await shop.here.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE name = 'payments.refund_failed'
        AND payload->>'paymentId' = $1`,
      [String(payment.id)],
    );
    expect(told!.payload).toMatchObject({ refundCents: 2999, cause: 'booker' });
    expect((await paymentOf(payment)).status).toBe('completed');
    shop.stripe.heal();
    expect((await shop.organizer.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    await settled(payment, 'refunded');
  });
});
