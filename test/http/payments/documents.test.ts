import { offerPriced, payTickets, type Paid } from '../../support/money.js';
import { pdfText } from '../../support/pdf-text.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let organizer: Person;
let admin: Person;
let ada: Person;
let stranger: Person;
let paid: Paid;

beforeAll(async () => {
  here = await world();
  organizer = await here.signUpAs('organizer');
  await organizer.http.patch('/api/v1/users/me', { first_name: 'Akademia', last_name: 'Łódź' });
  ada = await here.signUp({ first_name: 'Łukasz', last_name: 'Żółć' });
  [admin, stranger] = [await here.admin(), await here.signUp()];
  paid = await payTickets(
    ada,
    await offerPriced(here, organizer, { priceCents: 123450, title: 'Kurs: pętle' }),
    2,
  );
});
afterAll(() => here.close());

async function pdfOf(person: Person, path: string) {
  const answer = await fetch(`${here.url}/api/v1/${path}`, {
    headers: { authorization: `Bearer ${person.access}`, accept: 'application/pdf' },
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const invoices = async (person: Person) => (await person.http.get('/api/v1/invoices')).body.results as any[];

describe('an invoice', () => {
  it('is a PDF where that is asked for, the same each time, and JSON otherwise', async () => {
    const [invoice] = await invoices(ada);
    const { answer, bytes } = await pdfOf(ada, `invoices/${invoice.id}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.headers.get('content-disposition')).toContain(`invoice-${invoice.invoice_number}.pdf`);
    const text = pdfText(bytes);
    const lines = [
      'Akademia Łódź',
      `Receipt ${invoice.invoice_number}`,
      'Łukasz Żółć',
      'Kurs: pętle',
      '2',
      '1,234.50',
    ];
    for (const line of [...lines, '2,469.00', 'Total USD']) expect(text).toContain(line);
    expect((await pdfOf(ada, `invoices/${invoice.id}`)).bytes.equals(bytes)).toBe(true);
    const path = `/api/v1/invoices/${invoice.id}`;
    expect((await ada.http.get(path)).body).toEqual(invoice);
    expect((await ada.http.get(path, { headers: { accept: 'text/html,*/*;q=0.8' } })).body).toEqual(invoice);
    expect((await ada.http.get(path, { headers: { accept: 'image/png' } })).status).toBe(406);
    const linked = await pdfOf(ada, `invoices/${invoice.id}?format=pdf`);
    expect(linked.bytes.equals(bytes)).toBe(true);
    const asJson = await ada.http.get(`${path}?format=json`, { headers: { accept: 'application/pdf' } });
    expect([asJson.body, asJson.headers.get('x-ignored-fields')]).toEqual([invoice, null]);
    const wrong = await ada.http.get(`${path}?format=csv`);
    expect([wrong.status, wrong.body.field_errors]).toEqual([400, { format: ['Choose one of json, pdf.'] }]);
  });

  it('never changes, whatever its seller is called later', async () => {
    const [{ id }] = await invoices(ada);
    const { bytes } = await pdfOf(ada, `invoices/${id}`);
    await organizer.http.patch('/api/v1/users/me', { last_name: 'Warszawa' });
    expect((await pdfOf(ada, `invoices/${id}`)).bytes.equals(bytes)).toBe(true);
  });

  it('is for its payer, the organizer and admins', async () => {
    const [{ id }] = await invoices(ada);
    for (const person of [organizer, admin])
      expect((await pdfOf(person, `invoices/${id}`)).answer.status).toBe(200);
    expect((await pdfOf(stranger, `invoices/${id}`)).answer.status).toBe(404);
  });
});

describe('a receipt', () => {
  it('is a PDF where that is asked for', async () => {
    const path = `payments/${paid.payment.id}/receipt`;
    const { body } = await ada.http.get(`/api/v1/${path}`);
    const { answer, bytes } = await pdfOf(ada, path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = pdfText(bytes);
    for (const line of [`Receipt ${body.receipt_number}`, 'Łukasz Żółć', 'Kurs: pętle', 'Paid USD', '2,469.00'])
      expect(text).toContain(line);
    expect((await pdfOf(stranger, path)).answer.status).toBe(404);
  });
});

describe('whatever letters its people write in', () => {
  it('an invoice and a receipt have them', async () => {
    const school = await here.signUpAs('organizer');
    await school.http.patch('/api/v1/users/me', { first_name: 'أكاديمية', last_name: 'القاهرة' });
    const misaki = await here.signUp({ first_name: '山田', last_name: '美咲' });
    const title = 'कार्यशाला 🎉 დღე';
    const bought = await payTickets(misaki, await offerPriced(here, school, { priceCents: 100, title }), 1);
    const [{ id }] = await invoices(misaki);
    for (const path of [`invoices/${id}`, `payments/${bought.payment.id}/receipt`]) {
      const text = pdfText((await pdfOf(misaki, path)).bytes).join('');
      for (const name of ['أكاديمية القاهرة', '山田 美咲', title]) expect(text).toContain(name);
    }
  });
});

describe('after a refund', () => {
  it('the receipt is what it was, and the credit note has amounts below zero', async () => {
    const receipt = `payments/${paid.payment.id}/receipt`;
    const { bytes } = await pdfOf(ada, receipt);
    expect((await organizer.http.post(`/api/v1/payments/${paid.payment.id}/refund`)).status).toBe(200);
    await here.drainEvents();
    expect((await pdfOf(ada, receipt)).bytes.equals(bytes)).toBe(true);
    expect((await ada.http.get(`/api/v1/${receipt}`)).body.payment.refunded_amount).toBe('2469.00');
    const issued = await invoices(ada);
    const [note, invoice] = ['credit_note', 'invoice'].map((name) => issued.find(({ kind }) => kind === name));
    const text = pdfText((await pdfOf(ada, `invoices/${note.id}`)).bytes);
    expect(text.join('\n')).toContain(`${invoice.invoice_number} of `);
    for (const line of [
      `Receipt of refund ${note.invoice_number}`,
      'Of receipt',
      'Refund: Kurs: pętle',
      '-2,469.00',
    ])
      expect(text).toContain(line);
  });
});
