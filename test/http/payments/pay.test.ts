import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { balanceOf, offerPriced, pay, payTickets } from '../../support/money.js';
import { brokenInvariants } from '../../support/invariants.js';
import { bookTickets } from '../../support/tickets.js';
import { giveBookingTo, setPaid, setRefunded } from '../../support/booking-rows.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
let here: World;
let organizer: Person;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '7d' });
  organizer = await here.signUpAs('organizer');
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
  bob = await here.signUp();
});
afterEach(async () => {
  here.clock.reset();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const priced = (terms = {}) => offerPriced(here, organizer, terms);
const read = async (person: Person, path: string) => (await person.http.get(`/api/v1/${path}`)).body;
const rowsWritten = async () => {
  const sql = `SELECT (SELECT count(*) FROM payments.payments) + (SELECT count(*) FROM payments.transfers)
    + (SELECT count(*) FROM payments.invoices) + (SELECT sum(paid_cents) FROM booking.bookings) AS n`;
  return (await here.db.query<{ n: string }>(sql))[0]!.n;
};

describe('paying a booking', () => {
  it('answers the whole payment, confirms the booking and moves the money', async () => {
    const before = await balanceOf(here, 'receivable', organizer.id);
    const booking = await bookTickets(ada, await priced(), 2);
    const { status, body } = await pay(ada, booking, '59.98');
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      booking: booking.id,
      booking_event: 'Test Workshop',
      user: ada.id,
      user_name: 'Ada Byron',
      amount: '59.98',
      currency: 'USD',
      status: 'completed',
      method: 'mock',
      provider: 'simulator',
      transaction_id: expect.stringMatching(/^EVH-[A-Z0-9]{12}$/),
      reference_number: expect.stringMatching(/^sim_[0-9a-f]{24}$/),
      refunded_amount: '0.00',
      failure_reason: null,
      checkout_url: null,
      created_at: expect.stringMatching(/Z$/),
      processed_at: expect.stringMatching(/Z$/),
      refunded_at: null,
    });
    expect(await read(ada, `bookings/${booking.id}`)).toMatchObject({ status: 'confirmed', expires_at: null });
    expect(await balanceOf(here, 'receivable', organizer.id)).toBe(before + 5998);
  });

  it('takes a number and another method, and a currency that is the booking’s', async () => {
    const booking = await bookTickets(bob, await priced({ currency: 'EUR' }));
    const { body } = await pay(bob, booking, 29.99, { method: 'credit_card', currency: 'EUR' });
    expect(body).toMatchObject({
      status: 'completed',
      method: 'credit_card',
      currency: 'EUR',
      amount: '29.99',
    });
  });

  it('tells it, and leaves an audit row', async () => {
    const { payment, booking, event } = await payTickets(bob, await priced());
    const told = await here.db.query<{ name: string; payload: object }>(
      `SELECT name, payload FROM platform.outbox WHERE payload->>'paymentId' = $1 ORDER BY id`,
      [String(payment.id)],
    );
    const facts = {
      ...{ paymentId: payment.id, bookingId: booking.id, personId: bob.id, amountCents: 2999, currency: 'USD' },
      ...{
        refundedCents: 0,
        transactionId: payment.transaction_id,
        eventId: event,
        eventTitle: 'Test Workshop',
      },
    };
    const invoice = {
      invoiceId: expect.any(Number),
      invoiceNumber: expect.any(String),
      invoiceKind: 'invoice',
      applied: true,
    };
    expect(told).toEqual([
      { name: 'payments.completed', payload: { ...facts, applied: true } },
      { name: 'payments.invoice_issued', payload: { ...facts, ...invoice } },
    ]);
    const [audit] = await here.db.query(
      `SELECT actor_id, action, details->>'cents' AS cents FROM platform.audit_log
       WHERE subject_type = 'payment' AND subject_id = $1`,
      [String(payment.id)],
    );
    expect(audit).toEqual({ actor_id: bob.id, action: 'payments.completed', cents: '2999' });
  });

  it.each([
    ['too little', '29.98'],
    ['too much', '30.00'],
    ['nothing', '0.00'],
    ['nothing, as a number', 0],
    ['less than nothing', '-29.99'],
    ['too exact', '29.990'],
    ['too exact', '10.001'],
    ['beyond all numbers', 1e308],
    ['an exponent', '2.999e1'],
    ['full-width digits', '２９.９９'],
    ['a comma', '29,99'],
    ['a currency sign', '$29.99'],
    ['not a number', NaN],
    ['null', null],
    ['a list', ['29.99']],
    ['an object', { $gt: 0 }],
    ['blank', ''],
    ['true', true],
  ])('refuses an amount that is %s, and writes nothing', async (_, amount) => {
    const booking = await bookTickets(await here.signUp(), await priced());
    await giveBookingTo(here.db, booking.id, ada.id);
    const before = await rowsWritten();
    const { status, body } = await pay(ada, booking, amount);
    expect([status, body.code, Object.keys(body.field_errors ?? {})]).toEqual([
      400,
      'VALIDATION_ERROR',
      ['amount'],
    ]);
    expect(await rowsWritten()).toBe(before);
  });

  it('refuses what is not the caller’s, does not exist or is not offered, naming the field', async () => {
    const booking = await bookTickets(ada, await priced());
    const fields = async (person: Person, body: object) => {
      const answer = await person.http.post('/api/v1/payments', { amount: '29.99', method: 'mock', ...body });
      return [answer.status, Object.keys(answer.body.field_errors)];
    };
    expect(await fields(bob, { booking: booking.id })).toEqual([400, ['booking']]);
    expect(await fields(organizer, { booking: booking.id })).toEqual([400, ['booking']]);
    expect(await fields(ada, { booking: 99_999_999 })).toEqual([400, ['booking']]);
    expect(await fields(ada, { booking: booking.id, method: 'cash' })).toEqual([400, ['method']]);
    expect(await fields(ada, { booking: booking.id, method: 'stripe' })).toEqual([400, ['method']]);
    expect(await fields(ada, { booking: booking.id, currency: 'EUR' })).toEqual([400, ['currency']]);
    expect((await fields(ada, {}))[1]).toEqual(['booking']);
    expect((await here.http().post('/api/v1/payments', { booking: booking.id })).status).toBe(401);
  });

  it('refuses what is paid already', async () => {
    const { booking } = await payTickets(ada, await priced());
    const again = await pay(ada, booking);
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_PAID']);
  });

  it('takes the seats again after the hold ran out, where they are free', async () => {
    for (const isSwept of [false, true]) {
      const booking = await bookTickets(ada, await priced({ capacity: 1 }));
      here.clock.advance(HOUR_MS);
      if (isSwept) await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
      expect((await read(ada, `bookings/${booking.id}`)).status).toBe('expired');
      const { status, body } = await pay(ada, booking);
      expect([status, body.status]).toEqual([201, 'completed']);
      expect((await read(ada, `bookings/${booking.id}`)).status).toBe('confirmed');
    }
  });

  it('refuses what is cancelled, or ran out and is gone, and charges nothing', async () => {
    const cancelled = await bookTickets(ada, await priced());
    await ada.http.post(`/api/v1/bookings/${cancelled.id}/cancel`);
    const [last, again] = [await priced({ capacity: 1 }), await priced()];
    const lapsed = [await bookTickets(ada, last), await bookTickets(ada, again)];
    here.clock.advance(HOUR_MS);
    await bookTickets(bob, last);
    await bookTickets(ada, again);
    const before = await rowsWritten();
    for (const booking of [cancelled, ...lapsed]) {
      const { status, body } = await pay(ada, booking);
      expect([status, body.code]).toEqual([409, 'BOOKING_NOT_PAYABLE']);
    }
    expect(await rowsWritten()).toEqual(before);
  });

  it('takes nothing for what is free, once', async () => {
    const booking = await bookTickets(ada, await priced({ priceCents: 0 }));
    expect((await pay(ada, booking, '0.01')).status).toBe(400);
    const { status, body } = await pay(ada, booking, '0.00');
    expect([status, body.status, body.amount, body.reference_number]).toEqual([201, 'completed', '0.00', '']);
    expect((await read(ada, `bookings/${booking.id}`)).status).toBe('confirmed');
    expect((await read(ada, `payments/${body.id}/receipt`)).total).toBe('0.00');
    expect((await pay(ada, booking, '0.00')).body.code).toBe('ALREADY_PAID');
    expect((await ada.http.post(`/api/v1/payments/${body.id}/refund`)).body.code).toBe('NOTHING_TO_REFUND');
    expect((await read(ada, `bookings/${booking.id}`)).status).toBe('confirmed');
  });

  it('takes nothing for what was free and confirmed before', async () => {
    const booking = await bookTickets(bob, await priced({ priceCents: 0 }));
    await bob.http.post(`/api/v1/bookings/${booking.id}/confirm`);
    expect((await pay(bob, booking, '0.00')).body.status).toBe('completed');
  });

  it('takes the money once, however many pay at once', async () => {
    const booking = await bookTickets(ada, await priced());
    const answers = await Promise.all(Array.from({ length: 10 }, () => pay(ada, booking)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('gives the first answer again under the same key', async () => {
    const booking = await bookTickets(ada, await priced());
    const headers = { 'idempotency-key': `pay-${booking.id}` };
    const wish = { booking: booking.id, amount: '29.99', method: 'mock' };
    const first = await ada.http.post('/api/v1/payments', wish, { headers });
    const replay = await ada.http.post('/api/v1/payments', wish, { headers });
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(replay.body).toEqual(first.body);
  });

  it('sets nothing that is not for the caller to set', async () => {
    const booking = await bookTickets(ada, await priced());
    const forged = {
      user: bob.id,
      status: 'refunded',
      transaction_id: 'EVH-X',
      refunded_amount: '29.99',
      provider: 'x',
    };
    const { body } = await pay(ada, booking, '29.99', forged);
    expect(body).toMatchObject({
      user: ada.id,
      status: 'completed',
      refunded_amount: '0.00',
      provider: 'simulator',
    });
  });
});

describe('reading payments', () => {
  it('lists one’s own, newest first, filtered', async () => {
    const cleo = await here.signUp();
    const [one, two] = [await payTickets(cleo, await priced()), await payTickets(cleo, await priced())];
    const list = async (query = '') =>
      (await cleo.http.get(`/api/payments/${query}`)).body.map((each: any) => each.id);
    expect(await list()).toEqual([two.payment.id, one.payment.id]);
    expect(await list('?ordering=created_at')).toEqual([one.payment.id, two.payment.id]);
    expect(await list('?status=completed&method=mock')).toEqual([two.payment.id, one.payment.id]);
    expect(await list('?status=pending')).toEqual([]);
    expect(await list('?method=stripe')).toEqual([]);
    expect((await cleo.http.get('/api/v1/payments?method=cash')).status).toBe(400);
    expect((await cleo.http.get('/api/v1/payments?page_size=1')).body).toMatchObject({
      count: 2,
      previous: null,
    });
  });

  it('shows one to its payer, the organizer and admins', async () => {
    const admin = await here.admin();
    const { payment } = await payTickets(ada, await priced());
    for (const person of [ada, organizer, admin])
      expect(await read(person, `payments/${payment.id}`)).toEqual(payment);
    for (const path of [`payments/${payment.id}`, `payments/${payment.id}/receipt`, 'payments/99999999'])
      expect((await bob.http.get(`/api/v1/${path}`)).status).toBe(404);
    expect((await here.http().get(`/api/v1/payments/${payment.id}`)).status).toBe(401);
  });
});

describe('a booking that counts other money than its payment', () => {
  it.each([
    ['paid', setPaid, 3_000, ['bookings_differ_from_payments', 'confirmed_without_its_price']],
    ['refunded', setRefunded, 1, ['bookings_differ_from_payments']],
  ])('is noticed: %s', async (_, count, cents, names) => {
    const { booking } = await payTickets(ada, await priced());
    let broken: string[] = [];
    const asIfWrong = here.db.transaction(async (tx) => {
      await count(tx, booking.id, cents);
      broken = Object.keys(await brokenInvariants(tx));
      throw new Error('That was only tried.');
    });
    await expect(asIfWrong).rejects.toThrow('only tried');
    expect(broken.sort()).toEqual(names);
  });
});

describe('money in what others ask', () => {
  it('appears in the statistics as decimals of each currency, net of refunds', async () => {
    const admin = await here.admin();
    const revenue = async () => (await read(admin, 'admin/statistics')).revenue;
    const payers = [await here.signUp(), await here.signUp()] as const;
    const { payment } = await payTickets(payers[0], await priced({ priceCents: 1050, currency: 'CHF' }));
    await payTickets(payers[0], await priced({ priceCents: 2000, currency: 'CHF' }));
    await payTickets(payers[1], await priced({ priceCents: 250_000, currency: 'JPY' }));
    const date = here.clock.now().toISOString().slice(0, 10);
    const before = await revenue();
    expect(before.by_currency).toMatchObject({
      CHF: { total: '30.50', per_day: [{ date, amount: '30.50' }] },
      JPY: { total: '2500.00', per_day: [{ date, amount: '2500.00' }] },
    });
    await organizer.http.post(`/api/v1/payments/${payment.id}/refund`);
    const after = await revenue();
    expect(after.by_currency.CHF).toEqual({ total: '20.00', per_day: [{ date, amount: '20.00' }] });
    const { total, per_day, currency, by_currency } = after;
    expect([currency, { total, per_day }]).toEqual(['USD', by_currency.USD]);
    expect([total, before.total]).toEqual([expect.stringMatching(/^\d+\.\d\d$/), total]);
  });

  it('appears in the statistics as nothing where none moved', async () => {
    const admin = await here.admin();
    const { body } = await admin.http.get('/api/v1/admin/statistics?start_date=2001-01-01&end_date=2001-01-02');
    expect(body.revenue).toEqual({ total: '0.00', per_day: [], currency: 'USD', by_currency: {} });
  });

  it('is in a person’s export; the records stay when the person goes', async () => {
    const dora = await here.signUp({ first_name: 'Dora', last_name: 'Marsh' });
    const { payment } = await payTickets(dora, await priced());
    const { body } = await dora.http.get('/api/v1/users/me/export');
    expect(body.payments).toMatchObject([{ id: payment.id, amount_cents: 2999, status: 'completed' }]);
    expect(body.invoices).toMatchObject([{ payment_id: payment.id, kind: 'invoice', total_cents: 2999 }]);
    expect(body.refunds).toEqual([]);
    expect(body.kept_after_erasure).toMatch(
      /invoices, credit notes and receipts keep whom they were issued by and to/i,
    );
  });

  it('shows nobody’s name after an erasure, but on the papers that were issued', async () => {
    const gone = await here.signUp({ first_name: 'Greta', last_name: 'Gone' });
    const admin = await here.admin();
    const { payment, booking, event } = await payTickets(gone, await priced());
    await organizer.http.post(`/api/v1/payments/${payment.id}/refund`);
    const list = async (who: Person) => (await read(who, 'invoices?page_size=100')).results;
    const [note, invoice] = await list(gone);
    expect((await gone.http.delete('/api/v1/users/me')).status).toBe(204);
    for (const who of [organizer, admin]) {
      const seen = [await read(who, `payments/${payment.id}`), await read(who, `bookings/${booking.id}`)];
      expect(seen.map(({ user_name }) => user_name)).toEqual(['Deleted user', 'Deleted user']);
      const receipt = await read(who, `payments/${payment.id}/receipt`);
      expect([receipt.issued_to, receipt.payment.user_name, receipt.booking.user_name]).toEqual([
        ...['Greta Gone', 'Deleted user', 'Deleted user'],
      ]);
      for (const paper of [note, invoice])
        expect(await read(who, `invoices/${paper.id}`)).toMatchObject({ issued_to: 'Greta Gone' });
    }
    const { results } = await read(admin, 'admin/bookings?page_size=100');
    const found = results.find(({ id }: { id: number }) => id === booking.id);
    expect(found).toMatchObject({ event, user_name: 'Deleted user' });
    expect(JSON.stringify(found)).not.toMatch(/Greta|Gone/);
  });
});
