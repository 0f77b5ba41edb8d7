import { DueRefundsProcessor } from '../../../src/payments/refunds/due-refunds.processor.js';
import { KeptEventsProcessor } from '../../../src/payments/webhooks/kept-events.processor.js';
import { eventually } from '../../support/eventually.js';
import { broken, refusing, signatureOf } from '../../support/fake-stripe.js';
import { brokenInvariants } from '../../support/invariants.js';
import { balanceOf } from '../../support/money.js';
import { StripeShop } from '../../support/stripe-shop.js';

const shop = StripeShop.forThisFile();
const { paidBooking, paymentOf, bookingOf, tell } = shop;
const owed = () => balanceOf(shop.here, 'receivable', shop.organizer.id);
const notesOf = async ({ id }: { id: number }) => {
  const sql = `SELECT total_cents AS cents FROM payments.invoices WHERE payment_id = $1 AND kind = 'credit_note'
    ORDER BY id`;
  return (await shop.here.db.query<{ cents: number }>(sql, [id])).map(({ cents }) => cents);
};
const toldOrganizer = async ({ id }: { id: number }) => {
  await shop.here.drainEvents();
  const { results } = (await shop.organizer.http.get('/api/v1/notifications?page_size=100')).body;
  const titles = results.filter(({ related_id }: any) => related_id === id).map(({ title }: any) => title);
  // A booking may have the payment's number.
  return titles.filter((title: string) => !/booking/i.test(title));
};
/** How many events wait for this payment. */
const keptOf = async ({ transaction_id }: { transaction_id: string }) => {
  const { payment_intent } = shop.stripe.sessionOf(transaction_id);
  const sql = 'SELECT count(*)::int AS kept FROM payments.kept_events WHERE reference_number = $1';
  return (await shop.here.db.query<{ kept: number }>(sql, [payment_intent]))[0]!.kept;
};
const bookKept = () => {
  shop.here.clock.advance(HOUR_MS);
  return shop.here.app.get(KeptEventsProcessor, { strict: false }).sweep();
};
const tryOursAgain = async (payment: { id: number }, refunded: string) => {
  shop.here.clock.advance(HOUR_MS);
  await shop.here.app.get(DueRefundsProcessor, { strict: false }).sweep();
  await eventually(async () => expect((await paymentOf(payment)).refunded_amount).toBe(refunded));
};
const HOUR_MS = 3_600_000;
const ELSEWHERE = 'Refunded at the payment provider';

describe('a refund that somebody made at Stripe', () => {
  it.each([
    ['the refund first', [0, 1]],
    ['the charge first', [1, 0]],
    ['the refund alone', [0]],
    ['the charge alone', [1]],
    ['each twice', [1, 0, 1, 0]],
  ])('is booked once, the booking stays and its organizer is told: %s', async (_, order) => {
    const { payment, booking } = await paidBooking();
    const before = await owed();
    const events = shop.stripe.refundElsewhere(payment.transaction_id, 1000);
    for (const n of order) expect((await tell(events[n]!)).status).toBe(200);
    expect(await paymentOf(payment)).toMatchObject({
      ...{ status: 'partially_refunded', refunded_amount: '10.00' },
    });
    expect(await owed()).toBe(before - 1000);
    expect(await notesOf(payment)).toEqual([-1000]);
    expect((await bookingOf(booking)).status).toBe('confirmed');
    expect(await toldOrganizer(payment)).toEqual([ELSEWHERE]);
  });

  it('leaves the rest to be refunded here', async () => {
    const { payment } = await paidBooking();
    for (const event of shop.stripe.refundElsewhere(payment.transaction_id, 1000)) await tell(event);
    await shop.organizer.http.post(`/api/v1/payments/${payment.id}/refund`);
    await shop.settled(payment, 'refunded');
    expect(await notesOf(payment)).toEqual([-1000, -1999]);
  });

  it('is told from ours, which its charge tells of too', async () => {
    const { payment } = await paidBooking();
    await shop.ada.http.post(`/api/v1/payments/${payment.id}/refund`);
    await shop.settled(payment, 'refunded');
    await tell(shop.stripe.refundedCharge(payment.transaction_id));
    expect(await notesOf(payment)).toEqual([-2999]);
    expect(await toldOrganizer(payment)).toEqual([]);
  });

  it('in two parts is booked as two, whatever comes first', async () => {
    const { payment } = await paidBooking();
    const [one] = shop.stripe.refundElsewhere(payment.transaction_id, 500);
    const [two, both] = shop.stripe.refundElsewhere(payment.transaction_id, 700);
    for (const event of [both, one, two]) await tell(event);
    expect(await paymentOf(payment)).toMatchObject({ refunded_amount: '12.00' });
  });

  it('that the bank returns is owed again', async () => {
    const { payment } = await paidBooking();
    const before = await owed();
    const [made, charge] = shop.stripe.refundElsewhere(payment.transaction_id, 2999) as any[];
    for (const event of [charge, made]) await tell(event);
    await tell(shop.stripe.endRefund(made.data.object, 'failed'));
    expect(await paymentOf(payment)).toMatchObject({ status: 'completed', refunded_amount: '0.00' });
    expect(await owed()).toBe(before);
    expect(Object.keys(await brokenInvariants(shop.here.db))).toEqual(['refunds_failed_for_good']);
    await shop.organizer.http.post(`/api/v1/payments/${payment.id}/refund`);
    await shop.settled(payment, 'refunded');
  });

  it.each([
    ['is more than was paid', { amount: 5000 }, '29.99'],
    ['is in another currency', { currency: 'jpy' }, '0.00'],
  ])('that %s is told, with what could be booked', async (_, other, refunded) => {
    const { payment } = await paidBooking();
    const [made] = shop.stripe.refundElsewhere(payment.transaction_id, 1000) as any[];
    expect((await tell({ ...made, data: { object: { ...made.data.object, ...other } } })).status).toBe(200);
    expect(await paymentOf(payment)).toMatchObject({ refunded_amount: refunded });
    expect(await toldOrganizer(payment)).toEqual([ELSEWHERE]);
    const { body } = await shop.organizer.http.get('/api/v1/notifications?page_size=100');
    expect(body.results[0].message).toContain('Please see to it.');
  });

  it.each([
    ['the refund', [0]],
    ['the charge', [1]],
    ['both', [0, 1]],
    ['both twice, the charge first', [1, 0, 1, 0]],
  ])('is kept until its payment is known, and booked once: %s', async (_, order) => {
    const booking = await shop.booked();
    const payment = await shop.begin(booking);
    const paid = shop.stripe.pay(payment.transaction_id);
    const events = shop.stripe.refundElsewhere(payment.transaction_id, 1000);
    for (const n of order) expect((await tell(events[n]!)).status).toBe(200);
    await bookKept();
    expect(await paymentOf(payment)).toMatchObject({ status: 'pending', refunded_amount: '0.00' });
    await tell(paid);
    expect((await paymentOf(payment)).status).toBe('completed');
    await eventually(async () => {
      await bookKept();
      expect(await paymentOf(payment)).toMatchObject({
        ...{ status: 'partially_refunded', refunded_amount: '10.00' },
      });
    });
    for (const n of order) await tell(events[n]!);
    expect([await notesOf(payment), await keptOf(payment)]).toEqual([[-1000], 0]);
    expect((await bookingOf(booking)).status).toBe('confirmed');
    expect(await toldOrganizer(payment)).toEqual([ELSEWHERE]);
  });

  it.each([
    ['the charge first', [1, 0]],
    ['the refund first', [0, 1]],
  ])('while one of ours is under way, is no part of it: %s', async (_, order) => {
    const { payment } = await paidBooking({ hoursAhead: 48 });
    shop.stripe.misbehave['create refund'] = broken;
    expect((await shop.ada.http.post(`/api/v1/payments/${payment.id}/refund`)).status).toBe(200);
    const events = shop.stripe.refundElsewhere(payment.transaction_id, 1000);
    for (const n of order) await tell(events[n]!);
    expect(await notesOf(payment)).toEqual([-1000]);
    shop.stripe.heal();
    await tryOursAgain(payment, '24.99');
    await tell(shop.stripe.refundedCharge(payment.transaction_id));
    expect(await notesOf(payment)).toEqual([-1000, -1499]);
  });

  it('of all, while ours is under way, takes its place once ours is refused', async () => {
    const { payment } = await paidBooking();
    shop.stripe.misbehave['create refund'] = broken;
    await shop.ada.http.post(`/api/v1/payments/${payment.id}/refund`);
    for (const event of shop.stripe.refundElsewhere(payment.transaction_id, 2999)) await tell(event);
    expect([await notesOf(payment), await keptOf(payment)]).toEqual([[], 2]);
    shop.stripe.misbehave['create refund'] = refusing('charge_already_refunded');
    shop.here.clock.advance(HOUR_MS);
    await shop.here.app.get(DueRefundsProcessor, { strict: false }).sweep();
    await eventually(async () => {
      await bookKept();
      expect([await notesOf(payment), await keptOf(payment)]).toEqual([[-2999], 0]);
    });
  });

  it('that Stripe cannot be asked about is booked once it can', async () => {
    const { payment } = await paidBooking();
    shop.stripe.misbehave['list refunds'] = broken;
    const [, charge] = shop.stripe.refundElsewhere(payment.transaction_id, 1000);
    expect((await tell(charge)).status).toBe(200);
    await bookKept();
    expect([await notesOf(payment), await keptOf(payment)]).toEqual([[], 1]);
    shop.stripe.heal();
    await eventually(async () => {
      await bookKept();
      expect([await notesOf(payment), await keptOf(payment)]).toEqual([[-1000], 0]);
    });
  });

  it('of a payment that is not ours changes nothing', async () => {
    const { payment } = await paidBooking();
    const before = await owed();
    for (const event of shop.stripe.refundElsewhere(payment.transaction_id, 1000) as any[]) {
      const foreign = { ...event.data.object, payment_intent: 'pi_of_another_shop' };
      expect((await tell({ ...event, data: { object: foreign } })).status).toBe(200);
    }
    expect(await owed()).toBe(before);
  });
});

describe('a dispute', () => {
  it('that is lost before its payment is known is booked with it', async () => {
    const payment = await shop.begin(await shop.booked());
    const paid = shop.stripe.pay(payment.transaction_id);
    await tell(shop.stripe.dispute(payment.transaction_id, 2999)('lost'));
    await tell(paid);
    await eventually(async () => {
      await bookKept();
      expect(await paymentOf(payment)).toMatchObject({ status: 'refunded', refunded_amount: '29.99' });
    });
  });

  const statesOf = async ({ id }: { id: number }) => {
    const sql = `SELECT state FROM payments.disputes WHERE payment_id = $1`;
    return (await shop.here.db.query<{ state: string }>(sql, [id])).map(({ state }) => state);
  };

  it('is kept and told while it is open, and booked as refunded once it is lost', async () => {
    const { payment, booking } = await paidBooking();
    const before = await owed();
    const become = shop.stripe.dispute(payment.transaction_id, 2999);
    expect((await tell(become('needs_response'))).status).toBe(200);
    expect([await statesOf(payment), await owed()]).toEqual([['open'], before]);
    expect(await brokenInvariants(shop.here.db)).toEqual({ disputes_open: 1 });
    expect(await toldOrganizer(payment)).toEqual(['Payment disputed']);

    for (const event of [become('lost'), become('lost')]) await tell(event);
    expect([await statesOf(payment), await owed()]).toEqual([['lost'], before - 2999]);
    expect(await paymentOf(payment)).toMatchObject({ status: 'refunded', refunded_amount: '29.99' });
    expect(await notesOf(payment)).toEqual([-2999]);
    expect((await bookingOf(booking)).status).toBe('confirmed');
    expect((await toldOrganizer(payment)).sort()).toEqual(['Dispute lost', 'Payment disputed']);
  });

  it('that is won moves nothing, also where its beginning comes last', async () => {
    const { payment } = await paidBooking();
    const before = await owed();
    const become = shop.stripe.dispute(payment.transaction_id, 2999);
    for (const event of [become('won'), become('needs_response')]) await tell(event);
    expect([await statesOf(payment), await owed()]).toEqual([['won'], before]);
    expect(await toldOrganizer(payment)).toEqual(['Dispute won']);
  });

  it('takes no more than a refund has left', async () => {
    const { payment } = await paidBooking();
    await tell(shop.stripe.refundElsewhere(payment.transaction_id, 1000)[0]);
    await tell(shop.stripe.dispute(payment.transaction_id, 2999)('lost'));
    expect(await notesOf(payment)).toEqual([-1000, -1999]);
  });
});

describe('what Stripe signs', () => {
  const send = (body: string, signature = signatureOf(body, shop.here.clock.now())) =>
    shop.here.http().post('/api/v1/payments/webhooks/stripe', body, {
      headers: { 'stripe-signature': signature },
    });

  it.each([
    [{ id: 'evt_1', type: 'charge.refunded' }],
    [{ id: 'evt_1', type: 'charge.refunded', data: {} }],
    [{ id: 'evt_1', type: 'checkout.session.completed', data: { object: null } }],
    [{ id: 'evt_1', type: 'customer.created' }],
    [{ type: 'charge.refunded', data: { object: {} } }],
    [{ id: 'evt_1', data: { object: {} } }],
    [
      {
        id: 'evt_1',
        type: 'charge.refunded',
        data: { object: { payment_intent: 'pi_1', amount_refunded: 'x' } },
      },
    ],
    [
      {
        id: 'evt_1',
        type: 'refund.created',
        data: { object: { payment_intent: 'pi_1', amount: 1, currency: 7 } },
      },
    ],
    [[]],
  ])('is refused where it is no event: %j', async (event) => {
    const { status, body } = await send(JSON.stringify(event));
    expect([status, Object.keys(body.field_errors)]).toEqual([400, ['data']]);
  });

  it('is refused when it was signed ahead of time, or long ago', async () => {
    const body = JSON.stringify({ id: 'evt_x', type: 'customer.created', data: { object: {} } });
    const signedIn = (seconds: number) =>
      signatureOf(body, new Date(shop.here.clock.now().getTime() + seconds * 1000));
    const answers = async (seconds: number) => {
      const answer = await send(body, signedIn(seconds));
      return answer.body.code ?? answer.status;
    };
    expect([await answers(31), await answers(3600), await answers(-301)]).toEqual([
      ...['INVALID_SIGNATURE', 'INVALID_SIGNATURE', 'INVALID_SIGNATURE'],
    ]);
    expect([await answers(30), await answers(0), await answers(-300)]).toEqual([200, 200, 200]);
  });

  it.each([
    ['behind another time', (ahead: string, now: number) => `t=${now},${ahead}`],
    ['before a time in disguise', (ahead: string, now: number) => `${ahead}, t=${now}`],
    ['after a space', (ahead: string) => ahead.replace('t=', 't= ')],
    ['with a sign', (ahead: string) => ahead.replace('t=', 't=+')],
  ])('is refused when its time ahead stands %s', async (_, disguise) => {
    const body = JSON.stringify({ id: 'evt_x', type: 'customer.created', data: { object: {} } });
    const now = shop.here.clock.now().getTime();
    const ahead = signatureOf(body, new Date(now + 3_600_000));
    const answer = await send(body, disguise(ahead, Math.floor(now / 1000)));
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_SIGNATURE']);
  });
});
