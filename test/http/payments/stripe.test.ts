import { PendingPaymentsProcessor } from '../../../src/payments/payments/pending-payments.processor.js';
import { eventually } from '../../support/eventually.js';
import { broken, cutOff, declined, signatureOf, silent } from '../../support/fake-stripe.js';
import { balanceOf, offerPriced, pay } from '../../support/money.js';
import { bookTickets } from '../../support/tickets.js';
import { StripeShop } from '../../support/stripe-shop.js';

const MINUTE_MS = 60_000;
const shop = StripeShop.forThisFile();
const { booked, begin, paymentOf, bookingOf, tell, settled } = shop;
const checkPending = () => shop.here.app.get(PendingPaymentsProcessor, { strict: false }).check();

describe('paying with Stripe', () => {
  it('is pending until Stripe says that it was paid', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    const session = shop.stripe.sessionOf(payment.transaction_id);
    expect(payment).toMatchObject({
      ...{ status: 'pending', provider: 'stripe', reference_number: '', processed_at: null },
      checkout_url: session.url,
    });
    expect(session).toMatchObject({
      ...{ amount_total: 2999, currency: 'usd' },
      success_url: `http://localhost:8000/bookings?paid=${booking.id}`,
      cancel_url: `http://localhost:8000/bookings/${booking.id}`,
    });
    expect((await bookingOf(booking)).status).toBe('pending');

    const before = await balanceOf(shop.here, 'receivable', shop.organizer.id);
    expect((await tell(shop.stripe.pay(payment.transaction_id))).body).toEqual({ received: true });
    expect(await paymentOf(payment)).toMatchObject({
      ...{ status: 'completed', checkout_url: null, reference_number: expect.stringMatching(/^pi_/) },
    });
    expect((await bookingOf(booking)).status).toBe('confirmed');
    expect(await balanceOf(shop.here, 'receivable', shop.organizer.id)).toBe(before + 2999);
  });

  it('has no receipt while it is pending', async () => {
    const payment = await begin(await booked());
    expect((await shop.ada.http.get(`/api/v1/payments/${payment.id}/receipt`)).status).toBe(404);
  });

  it('counts a currency as Stripe does', async () => {
    const booking = await booked({ priceCents: 250_000, currency: 'JPY' });
    const { body } = await pay(shop.ada, booking, '2500.00', { method: 'stripe' });
    expect(shop.stripe.sessionOf(body.transaction_id)).toMatchObject({ amount_total: 2500, currency: 'jpy' });
    const odd = await booked({ priceCents: 250_050, currency: 'JPY' });
    const refused = await pay(shop.ada, odd, '2500.50', { method: 'stripe' });
    expect(refused.body).toMatchObject({ status: 'failed', failure_reason: 'no_such_amount' });
  });

  it('takes one payment at a time', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    for (const method of ['stripe', 'mock']) {
      const { status, body } = await pay(shop.ada, booking, '29.99', { method });
      expect([status, body.code, body.details]).toEqual([409, 'PAYMENT_PENDING', { payment: payment.id }]);
    }
  });

  it.each([['declines', declined]])('fails when Stripe %s, and can be tried again', async (_, misbehaviour) => {
    const booking = await booked();
    shop.stripe.misbehave['create session'] = misbehaviour;
    expect(await begin(booking)).toMatchObject({
      status: 'failed',
      failure_reason: 'card_declined',
      checkout_url: null,
    });
    shop.stripe.heal();
    expect((await begin(booking)).status).toBe('pending');
  });

  it.each([
    ['is silent', silent],
    ['has a fault', broken],
    ['cuts the connection', cutOff],
  ])('stays pending when Stripe %s, and is asked for again', async (_, misbehaviour) => {
    const booking = await booked();
    shop.stripe.misbehave['create session'] = misbehaviour;
    const payment = await begin(booking);
    expect(payment).toMatchObject({ status: 'pending', checkout_url: null });
    shop.here.clock.advance(MINUTE_MS);
    await checkPending();
    expect((await paymentOf(payment)).checkout_url).toBeNull();
    shop.stripe.heal();
    shop.here.clock.advance(MINUTE_MS);
    await checkPending();
    expect((await paymentOf(payment)).checkout_url).toBe(shop.stripe.sessionOf(payment.transaction_id).url);
    await tell(shop.stripe.pay(payment.transaction_id));
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });

  it('is one payment where only the answer was lost', async () => {
    const booking = await booked();
    shop.stripe.loseAnswers['create session'] = cutOff;
    const payment = await begin(booking);
    const { url } = shop.stripe.sessionOf(payment.transaction_id);
    const sessions = shop.stripe.sessions.size;
    shop.stripe.heal();
    shop.here.clock.advance(MINUTE_MS);
    await checkPending();
    expect(shop.stripe.sessions.size).toBe(sessions);
    expect((await paymentOf(payment)).checkout_url).toBe(url);
  });

  it('is found to be paid where no webhook came', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    shop.stripe.pay(payment.transaction_id);
    shop.here.clock.advance(2 * MINUTE_MS);
    await checkPending();
    expect((await paymentOf(payment)).status).toBe('completed');
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });

  it('fails where the bank refused after the page was sent, and no webhook came', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    shop.stripe.refuse(payment.transaction_id);
    shop.here.clock.advance(2 * MINUTE_MS);
    await checkPending();
    expect(await paymentOf(payment)).toMatchObject({ status: 'failed', failure_reason: 'declined' });
    expect((await begin(booking)).status).toBe('pending');
  });

  it('fails when the page closes unpaid or the bank refuses', async () => {
    for (const end of ['expire', 'decline'] as const) {
      const booking = await booked();
      const payment = await begin(booking);
      await tell(shop.stripe[end](payment.transaction_id));
      const reason = end === 'expire' ? 'expired' : 'declined';
      expect(await paymentOf(payment)).toMatchObject({ status: 'failed', failure_reason: reason });
      expect((await pay(shop.ada, booking)).status).toBe(201);
    }
  });
});

describe('a payer who is erased', () => {
  it('leaves no way to pay behind, and gets back what still comes', async () => {
    const erin = await shop.here.signUp();
    const booking = await bookTickets(erin, await offerPriced(shop.here, shop.organizer));
    const payment = (await pay(erin, booking, '29.99', { method: 'stripe' })).body;
    expect((await erin.http.delete('/api/v1/users/me')).status).toBe(204);
    const row = async () => {
      const sql = 'SELECT status, checkout_id, checkout_url FROM payments.payments WHERE id = $1';
      return (await shop.here.db.query<{ status: string }>(sql, [payment.id]))[0]!;
    };
    const forgotten = { status: 'failed', checkout_id: null, checkout_url: null };
    await eventually(async () => expect(await row()).toEqual(forgotten));
    shop.here.clock.advance(2 * MINUTE_MS);
    await checkPending();
    expect(await row()).toEqual(forgotten);
    await tell(shop.stripe.pay(payment.transaction_id));
    await eventually(async () => expect((await row()).status).toBe('refunded'));
  });
});

describe('webhooks of Stripe', () => {
  it('take effect once, however often and in whatever order they come', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    const expired = { ...(shop.stripe.expire(payment.transaction_id) as any) };
    const paid = shop.stripe.pay(payment.transaction_id);
    const before = await balanceOf(shop.here, 'provider', 'stripe');
    const answers = await Promise.all([tell(paid), tell(paid), tell(paid)]);
    answers.push(await tell(expired), await tell(paid), await tell({ ...paid, id: 'evt_another' }));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect((await paymentOf(payment)).status).toBe('completed');
    expect(await balanceOf(shop.here, 'provider', 'stripe')).toBe(before - 2999);
  });

  it('complete a payment that had failed before the money came', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    await tell(shop.stripe.expire(payment.transaction_id));
    await tell(shop.stripe.pay(payment.transaction_id));
    expect(await paymentOf(payment)).toMatchObject({ status: 'completed', failure_reason: null });
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });

  it('are refused without Stripe’s signature, or too late', async () => {
    const payment = await begin(await booked());
    const event = shop.stripe.pay(payment.transaction_id);
    const body = JSON.stringify(event, null, 2);
    const [now, old] = [shop.here.clock.now(), new Date(shop.here.clock.millis() - 10 * MINUTE_MS)];
    for (const signature of [
      '',
      't=1,v1=00',
      'nonsense',
      signatureOf(body, now, 'whsec_other'),
      signatureOf(body, old),
    ]) {
      const { status, body: refused } = await shop.stripe.tell(shop.here.http(), event, now, signature);
      expect([status, refused.code]).toEqual([400, 'INVALID_SIGNATURE']);
    }
    expect((await paymentOf(payment)).status).toBe('pending');
    await tell(event);
  });

  it('are ignored where they are about nothing of ours', async () => {
    const object = {
      id: 'cs_x',
      client_reference_id: 'EVH-NOBODYKNOWS1',
      payment_status: 'paid',
      status: 'complete',
    };
    for (const [type, about] of [
      ['checkout.session.completed', object],
      ['checkout.session.completed', { ...object, client_reference_id: null }],
      ['refund.updated', { id: 're_x', status: 'succeeded', metadata: { refund_id: '99999999' } }],
      ['refund.updated', { id: 're_x', status: 'succeeded', metadata: {} }],
      ['customer.created', { id: 'cus_x' }],
    ] as const) {
      const event = { id: `evt_${type}`, object: 'event', type, data: { object: about } };
      expect((await tell(event)).status).toBe(200);
    }
  });

  it('complete nothing where another amount came', async () => {
    const payment = await begin(await booked());
    const paid = shop.stripe.pay(payment.transaction_id) as any;
    for (const [n, other] of [{ amount_total: 1 }, { currency: 'jpy' }].entries()) {
      const event = { ...paid, id: `evt_other_${n}`, data: { object: { ...paid.data.object, ...other } } };
      expect((await tell(event)).status).toBe(200);
    }
    expect((await paymentOf(payment)).status).toBe('pending');
    await tell(paid);
    expect((await paymentOf(payment)).status).toBe('completed');
  });

  it('have no door for other providers', async () => {
    for (const provider of ['paypal', 'simulator', 'mock', '__proto__']) {
      const { status, body } = await shop.here.http().post(`/api/v1/payments/webhooks/${provider}`, {});
      expect([status, body.code]).toEqual([404, 'PROVIDER_NOT_CONFIGURED']);
    }
  });
});

describe('money that comes too late', () => {
  it('takes the seats again where they are free', async () => {
    const booking = await booked();
    const payment = await begin(booking);
    const event = shop.stripe.pay(payment.transaction_id);
    shop.here.clock.advance(40 * MINUTE_MS);
    expect((await bookingOf(booking)).status).toBe('expired');
    await tell(event);
    expect((await bookingOf(booking)).status).toBe('confirmed');
    expect((await paymentOf(payment)).status).toBe('completed');
  });

  it('goes back by itself where they are gone', async () => {
    const event = await offerPriced(shop.here, shop.organizer, { capacity: 1 });
    const booking = await bookTickets(shop.ada, event);
    const payment = await begin(booking);
    const paid = shop.stripe.pay(payment.transaction_id);
    shop.here.clock.advance(40 * MINUTE_MS);
    await bookTickets(await shop.here.signUp(), event);
    const before = await balanceOf(shop.here, 'receivable', shop.organizer.id);
    await tell(paid);
    expect(await settled(payment, 'refunded')).toMatchObject({ refunded_amount: '29.99' });
    expect((await bookingOf(booking)).status).toBe('expired');
    expect(await balanceOf(shop.here, 'receivable', shop.organizer.id)).toBe(before);
  });

  it('is not thanked for where it goes back, nor a page mourned whose booking is gone', async () => {
    const event = await offerPriced(shop.here, shop.organizer, { capacity: 1 });
    const payment = await begin(await bookTickets(shop.ada, event));
    shop.here.clock.advance(40 * MINUTE_MS);
    await bookTickets(await shop.here.signUp(), event);
    await tell(shop.stripe.expire(payment.transaction_id));
    await tell(shop.stripe.pay(payment.transaction_id));
    await settled(payment, 'refunded');
    await shop.here.drainEvents();
    const { results } = (await shop.ada.http.get('/api/v1/notifications?page_size=100')).body;
    const told = results.filter(({ related_id }: any) => related_id === payment.id);
    expect(told.map(({ notification_type }: any) => notification_type)).toEqual(['refund_issued']);
  });

  it('goes back where the booking was cancelled, or was paid otherwise', async () => {
    const cancelled = await booked();
    const one = await begin(cancelled);
    await shop.ada.http.post(`/api/v1/bookings/${cancelled.id}/cancel`);
    await tell(shop.stripe.pay(one.transaction_id));
    await settled(one, 'refunded');

    const booking = await booked();
    const two = await begin(booking);
    await tell(shop.stripe.expire(two.transaction_id));
    await pay(shop.ada, booking);
    await tell(shop.stripe.pay(two.transaction_id));
    await settled(two, 'refunded');
    expect((await bookingOf(booking)).status).toBe('confirmed');
  });
});
