import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { AppointmentRemindersProcessor } from '../../../src/scheduling/appointment-events/appointment-reminders.processor.js';
import { SCHEDULING_INVARIANTS } from '../../../src/scheduling/scheduling.invariants.js';
import {
  bodyOf,
  book,
  booked,
  offerType,
  openHost,
  startIn,
  type OfferedType,
} from '../../support/appointments.js';
import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { calendarOf, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { PASSWORD } from '../../support/people.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let host: Person;
let type: OfferedType;
let made = 0;
/** An address that nobody has used. */
let address: string;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
});
beforeEach(async () => {
  host = await openHost(here, 'Asia/Kolkata');
  type = await offerType(here, host, { location: 'https://meet.example.org/ada' });
  address = `invitee${++made}@example.com`;
});
afterEach(async () => {
  here.clock.reset();
  expect(await brokenInvariants(here.db, SCHEDULING_INVARIANTS)).toEqual({});
});
afterAll(() => here.close());

const at = (hours: number) => startIn(here, hours);
const make = (more: Record<string, unknown> = {}, of = type, http = here.http(), hours = 9) =>
  booked(http, of, at(hours), { invitee_email: address, invitee_timezone: 'Asia/Tokyo', ...more });
const mailsTo = (email: string) => noticeMailsOf(here, { email });
const subjectsTo = async (email: string) => (await mailsTo(email)).map(({ subject }) => subject);
const told = async (person: Person) =>
  (await noticesOf(here, person)).map(({ notification_type }) => notification_type as string).reverse();
const cancel = async (by: Person, id: number, reason?: string) =>
  expect((await by.http.post(`/api/v1/bookings/${id}/cancel`, { reason })).status).toBe(200);

describe('who waits for a session without an account', () => {
  const waits = async (group: OfferedType) => {
    const waiting = await make({ join_waitlist: true }, group);
    expect(waiting).toMatchObject({ status: 'waitlisted' });
    return waiting;
  };
  const filled = async () => {
    const group = await offerType(here, host, { maxAttendees: 2 });
    const one = await make({ invitee_email: `one-${address}` }, group);
    return { group, one, other: await make({ invitee_email: `other-${address}` }, group) };
  };

  it('hears in words of its own that held seats went on, and that the list is closed', async () => {
    const { group, one, other } = await filled();
    const { access_token } = await waits(group);
    await here.http().post(`/api/v1/events/booking/${one.access_token}/manage`, { action: 'cancel' });
    const { body: offered } = await here.http().get(`/api/v1/events/booking/${access_token}/manage`);
    expect(offered.status).toBe('pending');
    await book(here.http(), group, at(9), { invitee_email: `next-${address}`, join_waitlist: true });
    here.clock.set(new Date(offered.expires_at));
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    await here.drainEvents();
    expect(await subjectsTo(address)).toEqual(['A seat is yours: Intro call', 'Your held seat went on']);
    const lapsed = (await mailsTo(address)).at(-1)!;
    expect(lapsed.text).toContain('You wait again, at the end of the line.');
    await cancel(host, other.id);
    await here.drainEvents();
    const closed = (await mailsTo(address)).at(-1)!;
    expect(closed.subject).toBe('Waitlist closed: Intro call');
    expect(closed.text).toContain('“Intro call” has been cancelled, and its waitlist is closed.');
    expect(closed.text).toMatch(/When: .*, 18:00 – 18:30 \(Asia\/Tokyo\)/);
    expect(closed.text).toContain(`/${group.organizer_slug}/${group.event_type_slug}\n`);
  });
});

describe('an appointment of somebody without an account', () => {
  it('is mailed to both in their zones, with a calendar entry, and told to the host in the app', async () => {
    const { id, access_token } = await make({ invitee_name: 'Grace Hopper' });
    const [confirmation] = await mailsTo(address);
    expect(confirmation!.subject).toBe('Booking Confirmation: Intro call');
    expect(confirmation!.text).toContain('Hello Grace Hopper,');
    expect(confirmation!.text).toContain('Your booking of “Intro call” has been confirmed.');
    expect(confirmation!.text).toMatch(/When: .*, 18:00 – 18:30 \(Asia\/Tokyo\)/);
    expect(confirmation!.text).toContain('With: Ada Host');
    expect(confirmation!.text).toContain('Where: https://meet.example.org/ada');
    expect(confirmation!.text).toMatch(new RegExp(`Change or cancel it: .*/manage/${access_token}\n`));
    const entry = calendarOf(confirmation!)!;
    expect(entry).toMatchObject({
      ...{ METHOD: 'REQUEST', SEQUENCE: '0', STATUS: 'CONFIRMED', SUMMARY: 'Intro call' },
      DTSTART: at(9).replace(/[-:]|\.000/g, ''),
      LOCATION: 'https://meet.example.org/ada',
    });

    expect(await told(host)).toEqual(['booking_created']);
    const [toHost] = await mailsTo(host.email);
    expect(toHost!.subject).toBe('New booking: Intro call');
    expect(toHost!.text).toMatch(/When: .*, 14:30 – 15:00 \(Asia\/Kolkata\)/);
    expect(toHost!.text).toContain('Invitee: Grace Hopper');
    expect(toHost!.text).toContain(`Address: ${address}`);
    expect(toHost!.text).toContain(`/bookings/${id}`);
    expect(toHost!.text).not.toContain(access_token);
    expect(calendarOf(toHost!)).toMatchObject({ METHOD: 'REQUEST', UID: entry.UID, SUMMARY: 'Intro call' });
    expect(JSON.stringify(toHost)).not.toContain(access_token);
  });

  it('is dated in the language that the invitee reads', async () => {
    const german = here.http().with({ 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' });
    await make({ invitee_timezone: 'Europe/Berlin' }, type, german);
    const [mail] = await mailsTo(address);
    expect(mail!.text).toMatch(
      /When: (?:Mon|Diens|Mittwoch|Donners|Frei|Sams|Sonn)\p{L}*, \d+\. \p{L}+ \d{4}, 1\d:00 – 1\d:30/u,
    );
  });

  it('has no link of the invitee’s making in what the host reads', async () => {
    await make({ invitee_name: 'See https://evil.example/now' });
    const [mail] = await mailsTo(host.email);
    expect(mail!.text).not.toContain('https://evil.example');
    expect(mail!.html).not.toContain('https://evil.example');
  });

  it('that the host cancels is mailed to both, and leaves both calendars', async () => {
    const { id } = await make();
    await cancel(host, id, 'I am ill.');
    expect(await subjectsTo(address)).toEqual(['Booking Confirmation: Intro call', 'Cancelled: Intro call']);
    const [first, last] = await mailsTo(address);
    expect(last!.text).toContain('has been cancelled. Reason: I am ill.');
    expect(calendarOf(last!)).toMatchObject({
      ...{ METHOD: 'CANCEL', STATUS: 'CANCELLED', SEQUENCE: '1', UID: calendarOf(first!)!.UID },
    });
    expect(await told(host)).toEqual(['booking_created']);
    const own = (await mailsTo(host.email)).at(-1)!;
    expect([own.subject, calendarOf(own)!.METHOD, calendarOf(own)!.SEQUENCE]).toEqual([
      ...['Booking cancelled: Intro call', 'CANCEL', '1'],
    ]);
  });

  it('that the host moves is mailed to both with the old time and why, and with its entry', async () => {
    const { id } = await make();
    const entry = calendarOf((await mailsTo(address))[0]!)!;
    const moved = { start_time: at(11), reason: 'The train is late' };
    expect((await host.http.post(`/api/v1/bookings/${id}/reschedule`, moved)).status).toBe(200);
    const mails = await eventually(async () => {
      const [toInvitee, toHost] = [await mailsTo(address), await mailsTo(host.email)];
      if (toInvitee.length < 2 || toHost.length < 2) throw new Error(`${toInvitee.length} ${toHost.length}`);
      return [toInvitee[1]!, toHost[1]!];
    });
    for (const mail of mails) {
      expect(mail.subject).toBe('New time: Intro call');
      expect(mail.text).toMatch(/has a new time: .* It was .* before\. Reason: The train is late\n/);
      expect(calendarOf(mail)).toMatchObject({
        ...{ METHOD: 'REQUEST', UID: entry.UID, SEQUENCE: '1' },
        DTSTART: at(11).replace(/[-:]|\.000/g, ''),
      });
    }
  });

  it('to which more come is mailed to both with its entry, and told to the host in the app', async () => {
    const group = await offerType(here, host, { maxAttendees: 3 });
    const { access_token } = await make({}, group);
    const change = { action: 'add_attendee', name: 'Alan', email: 'alan@example.com' };
    const added = await here.http().post(`/api/v1/events/booking/${access_token}/manage`, change);
    expect(added.status).toBe(200);
    await here.drainEvents();
    for (const email of [address, host.email]) {
      const mail = (await mailsTo(email)).at(-1)!;
      expect(mail.subject).toBe('For 2 people now: Intro call');
      expect(mail.text).toMatch(/ooking of “Intro call”.* is for 2 people now\.\n/);
      expect(calendarOf(mail)).toMatchObject({ METHOD: 'REQUEST', SEQUENCE: '1' });
    }
    expect(await told(host)).toEqual(['booking_created', 'hosted_booking_moved']);
  });

  it('of a group holds nobody else’s name, address or link, whatever becomes of the session', async () => {
    const group = await offerType(here, host, { maxAttendees: 3 });
    const [ann, bo] = [`ann-${address}`, `bo-${address}`];
    const one = await make({ invitee_email: ann, invitee_name: 'Ann One' }, group);
    const other = await make({ invitee_email: bo, invitee_name: 'Bo Other' }, group);
    const move = await host.http.post(`/api/v1/bookings/${one.id}/reschedule`, { start_time: at(33) });
    expect(move.status).toBe(200);
    await cancel(host, other.id);
    for (const [to, foreign] of [
      [ann, [bo, 'Bo Other', other.access_token]],
      [bo, [ann, 'Ann One', one.access_token]],
    ] as const) {
      const mails = await mailsTo(to);
      expect(mails).toHaveLength(3);
      const written = JSON.stringify(mails.map((mail) => [mail.text, mail.html, calendarOf(mail)]));
      for (const secret of foreign) expect(written).not.toContain(secret);
    }
  });

  it('counts by network and by address, five an hour, and never for the host', async () => {
    const strict = await world({
      RATE_LIMITS_ENABLED: 'true',
      RATE_LIMIT_BOOKING: '1000/minute',
      RATE_LIMIT_ANON: '1000/hour',
    });
    try {
      const busy = await openHost(strict);
      const offered = await offerType(strict, busy);
      for (let n = 0; n < 7; n++)
        await booked(strict.http(), offered, startIn(strict, 9 + n), { invitee_email: 'one@example.com' });
      const to = (email: string) => noticeMailsOf(strict, { email });
      // The mail of the host's registration was the first of the network's five.
      expect(await to('one@example.com')).toHaveLength(4);
      await booked(strict.http(), offered, startIn(strict, 20), { invitee_email: 'two@example.com' });
      expect(await to('two@example.com')).toEqual([]);
      expect(await to(busy.email)).toHaveLength(8);
    } finally {
      await strict.close();
    }
  });
});

describe('an appointment of somebody with an account', () => {
  it('is told in the app too, and mailed to the address that was left for it', async () => {
    const grace = await here.signUp();
    await make({}, type, grace.http);
    expect(await told(grace)).toEqual(['booking_confirmation']);
    expect(await subjectsTo(address)).toEqual(['Booking Confirmation: Intro call']);
    expect(await subjectsTo(grace.email)).toEqual([]);
  });

  it('that the invitee cancels is told to the host, and mailed to both', async () => {
    const grace = await here.signUp();
    const { id } = await make({ invitee_email: grace.email }, type, grace.http);
    await cancel(grace, id);
    expect(await told(grace)).toEqual(['booking_confirmation']);
    expect(await told(host)).toEqual(['booking_created', 'hosted_booking_cancelled']);
    expect(await subjectsTo(grace.email)).toContain('Cancelled: Intro call');
    expect(await subjectsTo(host.email)).toContain('Booking cancelled: Intro call');
  });

  it('is reminded of a day before, once, where it was firm by then', async () => {
    const grace = await here.signUp();
    const remind = () => here.app.get(AppointmentRemindersProcessor, { strict: false }).remind();
    await make({ invitee_email: grace.email }, type, grace.http, 60);
    await remind();
    expect(await told(grace)).toEqual(['booking_confirmation']);
    here.clock.set(new Date(Date.parse(at(60)) - 24 * HOUR_MS));
    await remind();
    await remind();
    expect(await told(grace)).toEqual(['booking_confirmation', 'booking_reminder']);
    expect(await told(host)).toEqual(['booking_created', 'booking_reminder']);
    expect(await subjectsTo(grace.email)).toContain('Reminder: Intro call');
    await make({ invitee_email: grace.email }, type, grace.http, 14);
    await remind();
    expect((await told(grace)).filter((kind) => kind === 'booking_reminder')).toHaveLength(1);
  });
});

describe('a request', () => {
  it('is told to the host to be answered, and to the invitee; confirmed it is in both calendars', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true });
    const { id } = await make({}, asked);
    expect(await told(host)).toEqual(['booking_request']);
    const [request] = await mailsTo(address);
    expect(request!.subject).toBe('Booking Request: Intro call');
    expect(request!.attachments).toEqual([]);
    expect((await host.http.post(`/api/v1/bookings/${id}/confirm`)).status).toBe(200);
    const confirmation = (await mailsTo(address)).at(-1)!;
    expect(confirmation.subject).toBe('Booking Confirmation: Intro call');
    expect(calendarOf(confirmation)!.METHOD).toBe('REQUEST');
    expect(await told(host)).toEqual(['booking_request']);
    const own = (await mailsTo(host.email)).at(-1)!;
    expect([own.subject, calendarOf(own)!.METHOD]).toEqual(['New booking: Intro call', 'REQUEST']);
  });

  it('that nobody answers is told to both', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true });
    await make({}, asked, here.http(), 4);
    here.clock.set(new Date(at(4)));
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    expect(await subjectsTo(address)).toContain('Expired: Intro call');
    expect(await told(host)).toEqual(['booking_request', 'hosted_booking_cancelled']);
  });

  it('to pay says what, and the host hears of it once it is paid', async () => {
    const priced = await offerType(here, host, { priceCents: 2_550 });
    await make({}, priced);
    const [mail] = await mailsTo(address);
    expect(mail!.text).toContain('Please pay 25.50 USD, so that it is kept for you.');
    expect(await told(host)).toEqual([]);
  });
});

describe('erasing', () => {
  const erase = async (person: Person) => {
    const answer = await person.http.call('DELETE', '/api/v1/users/me', { password: PASSWORD });
    expect(answer.status).toBeLessThan(300);
    await eventually(async () => {
      const done = 'SELECT FROM identity.accounts WHERE id = $1 AND erased_at IS NOT NULL';
      if ((await here.db.query(done, [person.id])).length === 0) throw new Error('not yet');
    });
  };
  const bodyFor = async (id: number) => (await host.http.get(`/api/v1/bookings/${id}`)).body.appointment;

  it('an invitee forgets who it was, wherever the address is proven, and cancels what is to come', async () => {
    const grace = await here.signUp();
    await here.db.query('UPDATE identity.accounts SET email_verified_at = now() WHERE id = $1', [grace.id]);
    const signedIn = await make({ invitee_email: grace.email, invitee_phone: '123' }, type, grace.http);
    const without = await make({ invitee_email: grace.email, invitee_phone: '123' }, type, here.http(), 12);
    const exported = (await grace.http.get('/api/v1/users/me/export')).body;
    expect(exported.appointments).toEqual([expect.objectContaining({ id: signedIn.id, invitee_phone: '123' })]);
    await here.drainEvents();
    await erase(grace);
    for (const { id } of [signedIn, without])
      expect(await bodyFor(id)).toMatchObject({
        ...{ invitee_name: 'Deleted user', invitee_email: null, invitee_phone: null },
        attendees: [{ name: 'Deleted user', email: null }],
      });
    expect((await bodyFor(signedIn.id)).status).toBe('cancelled');
  });

  it('a host cancels the appointments and tells their invitees', async () => {
    await make();
    await here.drainEvents();
    await erase(host);
    expect(await subjectsTo(address)).toContain('Cancelled: Intro call');
    const answer = await here.http().post('/api/v1/events/bookings/create', bodyOf(type, at(15)));
    expect(answer.status).toBe(400);
  });
});
