import { BookingConfirmed } from '../../../src/booking/booking.events.js';
import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { LocalTimeFormatter } from '../../../src/platform/documents/local-time-formatter.js';
import { PaymentFailed } from '../../../src/payments/payments.events.js';
import { makeDraft } from '../../support/events.js';
import { eventually } from '../../support/eventually.js';
import { calendarOf, kindsOf, mailGatheredChanges, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { publish } from '../../support/planted-events.js';
import { begin } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { publishAgain } from '../../support/planted-events.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let organizer: Person;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  organizer = await here.signUpAs('organizer');
});
beforeEach(async () => {
  here.clock.reset();
  [ada, bob] = [await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' }), await here.signUp()];
});
afterAll(() => here.close());

/** A published event. */
async function published(details: Record<string, unknown> = {}): Promise<any> {
  const { id } = await makeDraft(organizer, here.clock.now(), {
    title: 'Python',
    location: 'Room 1',
    ...details,
  });
  const answer = await organizer.http.post(`/api/v1/events/${id}/publish`);
  expect(answer.status).toBe(200);
  return answer.body;
}

const send = async (person: Person, path: string, body?: object) => {
  const answer = await person.http.post(`/api/v1/${path}`, body);
  expect([path, answer.status < 300 ? 'fine' : answer.body]).toEqual([path, 'fine']);
  return answer.body;
};

/** A confirmed booking, paid with the fake provider where it costs something. */
async function booked(person: Person, event: any, tickets = 1): Promise<any> {
  const booking = await bookTickets(person, event.id, tickets);
  if (booking.total_price === '0.00') return send(person, `bookings/${booking.id}/confirm`);
  await send(person, 'payments', { booking: booking.id, amount: booking.total_price, method: 'mock' });
  return booking;
}

const ofKind = (person: Person, kind: string) => noticesOf(here, person, `?notification_type=${kind}`);
const mailNamed = async (person: Person, subject: string) => {
  const mails = (await noticeMailsOf(here, person)).filter((mail) => mail.subject === subject);
  expect(mails).toHaveLength(1);
  return mails[0]!;
};

describe('a booking of tickets', () => {
  it('is confirmed in the app and by mail, on the reader’s clock, with its calendar entry', async () => {
    await ada.http.patch('/api/v1/users/me', { timezone: 'Asia/Tokyo' });
    const event = await published({ is_online: true, online_url: 'https://meet.example.org/secret' });
    const { id } = await bookTickets(ada, event.id, 2);
    expect(await noticesOf(here, ada)).toEqual([]);
    await send(ada, `bookings/${id}/confirm`);
    await send(ada, `bookings/${id}/confirm`);
    const [notice, ...more] = await noticesOf(here, ada);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      ...{ notification_type: 'booking_confirmation', title: 'Booking Confirmation', related_id: id },
      ...{
        event: event.id,
        event_title: 'Python',
        message: 'Your booking of 2 tickets for “Python” has been confirmed.',
      },
    });
    const mail = await mailNamed(ada, 'Booking Confirmation: Python');
    expect(mail.text).toMatch(/^Hello Ada Lovelace,\n\nYour booking of 2 tickets/);
    expect(mail.text).toMatch(/When: .*\(UTC\)\nYour time: .*\(Asia\/Tokyo\)/);
    expect(mail.text).toContain('Where: Room 1 and online, https://meet.example.org/secret');
    expect(mail.text).toContain(`/bookings/${id}`);
    expect(mail.html).toContain('Asia/Tokyo');
    const [row] = await here.db.query<{ uid: string }>(
      'SELECT calendar_uid AS uid FROM booking.bookings WHERE id = $1',
      [id],
    );
    expect(calendarOf(mail)).toMatchObject({
      ...{ METHOD: 'REQUEST', UID: row!.uid, STATUS: 'CONFIRMED', SUMMARY: 'Python' },
      ...{
        DTSTART: event.start_date.replace(/[-:]|\.000/g, ''),
        DTEND: event.end_date.replace(/[-:]|\.000/g, ''),
      },
    });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['invite.ics']);
  });

  it('that is cancelled by its booker is no news, and leaves the calendar', async () => {
    const { id } = await booked(ada, await published());
    const entry = calendarOf(await mailNamed(ada, 'Booking Confirmation: Python'))!;
    await send(ada, `bookings/${id}/cancel`);
    expect(await kindsOf(here, ada)).toEqual(['booking_confirmation']);
    const withdrawn = calendarOf(await mailNamed(ada, 'Cancelled: Python'))!;
    expect(withdrawn).toMatchObject({ METHOD: 'CANCEL', UID: entry.UID });
    expect(Number(withdrawn.SEQUENCE)).toBe(Number(entry.SEQUENCE) + 1);
    expect(await noticesOf(here, organizer, '?notification_type=event_left')).toEqual([]);
  });

  it('that is made again goes on with the entry, in mails and downloads', async () => {
    const eve = await here.signUp();
    const event = await published();
    const download = async () => {
      const { body } = await eve.http.get<string>(`/api/v1/events/${event.id}/calendar.ics`);
      const property = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(body)![1];
      return { UID: property('UID'), SEQUENCE: property('SEQUENCE'), STATUS: property('STATUS') };
    };
    const entries: Record<string, string>[] = [];
    const heard = async () => {
      await here.drainEvents();
      const known = (await noticeMailsOf(here, eve)).map(calendarOf).filter((entry) => entry !== null);
      const [fresh] = known.filter((entry) => !entries.some(({ SEQUENCE }) => SEQUENCE === entry.SEQUENCE));
      entries.push(fresh!);
      const { UID, SEQUENCE, STATUS } = fresh!;
      expect(await download()).toEqual({ UID, SEQUENCE, STATUS });
    };
    for (let time = 0; time < 2; time++) {
      const { id } = await booked(eve, event);
      await heard();
      await send(eve, `bookings/${id}/cancel`);
      await heard();
    }
    expect(new Set(entries.map(({ UID }) => UID)).size).toBe(1);
    expect(entries.map(({ SEQUENCE }) => SEQUENCE)).toEqual(['0', '1', '2', '3']);
    expect(entries.map(({ METHOD }) => METHOD)).toEqual(['REQUEST', 'CANCEL', 'REQUEST', 'CANCEL']);
  });

  it('that was only held is in no calendar, and leaves none', async () => {
    const event = await published();
    const [own, others] = [await bookTickets(ada, event.id), await bookTickets(bob, event.id)];
    await send(ada, `bookings/${own.id}/cancel`);
    await send(organizer, `bookings/${others.id}/cancel`);
    expect(await noticeMailsOf(here, ada)).toEqual([]);
    expect(calendarOf(await mailNamed(bob, 'Cancelled: Python'))).toBeNull();
  });

  it('that is cancelled by its organizer is, and leaves the calendar', async () => {
    const event = await published();
    const { id } = await booked(ada, event);
    const entry = calendarOf(await mailNamed(ada, 'Booking Confirmation: Python'))!;
    await send(organizer, `bookings/${id}/cancel`);
    const [notice] = await noticesOf(here, ada);
    expect(notice).toMatchObject({ notification_type: 'booking_cancelled', event: event.id, related_id: id });
    expect(notice.message).toMatch(/^Your booking of “Python” on .* has been cancelled\./);
    const withdrawn = calendarOf(await mailNamed(ada, 'Cancelled: Python'))!;
    expect(withdrawn).toMatchObject({ METHOD: 'CANCEL', STATUS: 'CANCELLED', UID: entry.UID });
    expect(Number(withdrawn.SEQUENCE)).toBe(Number(entry.SEQUENCE) + 1);
  });
});

describe('an event', () => {
  it('that moves tells those with a seat, paid or held', async () => {
    const event = await published();
    await booked(ada, event);
    await bookTickets(bob, event.id);
    const { status } = await organizer.http.patch(`/api/v1/events/${event.id}`, { location: 'Room 2' });
    expect(status).toBe(200);
    for (const person of [ada, bob])
      expect((await noticesOf(here, person))[0].message).toBe('“Python” takes place at Room 2.');
    await mailGatheredChanges(here);
    expect(calendarOf(await mailNamed(ada, 'New place: Python'))).toMatchObject({
      METHOD: 'REQUEST',
      LOCATION: 'Room 2',
    });
  });

  it('that moves tells who has paid until when all of it comes back, in the app and by mail', async () => {
    await ada.http.patch('/api/v1/users/me', { timezone: 'Asia/Tokyo' });
    const day = 24 * HOUR_MS;
    const inDays = (days: number) => new Date(here.clock.millis() + days * day).toISOString();
    const event = await published({ price: '29.99', start_date: inDays(20), end_date: inDays(21) });
    await booked(ada, event, 2);
    await bookTickets(bob, event.id);
    const until = (instant: number) => new LocalTimeFormatter('Asia/Tokyo', 'UTC').moment(new Date(instant));
    const told = here.clock.millis() + 7 * day;
    await organizer.http.patch(`/api/v1/events/${event.id}`, { location: 'Room 2' });
    const right = `If you cancel by ${until(told)}, you get all of your 59.98 USD back.`;
    expect((await noticesOf(here, ada))[0].message).toBe(`“Python” takes place at Room 2. ${right}`);
    expect((await noticesOf(here, bob))[0].message).toBe('“Python” takes place at Room 2.');
    await mailGatheredChanges(here);
    expect((await mailNamed(ada, 'New place: Python')).text!.replace(/\s+/g, ' ')).toContain(right);
    expect((await mailNamed(bob, 'New place: Python')).text).not.toContain('back');

    const starts = here.clock.millis() + 2 * day;
    await organizer.http.patch(`/api/v1/events/${event.id}`, { start_date: inDays(2) });
    const nearer = `If you cancel by ${until(starts)}, you get all of your 59.98 USD back.`;
    expect((await noticesOf(here, ada))[0].message).toContain(`has a new time`);
    expect((await noticesOf(here, ada))[0].message).toContain(nearer);
    await organizer.http.patch(`/api/v1/events/${event.id}`, { title: 'Snakes' });
    expect((await noticesOf(here, ada))[0].message).toBe('What you booked is called “Snakes” now.');
  });

  it('that is cancelled tells everybody, those who wait too', async () => {
    const event = await published({ max_attendees: 1 });
    await booked(ada, event);
    await send(bob, 'waitlist', { event: event.id });
    await send(organizer, `events/${event.id}/cancel`, { reason: 'Flood' });
    const [notice] = await ofKind(ada, 'event_cancelled');
    expect(notice).toMatchObject({ event: event.id, title: 'Cancelled: Python' });
    expect(calendarOf(await mailNamed(ada, 'Cancelled: Python'))).toMatchObject({ METHOD: 'CANCEL' });
    expect((await ofKind(bob, 'waitlist_closed'))[0].message).toBe(
      '“Python” has been cancelled, and its waitlist is closed.',
    );
    await mailNamed(bob, 'Waitlist closed: Python');
  });

  it('announces to all who booked, in the organizer’s words', async () => {
    const event = await published();
    await booked(ada, event);
    await bookTickets(bob, event.id);
    const words = { subject: 'Bring a laptop', message: 'And a charger.\nSee you!' };
    await send(organizer, `events/${event.id}/announce`, words);
    for (const person of [ada, bob]) {
      expect((await ofKind(person, 'event_announcement'))[0]).toMatchObject({
        title: words.subject,
        message: words.message,
      });
      const mail = await mailNamed(person, 'Python: Bring a laptop');
      expect(mail.text).toContain('And a charger.\nSee you!');
      expect(mail.html).toContain('And a charger.<br>');
    }
    expect(await ofKind(organizer, 'event_announcement')).toEqual([]);
  });

  it('that is reviewed tells its organizer', async () => {
    const event = await published();
    await begin(here, event.id);
    await send(ada, 'reviews', { event: event.id, rating: 4, title: 'Good', review: 'Fine.' });
    const [notice] = await ofKind(organizer, 'review_received');
    expect(notice).toMatchObject({ event: event.id, message: 'Ada Lovelace reviewed “Python”: 4 of 5.' });
  });

  it('that is over gives certificates', async () => {
    const now = here.clock.millis();
    const at = (hours: number) => new Date(now + hours * HOUR_MS).toISOString();
    const event = await published({ start_date: at(1), end_date: at(3) });
    const { id } = await booked(ada, event);
    await send(organizer, `bookings/${id}/check-in`);
    here.clock.advance(3.1 * HOUR_MS);
    const notice = await eventually(async () => {
      const [found] = await ofKind(ada, 'certificate_issued');
      expect(found).toBeDefined();
      return found;
    });
    expect(notice.message).toMatch(/^Your certificate of “Python” is ready: CERT-/);
    await mailNamed(ada, 'Your certificate: Python');
  });
});

describe('who sells tickets', () => {
  const toOrganizer = async (event: any) =>
    (await noticesOf(here, organizer)).filter((notice) => notice.event === event.id);

  it('hears of each firm booking and its end, in the app and by mail, once', async () => {
    const event = await published({ title: 'Sewing', price: '20.00', timezone: 'Asia/Tokyo' });
    const { id } = await booked(ada, event, 2);
    await publishAgain(here, BookingConfirmed);
    const [created, ...more] = await toOrganizer(event);
    expect(more).toEqual([]);
    expect(created).toMatchObject({
      notification_type: 'booking_created',
      title: 'New booking',
      related_id: id,
    });
    expect(created.message).toMatch(
      /^Ada Lovelace booked 2 tickets for “Sewing”, .*\(Asia\/Tokyo; your time: .*, UTC\)\.$/,
    );
    expect((await mailNamed(organizer, 'New booking: Sewing')).text).toContain('Ada Lovelace booked 2 tickets');
    await send(ada, `bookings/${id}/cancel`);
    const [gone] = await toOrganizer(event);
    expect(gone).toMatchObject({ notification_type: 'hosted_booking_cancelled', related_id: id });
    const mail = await mailNamed(organizer, 'Booking cancelled: Sewing');
    expect(mail.text).toContain('Ada Lovelace cancelled the booking of “Sewing”');
    expect(mail.text).toMatch(/Stop mails like this one: /);
    expect(mail.text).not.toContain(ada.email);
  });

  it('hears nothing of holds, and what is not wanted', async () => {
    const seller = await here.signUpAs('organizer');
    const preferences = {
      ...{ booking_created: { email: false }, hosted_booking_cancelled: { in_app: false, email: false } },
    };
    await seller.http.put('/api/v1/notifications/preferences', { preferences });
    const { id: eventId } = await makeDraft(seller, here.clock.now(), { title: 'Knitting' });
    await send(seller, `events/${eventId}/publish`);
    const held = await bookTickets(bob, eventId);
    await send(bob, `bookings/${held.id}/cancel`);
    expect(await noticesOf(here, seller)).toEqual([]);
    const { id } = await booked(ada, { id: eventId });
    await send(ada, `bookings/${id}/cancel`);
    expect(await kindsOf(here, seller)).toEqual(['booking_created']);
    expect(await noticeMailsOf(here, seller)).toEqual([]);
  });
});

describe('a waitlist', () => {
  it('offers a seat, and says when it went on', async () => {
    const event = await published({ max_attendees: 1 });
    const { id } = await booked(ada, event);
    await send(bob, 'waitlist', { event: event.id });
    await send(ada, `bookings/${id}/cancel`);
    const [offer] = await ofKind(bob, 'waitlist_offer');
    expect(offer.message).toMatch(/^A seat of “Python” is held for you until .*\(UTC\)\. Confirm in time/);
    expect((await mailNamed(bob, 'A seat is yours: Python')).text).toContain(`/bookings/${offer.related_id}`);
    here.clock.advance(25 * HOUR_MS);
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    const [lapsed] = await ofKind(bob, 'waitlist_offer_lapsed');
    expect(lapsed.message).toMatch(/has gone to the next in line\. You wait again, at the end of the line\.$/);
  });
});

describe('money', () => {
  it('that came is told, and its invoice, by one mail', async () => {
    const event = await published({ price: '29.99' });
    const booking = await booked(ada, event);
    expect((await kindsOf(here, ada)).sort()).toEqual([
      'booking_confirmation',
      'invoice_ready',
      'payment_received',
    ]);
    const [received] = await ofKind(ada, 'payment_received');
    expect(received.message).toBe('We received your payment of 29.99 USD for “Python”. Thank you.');
    const [confirmation, ...more] = await noticeMailsOf(here, ada);
    expect(more).toEqual([]);
    expect(confirmation!.subject).toBe('Booking Confirmation: Python');
    expect(confirmation!.text).toContain('We received your payment of 29.99 USD. Thank you.');
    expect(confirmation!.attachments.map(({ filename }) => filename)).toEqual([
      ...['invite.ics', `ticket-${booking.id}.pdf`],
      expect.stringMatching(/^invoice-\d{4}-\d{6}\.pdf$/),
    ]);
    const [invoice] = await ofKind(ada, 'invoice_ready');
    expect(invoice.message).toMatch(/^The invoice \d{4}-\d{6} for “Python” is ready\.$/);
  });

  it('that did not come is told, and why', async () => {
    const event = await published({ price: '30.00' });
    const { id } = await bookTickets(ada, event.id);
    await publish(here, PaymentFailed, {
      ...{
        paymentId: 999_999,
        bookingId: id,
        personId: ada.id,
        amountCents: 3000,
        currency: 'USD',
        refundedCents: 0,
      },
      ...{
        transactionId: 'EVH-X',
        eventId: event.id,
        eventTitle: 'Python',
        reason: 'card_declined',
        payable: true,
      },
    });
    const [failed] = await ofKind(ada, 'payment_failed');
    expect(failed.message).toMatch(
      /30\.00 USD for “Python” did not go through\. The card was declined\. You can/,
    );
    expect((await mailNamed(ada, 'Payment failed: Python')).text).toContain(`/bookings/${id}`);
  });

  it('that goes back is told, each time', async () => {
    const event = await published({ price: '30.00' });
    const { id } = await booked(ada, event);
    await send(organizer, `bookings/${id}/cancel`);
    await here.drainEvents();
    const [refund] = await ofKind(ada, 'refund_issued');
    expect(refund.message).toBe('30.00 USD for “Python” go back to you.');
    await mailNamed(ada, 'Refund issued: Python');
    expect((await ofKind(ada, 'invoice_ready'))[0].title).toBe('Your credit note');
  });
});

describe('a notice', () => {
  it('that is handled twice exists once, and is mailed once', async () => {
    const event = await published();
    await booked(ada, event);
    await noticeMailsOf(here, ada);
    await publishAgain(here, BookingConfirmed);
    expect(await kindsOf(here, ada)).toEqual(['booking_confirmation']);
    expect(await noticeMailsOf(here, ada)).toHaveLength(1);
  });
});
