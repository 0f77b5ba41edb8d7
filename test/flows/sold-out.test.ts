import type { Email } from 'postal-mime';
import { createDemoAccounts } from '../../src/identity/identity.demo.js';
import { eventually } from '../support/eventually.js';
import { pdfText } from '../support/pdf-text.js';
import { PASSWORD } from '../support/people.js';
import { scanned } from '../support/scanner.js';
import { SmtpInbox } from '../support/smtp-inbox.js';
import { Http } from '../support/http.js';
import { step } from '../support/step.js';
import { world, type World } from '../support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PRICE = '29.99';

/** Somebody who knows the product by its addresses alone. */
interface Somebody {
  id: number;
  username: string;
  email: string;
  http: Http;
}

// The life of a ticketed event, through HTTP and mail alone: it is published, sold out, waited for, cancelled,
// paid, entered, over, certified, reviewed and refunded.
describe('an event that is sold out', () => {
  let w: World;
  let inbox: SmtpInbox;
  let olga: Somebody;
  let anna: Somebody;
  let ben: Somebody;
  let cleo: Somebody;
  let dan: Somebody;

  beforeAll(async () => {
    inbox = await SmtpInbox.open();
    w = await world({ NODE_ENV: 'development', SMTP_URL: inbox.url, ACCESS_TOKEN_TTL: '30d' });
    await createDemoAccounts(w.app);
    olga = await join('Olga', 'organizer');
    [anna, ben, cleo, dan] = [await join('Anna'), await join('Ben'), await join('Cleo'), await join('Dan')];
  });
  afterAll(async () => {
    await w?.close();
    await inbox?.close();
  });

  async function join(firstName: string, user_type = 'attendee'): Promise<Somebody> {
    const username = firstName.toLowerCase();
    const email = `${username}@example.com`;
    const names = { first_name: firstName, last_name: 'Öz' };
    const credentials = { username, password: PASSWORD };
    const made = await w
      .http()
      .post('/api/users/', { ...credentials, ...names, email, user_type, password_confirm: PASSWORD });
    expect(made.status).toBe(201);
    const { body } = await w.http().post('/api/auth/token/', credentials);
    return { id: made.body.id, username, email, http: w.http(body.access) };
  }

  /** Waits for the newest mail to somebody with this subject or text. */
  function mailTo({ email }: Somebody, about: RegExp): Promise<Email> {
    return eventually(() => {
      const mine = inbox.mails.filter(({ to }) => to?.some(({ address }) => address === email));
      const found = mine.findLast(({ subject, text }) => about.test(`${subject}\n${text}`));
      if (!found) throw new Error(`No mail to ${email} about ${about}, but ${mine.length} others.`);
      return found;
    });
  }

  /** The lines of a document as it is printed. */
  async function printed(who: Somebody, path: string): Promise<string[]> {
    const file = await fetch(`${w.url}/api/v1/${path}`, {
      headers: { ...(await bearer(who)), accept: 'application/pdf' },
    });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return pdfText(Buffer.from(await file.arrayBuffer()));
  }

  async function bearer(who: Somebody): Promise<Record<string, string>> {
    const { body } = await w.http().post('/api/auth/token/', { username: who.username, password: PASSWORD });
    return { authorization: `Bearer ${body.access}` };
  }

  it('from its publication to its last credit note', async () => {
    let event: any;
    const bookings: Record<string, any> = {};
    const payments: Record<string, any> = {};
    const book = async (who: Somebody) =>
      who.http.post('/api/bookings/', { event: event.id, number_of_tickets: 1 });
    const pay = async (who: Somebody, booking: any) =>
      who.http.post('/api/payments/', { booking: booking.id, amount: PRICE, method: 'mock' });
    const statistics = async () => (await olga.http.get(`/api/events/${event.id}/statistics/`)).body;

    await step('is published', async () => {
      const school = { legal_name: 'Glashaus Öz GmbH', address: 'Gasse 1', country: 'AT', tax_id: 'ATU1' };
      expect((await olga.http.put('/api/users/me/billing/', school)).status).toBe(200);
      const start = w.clock.millis() + 3 * DAY_MS;
      const made = await olga.http.post('/api/events/', {
        title: 'Glazing for beginners',
        description: 'Bring an apron.',
        category: 'workshop',
        location: 'Kiln 3',
        start_date: new Date(start).toISOString(),
        end_date: new Date(start + 2.5 * HOUR_MS).toISOString(),
        registration_deadline: new Date(start - 2 * HOUR_MS).toISOString(),
        max_attendees: 2,
        price: PRICE,
        tax_rate: '19',
        tags: 'pottery, glaze',
      });
      expect(made).toMatchObject({ status: 201, body: { status: 'draft' } });
      event = made.body;
      expect((await olga.http.post(`/api/events/${event.id}/publish/`)).body).toMatchObject({
        status: 'published',
      });
    });

    await step('sells out', async () => {
      for (const [name, who] of Object.entries({ anna, ben })) {
        bookings[name] = (await book(who)).body;
        const paid = await pay(who, bookings[name]);
        expect(paid).toMatchObject({ status: 201, body: { status: 'completed', amount: PRICE } });
        payments[name] = paid.body;
        await mailTo(who, /confirmed[^]*Glazing/i);
        await mailTo(who, /payment of 29\.99/);
      }
      expect((await w.http().get(`/api/events/${event.id}/`)).body).toMatchObject({
        attendees_count: 2,
        available_spots: 0,
        is_registration_open: false,
      });
      expect(await book(cleo)).toMatchObject({ status: 409, body: { code: 'SOLD_OUT' } });
    });

    await step('is waited for, in order', async () => {
      for (const [position, who] of [cleo, dan].entries()) {
        const joined = await who.http.post('/api/waitlist/', { event: event.id });
        expect(joined).toMatchObject({ status: 201, body: { position: position + 1, status: 'waiting' } });
      }
      expect(await statistics()).toMatchObject({ waitlist_count: 2, total_revenue: 59.98 });
    });

    await step('is given up by somebody, whose money comes back by the policy', async () => {
      expect((await ben.http.post(`/api/bookings/${bookings.ben.id}/cancel/`)).status).toBe(200);
      await eventually(async () => {
        const { body } = await ben.http.get(`/api/payments/${payments.ben.id}/`);
        expect(body).toMatchObject({ status: 'partially_refunded', refunded_amount: '14.99' });
      });
      await mailTo(ben, /refund[^]*14\.99/i);
    });

    await step('is offered to who waited longest, and to nobody else', async () => {
      await mailTo(cleo, /seat|spot|place/i);
      const [entry] = (await cleo.http.get(`/api/waitlist/?event=${event.id}`)).body;
      expect(entry).toMatchObject({ status: 'offered', position: null, booking: expect.any(Number) });
      expect(Date.parse(entry.offer_expires_at)).toBeGreaterThan(w.clock.millis());
      bookings.cleo = (await cleo.http.get(`/api/bookings/${entry.booking}/`)).body;
      expect(bookings.cleo).toMatchObject({ status: 'pending', total_price: PRICE });
      const [waiting] = (await dan.http.get(`/api/waitlist/?event=${event.id}`)).body;
      expect(waiting).toMatchObject({ status: 'waiting', position: 1 });
      expect((await book(dan)).status).toBe(409);
    });

    await step('is paid by that person, with an invoice that an accountant takes', async () => {
      const paid = await pay(cleo, bookings.cleo);
      expect(paid).toMatchObject({ status: 201, body: { status: 'completed' } });
      payments.cleo = paid.body;
      expect((await cleo.http.get(`/api/waitlist/?event=${event.id}`)).body[0]).toMatchObject({
        status: 'claimed',
      });
      const [invoice] = (await cleo.http.get('/api/invoices/')).body;
      expect(invoice).toMatchObject({
        kind: 'invoice',
        total: PRICE,
        issued_to: expect.stringContaining('Cleo Öz'),
      });
      const [heading, from] = [`Invoice ${invoice.invoice_number}`, ['Glashaus Öz GmbH', 'Tax number ATU1']];
      const seller = ['Cleo Öz', 'Glazing for beginners'];
      expect(await printed(cleo, `invoices/${invoice.id}`)).toEqual(
        expect.arrayContaining([heading, ...from, ...seller, 'Net USD', '25.20', '4.79', 'Total USD', '29.99']),
      );
      const { receipt_number } = (await cleo.http.get(`/api/payments/${payments.cleo.id}/receipt/`)).body;
      expect(await printed(cleo, `payments/${payments.cleo.id}/receipt`)).toEqual(
        expect.arrayContaining(['Olga Öz', ...seller, `Receipt ${receipt_number}`, 'Paid USD', '29.99']),
      );
      await mailTo(cleo, /confirmed/i);
    });

    await step('is entered with a ticket that the door scans, once', async () => {
      // Somewhat late: who has begun is reminded of nothing any more.
      w.clock.set(new Date(Date.parse(event.start_date) + 10 * 60_000));
      const picture = await fetch(`${w.url}/api/v1/bookings/${bookings.cleo.id}/ticket`, {
        headers: { ...(await bearer(cleo)), accept: 'image/png' },
      });
      const code = await scanned(Buffer.from(await picture.arrayBuffer()));
      const entered = await olga.http.post(`/api/events/${event.id}/check-in/`, { code });
      expect(entered).toMatchObject({
        status: 200,
        body: { id: bookings.cleo.id, checked_in_at: expect.any(String) },
      });
      const again = await olga.http.post(`/api/events/${event.id}/check-in/`, { code });
      expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_CHECKED_IN' } });
      expect((await olga.http.post(`/api/bookings/${bookings.anna.id}/check-in/`)).status).toBe(200);
      expect(await statistics()).toMatchObject({ checked_in_count: 2 });
    });

    await step('ends, and certifies who was there', async () => {
      w.clock.set(new Date(Date.parse(event.end_date) + 60_000));
      expect((await w.http().get(`/api/events/${event.id}/`)).body.status).toBe('completed');
      const [certificate] = await eventually(async () => {
        const { body } = await anna.http.get(`/api/certificates/?event=${event.id}`);
        expect(body).toHaveLength(1);
        return body;
      });
      expect(certificate).toMatchObject({
        hours_completed: 2.5,
        skill_tags: 'pottery, glaze',
        is_downloaded: false,
      });
      await mailTo(anna, /certificate/i);
      expect(await printed(anna, `certificates/${certificate.id}/download`)).toEqual(
        expect.arrayContaining(['Anna Öz', 'Glazing for beginners', certificate.certificate_number]),
      );
      const marked = await anna.http.post(`/api/certificates/${certificate.id}/mark_as_downloaded/`);
      expect(marked).toMatchObject({ status: 200, body: { is_downloaded: true } });
      const proof = await w.http().get(`/api/certificates/verify/${certificate.certificate_number}/`);
      expect(proof).toMatchObject({
        status: 200,
        body: { valid: true, holder_name: 'Anna Öz', hours_completed: 2.5 },
      });
      expect((await dan.http.get('/api/certificates/')).body).toEqual([]);
    });

    await step('is reviewed by who attended', async () => {
      const review = { event: event.id, rating: 5, title: 'Warm', review: 'My bowl survived.' };
      expect((await anna.http.post('/api/reviews/', review)).body).toMatchObject({ rating: 5, attended: true });
      expect((await dan.http.post('/api/reviews/', { ...review, rating: 2 })).body).toMatchObject({
        attended: false,
      });
      expect(await statistics()).toMatchObject({
        reviews_count: 2,
        average_rating: 3.5,
        average_rating_attended: 5,
      });
    });

    await step('refunds another ticket, with a credit note, and the ledger adds up', async () => {
      const refund = () => olga.http.post(`/api/payments/${payments.cleo.id}/refund/`);
      expect(await refund()).toMatchObject({ status: 409, body: { code: 'ALREADY_CHECKED_IN' } });
      expect((await olga.http.delete(`/api/bookings/${bookings.cleo.id}/check-in/`)).status).toBe(204);
      const refunded = await refund();
      expect(refunded).toMatchObject({ status: 200, body: { status: 'refunded', refunded_amount: PRICE } });
      await mailTo(cleo, /refund[^]*29\.99/i);
      const notes = (await cleo.http.get('/api/invoices/')).body.filter(
        ({ kind }: any) => kind === 'credit_note',
      );
      expect(notes).toHaveLength(1);
      expect(await printed(cleo, `invoices/${notes[0].id}`)).toEqual(
        expect.arrayContaining([`Credit note ${notes[0].invoice_number}`, 'Cleo Öz', '-4.79', '-29.99']),
      );
      expect((await statistics()).total_revenue).toBe(44.99);
      const { body: admin } = await w
        .http()
        .post('/api/auth/token/', { username: 'admin', password: 'admin123' });
      const ledger = await w.http(admin.access).get('/api/v1/admin/ledger/invariants');
      expect(ledger).toMatchObject({
        status: 200,
        body: {
          currencies: [
            { currency: 'CREDIT', sum: '0' },
            { currency: 'USD', sum: '0.00' },
          ],
          ...{ accounts_out_of_balance: [], transfers_out_of_balance: [], accounts_below_zero: [] },
        },
      });
    });

    await step('told by mail', async () => {
      const CONFIRM = 'Please confirm your e-mail address';
      const about = (subject: string) => `${subject}: Glazing for beginners`;
      const sent = (name: string, subject: RegExp) =>
        inbox.mails.find(
          ({ to, subject: about }) => to![0]!.address === `${name}@example.com` && subject.test(about!),
        )!;
      const calendarOf = ({ attachments }: Email) =>
        attachments.map(({ content, mimeType, method }) => ({
          ...{ mimeType, method },
          lines: Buffer.from(content as ArrayBuffer)
            .toString('utf8')
            .replaceAll(/\r?\n /g, '')
            .split(/\r?\n/),
        }));

      await step('everybody what concerns them, once, and nothing else', async () => {
        await mailTo(cleo, /credit note/i);
        const told: Record<string, string[]> = {};
        for (const { to, subject } of inbox.mails)
          (told[to!.map(({ address }) => address).join()] ??= []).push(subject!);
        for (const subjects of Object.values(told)) subjects.sort();
        expect(told).toEqual({
          'olga@example.com': [about('Booking cancelled'), ...Array(3).fill(about('New booking')), CONFIRM],
          'anna@example.com': [about('Booking Confirmation'), CONFIRM, about('Your certificate')],
          'ben@example.com': [
            about('Booking Confirmation'),
            about('Cancelled'),
            CONFIRM,
            about('Refund issued'),
            'Your credit note 2026-000001',
          ],
          'cleo@example.com': [
            about('A seat is yours'),
            about('Booking Confirmation'),
            CONFIRM,
            about('Refund issued'),
            about('Your certificate'),
            'Your credit note 2026-000002',
          ],
          'dan@example.com': [CONFIRM, about('Waitlist closed')],
        });
      });

      await step('in words and with a way to act', async () => {
        const told: [string, RegExp, RegExp[]][] = [
          [
            'anna',
            /confirm your/,
            [/registered as anna with/, /within 24 hours/, /\/verify-email\?token=[\w-]{43}\n/],
          ],
          [
            'anna',
            /Confirmation/,
            [
              /“Glazing for beginners” has been confirmed/,
              /your payment of 29\.99 USD/,
              /When: .*UTC/,
              /Where: Kiln 3/,
            ],
          ],
          ['anna', /certificate/, [/is ready: CERT-/, /\/certificates\/CERT-[\w-]+\n/]],
          ['ben', /Cancelled/, [/You cancelled your booking of “Glazing for beginners”/]],
          ['ben', /Refund/, [/14\.99 USD for “Glazing for beginners” go back to you/]],
          ['ben', /credit note/, [/credit note 2026-000001/]],
          ['cleo', /seat/, [/held for you until .* \(UTC\)/, /Pay in time/]],
          ['cleo', /Refund/, [/29\.99 USD for “Glazing for beginners” go back to you/]],
          ['dan', /Waitlist/, [/started without a free seat/]],
        ];
        for (const [name, subject, parts] of told) {
          const { text } = sent(name, subject);
          expect(text).toContain(`Hello ${name[0]!.toUpperCase()}${name.slice(1)} Öz,`);
          for (const part of parts) expect(text).toMatch(part);
          expect(text).toMatch(/http:\/\/localhost:8000\//);
        }
      });

      await step('with ticket and invoice in the mail that confirms', async () => {
        const numbers = { anna: '2026-000001', ben: '2026-000002', cleo: '2026-000003' };
        for (const [name, number] of Object.entries(numbers)) {
          const papers = sent(name, /Confirmation/).attachments.filter(
            ({ mimeType }) => mimeType === 'application/pdf',
          );
          expect(papers.map(({ filename }) => filename)).toEqual([
            expect.stringMatching(/^ticket-\d+\.pdf$/),
            `invoice-${number}.pdf`,
          ]);
          for (const { content } of papers)
            expect(
              Buffer.from(content as ArrayBuffer)
                .subarray(0, 5)
                .toString(),
            ).toBe('%PDF-');
        }
      });

      await step('with the credit note where money went back', async () => {
        for (const [name, number] of Object.entries({ ben: '2026-000001', cleo: '2026-000002' }))
          expect(sent(name, /credit note/).attachments.map(({ filename }) => filename)).toEqual([
            `credit-note-${number}.pdf`,
          ]);
      });

      await step('with the seat for their calendars, and without it once it is given up', async () => {
        const [invited] = calendarOf(sent('ben', /Confirmation/));
        const [withdrawn] = calendarOf(sent('ben', /Cancelled/));
        const uid = invited!.lines.find((line) => line.startsWith('UID:'))!;
        expect(invited).toMatchObject({ mimeType: 'text/calendar', method: 'REQUEST' });
        expect(invited!.lines).toEqual(
          expect.arrayContaining(['METHOD:REQUEST', 'SEQUENCE:0', 'STATUS:CONFIRMED', uid]),
        );
        expect(withdrawn).toMatchObject({ mimeType: 'text/calendar', method: 'CANCEL' });
        expect(withdrawn!.lines).toEqual(
          expect.arrayContaining(['METHOD:CANCEL', 'SEQUENCE:1', 'STATUS:CANCELLED', uid]),
        );
        const others = inbox.mails.filter(({ subject }) => !/Confirmation|Cancelled|credit/.test(subject!));
        expect(others.flatMap(({ attachments }) => attachments)).toEqual([]);
      });
    });
  });
});
