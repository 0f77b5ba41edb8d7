import ICAL from 'ical.js';
import { BookingApi } from '../../../src/booking/booking.api.js';
import { Dispatcher } from '../../../src/platform/events/dispatcher.js';
import { book, freeTimes, makeSlot } from '../../support/calendar.js';
import { calendarOf, mailGatheredChanges, noticeMailsOf } from '../../support/notices.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let organizer: Person;
let admin: Person;
let ada: Person;
let stranger: Person;
beforeAll(async () => {
  here = await world();
  [organizer, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [ada, stranger] = [await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' }), await here.signUp()];
});
afterAll(() => here?.close());

const event = (more: Record<string, unknown> = {}) =>
  makePublished(organizer, here.clock.now(), { title: 'Python', location: 'Room 1', ...more });
const send = async (person: Person, path: string, body?: object) => {
  const answer = await person.http.post(`/api/v1/${path}`, body);
  expect([path, answer.status < 300 ? 'fine' : answer.body]).toEqual([path, 'fine']);
  return answer.body;
};
const fileOf = (person: Person, id: number) => person.http.get<string>(`/api/v1/bookings/${id}/calendar.ics`);

/** The properties of the only entry of a file. */
async function entryOf(person: Person, path: string): Promise<Record<string, unknown>> {
  const { status, headers, body } = await person.http.get<string>(`/api/v1/${path}/calendar.ics`);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8; method=PUBLISH']);
  const calendar = new ICAL.Component(ICAL.parse(body));
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  const [entry, ...more] = calendar.getAllSubcomponents('vevent');
  expect(more).toEqual([]);
  return Object.fromEntries(
    entry!.getAllProperties().map((each) => [each.name.toUpperCase(), String(each.getFirstValue())]),
  );
}

/** A meeting of Ada with the organizer, as the kernel keeps it; hour by hour, so that none meets another. */
let hours = 0;
async function meeting(awaitsHost: boolean): Promise<number> {
  const startsAt = new Date(here.clock.millis() + (240 + hours++) * 3_600_000);
  const times = { startsAt, endsAt: new Date(startsAt.getTime() + 1_800_000) };
  const who = { personId: ada.id, hostId: organizer.id, people: [ada.id, organizer.id] };
  const api = here.app.get(BookingApi, { strict: false });
  const made = await here.db.transaction((tx) =>
    api.reserveTime(tx, { kind: 'meeting', refId: null, ...who, ...times, awaitsHost, expiresAt: null }),
  );
  return made.id;
}

describe('the calendar file of a booking', () => {
  it('is of a slot its entry, which goes on as the mails do', async () => {
    const slot = await makeSlot(admin, here.clock.now());
    const { id } = await book(ada, slot.id);
    const first = await entryOf(ada, `bookings/${id}`);
    expect(first).toMatchObject({ SUMMARY: 'Cat 1', SEQUENCE: '0', STATUS: 'CONFIRMED' });
    expect(first.URL).toMatch(new RegExp(`/bookings/${id}$`));
    expect(first.ATTENDEE).toBe(`MAILTO:${ada.email}`);
    const times = freeTimes(here.clock.now());
    await admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, times);
    const moved = await entryOf(ada, `bookings/${id}`);
    expect(moved).toMatchObject({ UID: first.UID, SEQUENCE: '1', STATUS: 'CONFIRMED' });
    expect(Date.parse(moved.DTSTART as string)).toBe(Date.parse(times.start_time));
    await ada.http.delete(`/api/v1/bookings/${id}`);
    expect(await entryOf(ada, `bookings/${id}`)).toMatchObject({
      ...{ UID: first.UID, SEQUENCE: '2', STATUS: 'CANCELLED' },
    });
  });

  it('is of a ticket the entry of its event and person, as the mails’ and the event’s own file', async () => {
    const { id: eventId } = await event({ is_online: true, online_url: 'https://meet.example.org/x' });
    const eve = await here.signUp();
    let last = -1;
    let uid: unknown;
    for (let time = 0; time < 2; time++) {
      const { id } = await bookTickets(eve, eventId);
      const held = await entryOf(eve, `bookings/${id}`);
      expect([held.STATUS, held.LOCATION, held.URL]).toEqual([
        ...['TENTATIVE', 'Room 1', expect.stringMatching(/\/bookings\/\d+$/)],
      ]);
      await send(eve, `bookings/${id}/confirm`);
      const firm = await entryOf(eve, `bookings/${id}`);
      expect(firm).toMatchObject({ STATUS: 'CONFIRMED', SUMMARY: 'Python', URL: 'https://meet.example.org/x' });
      uid ??= firm.UID;
      expect(firm.UID).toBe(uid);
      expect(Number(firm.SEQUENCE)).toBeGreaterThan(last);
      const mailed = (await noticeMailsOf(here, eve)).map(calendarOf).findLast((each) => each !== null)!;
      expect([mailed.UID, mailed.SEQUENCE]).toEqual([firm.UID, firm.SEQUENCE]);
      const download = await entryOf(eve, `events/${eventId}`);
      expect([download.UID, download.SEQUENCE]).toEqual([firm.UID, firm.SEQUENCE]);
      await send(eve, `bookings/${id}/cancel`);
      const gone = await entryOf(eve, `bookings/${id}`);
      expect([gone.UID, gone.STATUS]).toEqual([uid, 'CANCELLED']);
      expect(Number(gone.SEQUENCE)).toBe(Number(firm.SEQUENCE) + 1);
      last = Number(gone.SEQUENCE);
    }
  });

  it('that is told late has the number of its own moment, under that of what came after', async () => {
    const [eve, { id: eventId }] = [await here.signUp(), await event()];
    const bookTicket = async () => {
      const { id } = await bookTickets(eve, eventId);
      await send(eve, `bookings/${id}/confirm`);
      return id as number;
    };
    const id = await bookTicket();
    await here.drainEvents();
    const late = jest.spyOn(here.app.get(Dispatcher), 'wake').mockReturnValue();
    await send(eve, `bookings/${id}/cancel`);
    await bookTicket();
    for (const location of ['Room 2', 'Room 3'])
      expect((await organizer.http.patch(`/api/v1/events/${eventId}`, { location })).status).toBe(200);
    late.mockRestore();
    await mailGatheredChanges(here);
    const mailed = (await noticeMailsOf(here, eve)).map((mail) => calendarOf(mail)!);
    const known = mailed.map(({ METHOD, SEQUENCE }) => [METHOD, SEQUENCE]);
    expect(known).toEqual([
      ['REQUEST', '0'],
      ['CANCEL', '1'],
      ['REQUEST', '2'],
      ['REQUEST', '4'],
    ]);
    expect(new Set(mailed.map(({ UID }) => UID)).size).toBe(1);
    expect(await entryOf(eve, `events/${eventId}`)).toMatchObject({ UID: mailed[0]!.UID, SEQUENCE: '4' });
  });

  it('counts the end of an event once, as its mail does', async () => {
    const { id: eventId } = await event();
    const { id } = await bookTickets(ada, eventId);
    await send(ada, `bookings/${id}/confirm`);
    await send(organizer, `events/${eventId}/cancel`, { reason: 'Flood' });
    const mailed = (await noticeMailsOf(here, ada)).findLast(({ subject }) => subject === 'Cancelled: Python');
    const { UID, SEQUENCE } = calendarOf(mailed!)!;
    expect(await entryOf(ada, `bookings/${id}`)).toMatchObject({ UID, SEQUENCE, STATUS: 'CANCELLED' });
  });

  it('is of people’s time an entry of its own', async () => {
    const id = await meeting(true);
    expect(await entryOf(ada, `bookings/${id}`)).toMatchObject({ SUMMARY: 'Meeting', STATUS: 'TENTATIVE' });
    await send(organizer, `bookings/${id}/confirm`);
    const confirmed = await entryOf(organizer, `bookings/${id}`);
    expect(confirmed).toMatchObject({ STATUS: 'CONFIRMED' });
    const other = await entryOf(ada, `bookings/${await meeting(false)}`);
    expect(other.UID).not.toBe(confirmed.UID);
  });

  it('has the title of a meeting, as its mail has', async () => {
    const expert = await here.signUp();
    const start = here.clock.millis() + 500 * 3_600_000;
    const body = await send(ada, 'meetings', {
      ...{ title: 'Debugging, together', description: 'It is slow.', category_id: 1, expert_id: expert.id },
      scheduled_start: new Date(start).toISOString(),
      scheduled_end: new Date(start + 3_600_000).toISOString(),
    });
    await send(expert, `bookings/${body.id}/confirm`);
    const mailed = calendarOf(
      (await noticeMailsOf(here, ada)).findLast(({ subject }) => subject?.startsWith('Meeting Confirmed'))!,
    )!;
    expect(await entryOf(ada, `bookings/${body.id}`)).toMatchObject({
      ...{ UID: mailed.UID, SEQUENCE: mailed.SEQUENCE, STATUS: 'CONFIRMED' },
      ...{ SUMMARY: 'Debugging, together', DESCRIPTION: 'It is slow.' },
    });
  });

  it('is for its booker, its host and admins, and names the booker to the booker alone', async () => {
    const { id } = await bookTickets(ada, (await event()).id);
    for (const person of [organizer, admin]) {
      expect(await entryOf(person, `bookings/${id}`)).not.toHaveProperty('ATTENDEE');
      expect((await fileOf(person, id)).body).not.toContain(ada.email);
    }
    expect((await fileOf(stranger, id)).status).toBe(404);
    expect((await fileOf(ada, 987_654_321)).status).toBe(404);
    expect((await here.http().get(`/api/v1/bookings/${id}/calendar.ics`)).status).toBe(401);
  });
});

describe('what is left to do with a booking', () => {
  const nextOf = async (person: Person, id: number) =>
    (await person.http.get(`/api/v1/bookings/${id}`)).body.next as unknown;

  it('is to confirm a free ticket', async () => {
    const booking = await bookTickets(ada, (await event()).id);
    expect(booking).toMatchObject({ status: 'pending', next: 'confirm', expires_at: expect.any(String) });
    const confirmed = await send(ada, `bookings/${booking.id}/confirm`);
    expect(confirmed).toMatchObject({ status: 'confirmed', next: null, expires_at: null });
  });

  it('is to pay one that costs something, in every list, and nothing afterwards', async () => {
    const { id: eventId } = await event({ price: '30.00' });
    const { id, next } = await bookTickets(ada, eventId);
    expect(next).toBe('pay');
    const everywhere = async () => {
      const lists = await Promise.all([
        ...['bookings', 'user/bookings'].map((path) => ada.http.get(`/api/v1/${path}`)),
        admin.http.get('/api/v1/admin/bookings'),
        organizer.http.get(`/api/v1/events/${eventId}/bookings`),
      ]);
      const steps = lists.map(({ body }) => body.results.find((each: any) => each.id === id).next);
      return [...steps, await nextOf(ada, id), await nextOf(organizer, id)];
    };
    expect(await everywhere()).toEqual(Array.from({ length: 6 }, () => 'pay'));
    const payment = await send(ada, 'payments', { booking: id, amount: '30.00', method: 'mock' });
    expect(await everywhere()).toEqual(Array.from({ length: 6 }, () => null));
    const receipt = await ada.http.get(`/api/v1/payments/${payment.id}/receipt`);
    expect(receipt.body.booking).toMatchObject({ id, next: null });
  });

  it('is nothing of a slot, and of what ran out', async () => {
    expect((await book(ada, (await makeSlot(admin, here.clock.now())).id)).next).toBeNull();
    const { id } = await bookTickets(ada, (await event()).id);
    here.clock.advance(31 * 60_000);
    expect((await ada.http.get(`/api/v1/bookings/${id}`)).body).toMatchObject({
      status: 'expired',
      next: null,
    });
  });

  it('is its host’s where only the host confirms', async () => {
    const id = await meeting(true);
    expect([await nextOf(ada, id), await nextOf(organizer, id)]).toEqual([null, 'confirm']);
  });
});
