import { offerPriced, payTickets, type Paid } from '../../support/money.js';
import { brokenInvariants } from '../../support/invariants.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let organizer: Person;
let ada: Person;
let paid: Paid;

beforeAll(async () => {
  here = await world();
  [admin, organizer] = [await here.admin(), await here.signUpAs('organizer')];
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
  paid = await payTickets(ada, await offerPriced(here, organizer), 2);
});
afterAll(async () => {
  expect(await brokenInvariants(here.db)).toEqual({});
  await here.close();
});

const list = async (person: Person, query = '') => (await person.http.get(`/api/invoices/${query}`)).body;
const numberOf = (invoice: { invoice_number: string }) => Number(invoice.invoice_number.split('-')[1]);

describe('invoices', () => {
  it('say what was paid, to whom they were issued', async () => {
    const [invoice] = await list(ada);
    expect(invoice).toEqual({
      id: expect.any(Number),
      invoice_number: expect.stringMatching(new RegExp(`^${here.clock.now().getUTCFullYear()}-\\d{6}$`)),
      kind: 'invoice',
      payment: paid.payment.id,
      transaction_id: paid.payment.transaction_id,
      booking: paid.booking.id,
      event_title: 'Test Workshop',
      issued_to: 'Ada Byron',
      lines: [{ description: 'Test Workshop', quantity: 2, unit_price: '29.99', amount: '59.98' }],
      seller: null,
      buyer: null,
      net: '59.98',
      tax: '0.00',
      total: '59.98',
      currency: 'USD',
      is_sent: false,
      sent_at: null,
      issued_at: expect.stringMatching(/Z$/),
    });
    expect((await ada.http.get(`/api/v1/invoices/${invoice.id}`)).body).toEqual(invoice);
  });

  it('are followed by a credit note when money goes back', async () => {
    const cleo = await here.signUp();
    const { payment } = await payTickets(cleo, await offerPriced(here, organizer));
    await cleo.http.post(`/api/v1/payments/${payment.id}/refund`);
    const [note, invoice] = await list(cleo);
    expect(note).toMatchObject({
      kind: 'credit_note',
      payment: payment.id,
      total: '-29.99',
      issued_to: invoice.issued_to,
    });
    expect(note.lines).toEqual([
      { description: 'Refund: Test Workshop', quantity: 1, unit_price: '-29.99', amount: '-29.99' },
    ]);
    expect(note.invoice_number).toBe(`${here.clock.now().getUTCFullYear()}-000001`);
  });

  it('are numbered without gaps, however many are issued at once', async () => {
    const event = await offerPriced(here, organizer);
    const buyers = await Promise.all(Array.from({ length: 12 }, () => here.signUp()));
    await Promise.all(buyers.map((buyer) => payTickets(buyer, event)));
    const rows = await here.db.query<{ invoice_number: string }>(
      `SELECT invoice_number FROM payments.invoices WHERE kind = 'invoice' AND organizer_id = $1`,
      [organizer.id],
    );
    expect(rows.length).toBeGreaterThan(buyers.length);
    const numbers = rows.map(numberOf).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('start at one with the year', async () => {
    here.clock.set(new Date(Date.UTC(here.clock.now().getUTCFullYear() + 1, 0, 1, 0, 0, 1)));
    const dora = await here.signUp();
    await payTickets(dora, await offerPriced(here, organizer));
    expect((await list(dora))[0].invoice_number).toBe(`${here.clock.now().getUTCFullYear()}-000001`);
    here.clock.reset();
  });

  it('never change, but for being sent once', async () => {
    const [invoice] = await list(ada);
    const change = (sql: string) => here.db.query(`${sql} WHERE id = ${invoice.id}`);
    const immutable = { constraint: 'invoices_immutable' };
    await expect(change(`UPDATE payments.invoices SET total_cents = 0`)).rejects.toMatchObject(immutable);
    await expect(change(`UPDATE payments.invoices SET issued_to = 'x', sent_at = now()`)).rejects.toMatchObject(
      immutable,
    );
    await expect(change('DELETE FROM payments.invoices')).rejects.toMatchObject(immutable);
    const sent = await ada.http.post(`/api/v1/invoices/${invoice.id}/mark_as_sent/`);
    expect([sent.status, sent.body]).toEqual([
      200,
      { ...invoice, is_sent: true, sent_at: expect.stringMatching(/Z$/) },
    ]);
    expect((await organizer.http.post(`/api/v1/invoices/${invoice.id}/mark_as_sent`)).body).toEqual(sent.body);
    await expect(change(`UPDATE payments.invoices SET sent_at = NULL`)).rejects.toMatchObject(immutable);
  });

  it('are marked as sent by the organizer and admins too', async () => {
    for (const person of [organizer, admin]) {
      const buyer = await here.signUp();
      await payTickets(buyer, await offerPriced(here, organizer));
      const [{ id }] = await list(buyer);
      expect((await person.http.post(`/api/v1/invoices/${id}/mark_as_sent`)).body.is_sent).toBe(true);
      const audits = await here.db.query(
        `SELECT actor_id FROM platform.audit_log WHERE action = 'payments.invoice_sent' AND subject_id = $1`,
        [String(id)],
      );
      expect(audits).toEqual([{ actor_id: person.id }]);
    }
  });

  it('do not exist for others', async () => {
    const stranger = await here.signUpAs('organizer');
    const [{ id }] = await list(ada);
    expect((await stranger.http.get(`/api/v1/invoices/${id}`)).status).toBe(404);
    expect((await stranger.http.post(`/api/v1/invoices/${id}/mark_as_sent`)).status).toBe(404);
    expect(await list(stranger)).toEqual([]);
    expect((await here.http().get('/api/v1/invoices')).status).toBe(401);
  });

  it('are found by what was sent, by number and by transaction', async () => {
    const buyer = await here.signUp();
    const [one, two] = [
      await payTickets(buyer, await offerPriced(here, organizer)),
      await payTickets(buyer, await offerPriced(here, organizer)),
    ];
    const [second, first] = await list(buyer);
    expect([first.payment, second.payment]).toEqual([one.payment.id, two.payment.id]);
    const found = async (query: string) => (await list(buyer, query)).map(({ id }: { id: number }) => id);
    expect(await found('?ordering=issued_at')).toEqual([first.id, second.id]);
    expect(await found(`?search=${first.invoice_number}`)).toEqual([first.id]);
    expect(await found(`?search=${second.transaction_id.toLowerCase()}`)).toEqual([second.id]);
    expect(await found('?search=%25')).toEqual([]);
    await buyer.http.post(`/api/v1/invoices/${first.id}/mark_as_sent`);
    expect(await found('?is_sent=true')).toEqual([first.id]);
    expect(await found('?is_sent=false')).toEqual([second.id]);
    expect((await buyer.http.get('/api/v1/invoices?is_sent=perhaps')).status).toBe(400);
  });
});

describe('receipts', () => {
  it('say what was paid, with the payment and the booking', async () => {
    const { body } = await ada.http.get(`/api/v1/payments/${paid.payment.id}/receipt/`);
    const [invoice] = (await list(ada)).slice(-1);
    expect(body).toEqual({
      receipt_number: `R-${invoice.invoice_number}`,
      payment: paid.payment,
      booking: (await ada.http.get(`/api/v1/bookings/${paid.booking.id}`)).body,
      issued_to: 'Ada Byron',
      lines: invoice.lines,
      total: '59.98',
      currency: 'USD',
      issued_at: invoice.issued_at,
    });
    for (const person of [organizer, admin])
      expect((await person.http.get(`/api/v1/payments/${paid.payment.id}/receipt`)).status).toBe(200);
  });

  it('are in the export of their seller, in the name that they bear', async () => {
    const { issued_invoices: issued } = (await organizer.http.get('/api/v1/users/me/export')).body;
    expect(issued[0]).toMatchObject({ issued_by: expect.any(String), kind: expect.any(String) });
    expect(issued.map(({ id }: any) => id)).toContain((await list(ada))[0].id);
    expect(issued[0]).not.toHaveProperty('issued_to');
  });

  it('keep the name of somebody who has gone, in the records alone', async () => {
    const erin = await here.signUp({ first_name: 'Erin', last_name: 'Gone' });
    const { payment } = await payTickets(erin, await offerPriced(here, organizer, { hoursAhead: 1 }));
    expect((await erin.http.delete('/api/v1/users/me')).status).toBeLessThan(300);
    await here.drainEvents();
    const read = async () => (await organizer.http.get(`/api/v1/payments/${payment.id}/receipt`)).body;
    expect(await read()).toMatchObject({ issued_to: 'Erin Gone', payment: { user_name: 'Deleted user' } });
  });
});
