import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { offerPriced, pay, payTickets } from '../../support/money.js';
import { pdfText } from '../../support/pdf-text.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const BILLING = '/api/v1/users/me/billing';
const SCHOOL = {
  legal_name: 'Schule Öz GmbH',
  address: 'Hauptstraße 1\n10115 Berlin',
  country: 'DE',
  tax_id: 'DE123456789',
};
const LTD = { legal_name: 'Byron Ltd', address: '12 Square\nLondon', country: 'GB', tax_id: 'GB99' };

let here: World;
let olga: Person;
let ada: Person;

beforeAll(async () => {
  here = await world();
  [olga, ada] = [await here.signUpAs('organizer'), await here.signUp()];
  await olga.http.put(BILLING, SCHOOL);
});
afterAll(async () => {
  expect(await brokenInvariants(here.db)).toEqual({});
  await here.close();
});

const papers = async (person: Person): Promise<any[]> => (await person.http.get('/api/invoices/')).body;
const of = (all: any[], payment: { id: number }, kind = 'invoice') =>
  all.filter((one) => one.payment === payment.id && one.kind === kind);

async function printed(person: Person, { id }: { id: number }): Promise<string[]> {
  const answer = await fetch(`${here.url}/api/v1/invoices/${id}`, {
    headers: { authorization: `Bearer ${person.access}`, accept: 'application/pdf' },
  });
  return pdfText(Buffer.from(await answer.arrayBuffer()));
}

async function sold(more: Record<string, unknown>, tickets = 1, seller = olga) {
  const event = await makePublished(seller, here.clock.now(), more);
  const { payment } = await payTickets(ada, event.id, tickets);
  return { event, payment, invoice: of(await papers(ada), payment)[0] };
}

describe('an event’s tax rate', () => {
  it('is nothing unless it is said, a percentage without idle zeros, and can be changed', async () => {
    const event = await makePublished(olga, here.clock.now(), {});
    expect(event.tax_rate).toBe('0');
    const change = async (tax_rate: unknown) => olga.http.patch(`/api/v1/events/${event.id}`, { tax_rate });
    for (const [sent, kept] of [
      ['19', '19'],
      ['19.00', '19'],
      ['8.875', '8.875'],
      [7.5, '7.5'],
      ['0.1', '0.1'],
      ['100', '100'],
      ['0', '0'],
    ])
      expect((await change(sent)).body.tax_rate).toBe(kept);
    for (const wrong of ['-1', '100.001', '101', '1.2345', '19 %', '', 'x', null, true, [], {}, 1e21]) {
      const { status, body } = await change(wrong);
      expect([status, Object.keys(body.field_errors)]).toEqual([400, ['tax_rate']]);
    }
    expect((await here.http().get(`/api/v1/events/${event.id}`)).body.tax_rate).toBe('0');
  });

  it('is no gathering’s', async () => {
    const gathering = { title: 'Walk', date: '2999-01-01T09:00:00Z' };
    const refused = await ada.http.post('/api/v1/events', { ...gathering, tax_rate: '19' });
    expect([refused.status, refused.body.field_errors]).toEqual([400, { tax_rate: ['Gatherings are free.'] }]);
    expect((await ada.http.post('/api/v1/events', { ...gathering, tax_rate: '0' })).status).toBe(201);
  });
});

describe('an invoice', () => {
  it('says who sold and who bought, and what of the price is tax', async () => {
    const { invoice } = await sold({ price: '119.00', tax_rate: '19' }, 2);
    expect(invoice).toMatchObject({
      kind: 'invoice',
      seller: SCHOOL,
      buyer: null,
      net: '200.00',
      tax: '38.00',
      total: '238.00',
      currency: 'USD',
    });
  });

  it.each([
    ['29.99', '19', 1, 'USD', '25.20', '4.79'],
    ['29.99', '7', 1, 'USD', '28.03', '1.96'],
    ['0.07', '20', 1, 'USD', '0.06', '0.01'],
    ['0.03', '20', 1, 'USD', '0.02', '0.01'],
    ['0.02', '20', 1, 'USD', '0.02', '0.00'],
    ['99.99', '8.875', 10, 'USD', '918.39', '81.51'],
    ['10.00', '100', 1, 'USD', '5.00', '5.00'],
    ['29.99', '0', 1, 'USD', '29.99', '0.00'],
    ['1000.00', '10', 1, 'JPY', '909.00', '91.00'],
    ['9999999999.99', '19', 10, 'USD', '84033613445.29', '15966386554.61'],
  ])('of %s with %s %% in it, times %i in %s: net %s and tax %s', async (price, rate, tickets, ...sums) => {
    const [currency, net, tax] = sums;
    const { invoice } = await sold({ price, tax_rate: rate, currency }, tickets);
    expect([invoice.currency, invoice.net, invoice.tax]).toEqual([currency, net, tax]);
  });

  it('names the buyer of the payment, else what the payer has saved', async () => {
    const cleo = await here.signUp();
    const event = await makePublished(olga, here.clock.now(), { price: '10.00' });
    const first = await pay(cleo, await bookTickets(cleo, event.id), '10.00', { billing: LTD });
    expect([first.status, of(await papers(cleo), first.body)[0].buyer]).toEqual([201, LTD]);
    await cleo.http.put(BILLING, { legal_name: 'Cleo', tax_id: 'C-1' });
    const saved = await payTickets(cleo, (await makePublished(olga, here.clock.now(), { price: '10.00' })).id);
    expect(of(await papers(cleo), saved.payment)[0].buyer).toEqual({
      ...{ legal_name: 'Cleo', address: '', country: '', tax_id: 'C-1' },
    });
    const other = await makePublished(olga, here.clock.now(), { price: '10.00' });
    const once = { legal_name: 'For my aunt' };
    const second = await pay(cleo, await bookTickets(cleo, other.id), '10.00', { billing: once });
    expect(of(await papers(cleo), second.body)[0].buyer).toEqual({
      ...{ ...once, address: '', country: '', tax_id: '' },
    });
    const text = await printed(cleo, of(await papers(cleo), first.body)[0]);
    expect(text).toEqual(expect.arrayContaining(['Byron Ltd', '12 Square', 'London', 'United Kingdom']));
  });

  it('refuses a buyer without a name, naming the field, before money moves', async () => {
    const event = await makePublished(olga, here.clock.now(), { price: '10.00' });
    const booking = await bookTickets(ada, event.id);
    const refused = await pay(ada, booking, '10.00', { billing: { tax_id: 'x', country: 'Narnia' } });
    expect([refused.status, Object.keys(refused.body.field_errors).sort()]).toEqual([
      400,
      ['billing.country', 'billing.legal_name'],
    ]);
    expect((await pay(ada, booking, '10.00', { billing: null })).status).toBe(201);
  });

  it('stays as it was issued, whatever is changed later', async () => {
    const { event, invoice, payment } = await sold({ price: '119.00', tax_rate: '19' });
    await ada.http.put(BILLING, LTD);
    await olga.http.put(BILLING, { legal_name: 'Another GmbH', tax_id: 'DE1' });
    await olga.http.patch(`/api/v1/events/${event.id}`, { tax_rate: '7' });
    expect((await ada.http.get(`/api/v1/invoices/${invoice.id}`)).body).toEqual(invoice);
    expect((await printed(ada, invoice)).slice(0, 2)).toEqual([
      'Schule Öz GmbH',
      `Invoice ${invoice.invoice_number}`,
    ]);
    await olga.http.post(`/api/v1/payments/${payment.id}/refund`);
    expect(of(await papers(ada), payment, 'credit_note')[0]).toMatchObject({
      ...{ seller: SCHOOL, buyer: null, net: '-100.00', tax: '-19.00', total: '-119.00' },
    });
    await olga.http.put(BILLING, SCHOOL);
    await ada.http.put(BILLING, { legal_name: '', address: '', country: '', tax_id: '' });
  });

  it('has on paper what an accountant looks for', async () => {
    const times = { start_date: '2031-05-04T09:00:00Z', end_date: '2031-05-04T11:00:00Z' };
    const { invoice } = await sold(
      { price: '119.00', tax_rate: '19', title: 'Glazing', timezone: 'UTC', ...times },
      2,
    );
    const today = here.clock.now().toLocaleDateString('en-GB', {
      ...({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const),
    });
    const text = await printed(ada, invoice);
    for (const line of [
      `Invoice ${invoice.invoice_number}`,
      ...['Seller', 'Schule Öz GmbH', 'Hauptstraße 1', '10115 Berlin', 'Germany', 'Tax number DE123456789'],
      ...['Buyer', invoice.issued_to, 'Date of issue', today, 'Date of supply', '4 May 2031'],
      ...['Glazing', '2', '119.00', '238.00', 'Net USD', '200.00', 'Tax 19 % USD', '38.00', 'Total USD'],
    ])
      expect(text).toContain(line);
  });

  it('says on which days by the event’s clock, midnight being of the day before', async () => {
    const times = { start_date: '2031-05-03T22:00:00Z', end_date: '2031-05-05T22:00:00Z' };
    const { invoice } = await sold({ price: '1.00', timezone: 'Europe/Berlin', ...times });
    expect(await printed(ada, invoice)).toContain('4 May 2031 to 5 May 2031');
  });

  it('says of a rate of nothing that it is nothing', async () => {
    const { invoice } = await sold({ price: '12.00' });
    const text = await printed(ada, invoice);
    for (const line of ['Net USD', '12.00', 'Tax 0 % USD', '0.00', 'Paid in full.'])
      expect(text).toContain(line);
  });
});

describe('without the seller’s name, address and tax number', () => {
  it.each(['legal_name', 'address', 'tax_id'])('%s alone is missing: the heading is Receipt', async (field) => {
    const seller = await here.signUpAs('organizer');
    await seller.http.put(BILLING, { ...SCHOOL, [field]: '' });
    const { invoice, payment } = await sold({ price: '119.00', tax_rate: '19' }, 1, seller);
    expect(invoice).toMatchObject({ kind: 'invoice', seller: null, net: '100.00', tax: '19.00' });
    expect(invoice.invoice_number).toMatch(/^\d{4}-000001$/);
    const text = await printed(ada, invoice);
    expect(text).toContain(`Receipt ${invoice.invoice_number}`);
    expect(text.join('\n')).not.toContain('Invoice ');
    await seller.http.put(BILLING, SCHOOL);
    await seller.http.post(`/api/v1/payments/${payment.id}/refund`);
    const note = of(await papers(ada), payment, 'credit_note')[0];
    expect(note.seller).toBeNull();
    expect(await printed(ada, note)).toContain(`Receipt of refund ${note.invoice_number}`);
    const next = await sold({ price: '10.00' }, 1, seller);
    expect(next.invoice).toMatchObject({ seller: SCHOOL, invoice_number: expect.stringMatching(/-000002$/) });
  });

  it('the country may be missing', async () => {
    const seller = await here.signUpAs('organizer');
    await seller.http.put(BILLING, { ...SCHOOL, country: '' });
    const { invoice } = await sold({ price: '10.00' }, 1, seller);
    expect(invoice.seller).toEqual({ ...SCHOOL, country: '' });
  });

  it('nor does the platform itself invoice', async () => {
    const { payment } = await payTickets(ada, await offerPriced(here, null));
    const [invoice] = of(await papers(ada), payment);
    expect(invoice).toMatchObject({ seller: null, invoice_number: expect.stringMatching(/-000001$/) });
  });
});

describe('credit notes', () => {
  it('give back the tax of all that was given back, so that they sum to the invoice', async () => {
    const buyer = await here.signUp();
    const hours = 100 * 3_600_000;
    const at = (ms: number) => new Date(here.clock.millis() + ms).toISOString();
    const event = await makePublished(olga, here.clock.now(), {
      ...{ price: '29.99', tax_rate: '19', start_date: at(hours), end_date: at(hours + 3_600_000) },
    });
    const { booking, payment } = await payTickets(buyer, event.id);
    await buyer.http.post(`/api/v1/bookings/${booking.id}/cancel`);
    await here.drainEvents();
    await olga.http.post(`/api/v1/events/${event.id}/cancel`);
    await eventually(async () => expect(of(await papers(buyer), payment, 'credit_note')).toHaveLength(2));
    const all = await papers(buyer);
    const [invoice] = of(all, payment);
    const notes = of(all, payment, 'credit_note').sort((one, other) => one.id - other.id);
    expect([invoice.net, invoice.tax, invoice.total]).toEqual(['25.20', '4.79', '29.99']);
    expect(notes.map(({ net, tax, total }) => [net, tax, total])).toEqual([
      ['-12.60', '-2.39', '-14.99'],
      ['-12.60', '-2.40', '-15.00'],
    ]);
    const text = await printed(buyer, notes[0]);
    for (const line of [
      `Credit note ${notes[0].invoice_number}`,
      ...['Corrects invoice', 'Schule Öz GmbH', 'Net USD', '-12.60', 'Tax 19 % USD', '-2.39', '-14.99'],
    ])
      expect(text).toContain(line);
    expect(text.join('\n')).toContain(`${invoice.invoice_number} of `);
  });
});

describe('numbers', () => {
  it('are of each seller, of each kind, and of each year', async () => {
    const sellers = [await here.signUpAs('organizer'), await here.signUpAs('organizer')];
    const buyer = await here.signUp();
    for (const seller of [...sellers, ...sellers]) {
      const { payment } = await payTickets(buyer, await offerPriced(here, seller));
      await seller.http.post(`/api/v1/payments/${payment.id}/refund`);
    }
    const rows = await here.db.query(
      `SELECT organizer_id, kind, split_part(invoice_number, '-', 2)::int AS number
       FROM payments.invoices WHERE person_id = $1 ORDER BY 1, 2, 3`,
      [buyer.id],
    );
    expect(rows).toEqual(
      sellers.flatMap(({ id: organizer_id }) =>
        ['credit_note', 'invoice'].flatMap((kind) => [1, 2].map((number) => ({ organizer_id, kind, number }))),
      ),
    );
  });

  it('are unique in their series, by constraint', async () => {
    const again = `INSERT INTO payments.invoices (invoice_number, kind, payment_id, transaction_id, booking_id,
        person_id, organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
      SELECT i.invoice_number, 'invoice', p.id, 'x', 1, 1, i.organizer_id, '', '', '', '[]', 0, 'USD', now()
      FROM payments.invoices i, LATERAL (
        SELECT id FROM payments.payments WHERE status = 'failed' LIMIT 1) p
      WHERE i.organizer_id IS NOT DISTINCT FROM $1 AND i.kind = 'invoice' LIMIT 1`;
    await here.db.query(
      `INSERT INTO payments.payments (booking_id, person_id, title, quantity, amount_cents, currency, method,
         provider, status, transaction_id, created_at, processed_at)
       VALUES (1, 1, '', 1, 0, 'USD', 'mock', 'simulator', 'failed', 'EVH-X', now(), now())`,
    );
    for (const seller of [olga.id, null])
      await expect(here.db.query(again, [seller])).rejects.toMatchObject({
        constraint: 'invoices_number_unique',
      });
  });
});
