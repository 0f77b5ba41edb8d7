import type { Email } from 'postal-mime';
import { book, freeTimes, makeSlot } from '../../support/calendar.js';
import { calendarOf, kindsOf, noticeMailsOf } from '../../support/notices.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let w: World;
let admin: Person;
beforeAll(async () => {
  w = await world();
  admin = await w.admin();
});
afterAll(() => w?.close());

const subjectsTo = async (person: Person) => (await noticeMailsOf(w, person)).map(({ subject }) => subject);
const entriesOf = (mails: Email[]) => mails.map((mail) => calendarOf(mail)!);

describe('the booker of a slot', () => {
  it('is told of every move, once', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, w.clock.now());
    await book(person, slot.id);
    await subjectsTo(person);
    const path = `/api/v1/admin/timeslots/${slot.id}`;
    await admin.http.put(path, freeTimes(w.clock.now()));
    await admin.http.put(path, { capacity: 4 });
    await admin.http.put(path, freeTimes(w.clock.now()));
    expect(await subjectsTo(person)).toEqual([
      ...['Booking Confirmation: Cat 1', 'New time: Cat 1', 'New time: Cat 1'],
    ]);
  });

  it('is told that the slot is gone, as is everybody who booked it', async () => {
    const people = [await w.signUp(), await w.signUp()];
    const slot = await makeSlot(admin, w.clock.now(), { capacity: 3, category: 'Cat 2' });
    for (const person of people) await book(person, slot.id);
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    for (const person of people)
      expect(await subjectsTo(person)).toEqual([...['Booking Confirmation: Cat 2', 'Cancelled: Cat 2']]);
  });

  it('is told that an admin cancelled; what they cancelled themselves leaves the calendar', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, w.clock.now());
    const own = await book(person, slot.id);
    await subjectsTo(person);
    await person.http.delete(`/api/v1/bookings/${own.id}`);
    await subjectsTo(person);
    const other = await book(person, slot.id);
    await subjectsTo(person);
    await admin.http.delete(`/api/v1/admin/bookings/${other.id}`);
    expect(await subjectsTo(person)).toEqual([
      ...['Booking Confirmation: Cat 1', 'Cancelled: Cat 1'],
      ...['Booking Confirmation: Cat 1', 'Cancelled: Cat 1'],
    ]);
    const [booked, givenUp] = entriesOf(await noticeMailsOf(w, person));
    expect([booked!.METHOD, booked!.SEQUENCE]).toEqual(['REQUEST', '0']);
    expect(givenUp).toMatchObject({ METHOD: 'CANCEL', SEQUENCE: '1', UID: booked!.UID });
    expect(await kindsOf(w, person)).toEqual([
      'booking_cancelled',
      'booking_confirmation',
      'booking_confirmation',
    ]);
  });

  it('gets a calendar entry that follows the slot: one UID, the sequence up by one, UTC', async () => {
    const person = await w.signUp({ first_name: 'Zoë', last_name: 'Ümlaut' });
    const slot = await makeSlot(admin, w.clock.now());
    await book(person, slot.id);
    await subjectsTo(person);
    const times = freeTimes(w.clock.now());
    await admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, times);
    await w.drainEvents();
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    const [confirmed, moved, cancelled] = entriesOf(await noticeMailsOf(w, person));
    const start = times.start_time.replace(/[-:]|\.000/g, '');
    expect(confirmed).toMatchObject({ METHOD: 'REQUEST', SEQUENCE: '0', UID: moved!.UID, SUMMARY: 'Cat 1' });
    expect(moved).toMatchObject({
      METHOD: 'REQUEST',
      SEQUENCE: '1',
      DTSTART: start,
      STATUS: 'CONFIRMED',
      SUMMARY: 'Cat 1',
    });
    expect(cancelled).toMatchObject({ METHOD: 'CANCEL', SEQUENCE: '2', DTSTART: start, STATUS: 'CANCELLED' });
    expect(cancelled!.UID).toBe(moved!.UID);
  });

  it('sees all of it in the app, the booking too', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, w.clock.now());
    await book(person, slot.id);
    expect(await subjectsTo(person)).toEqual(['Booking Confirmation: Cat 1']);
    await admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, freeTimes(w.clock.now()));
    await w.drainEvents();
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    expect(await kindsOf(w, person)).toEqual(['booking_cancelled', 'booking_moved', 'booking_confirmation']);
  });
});
