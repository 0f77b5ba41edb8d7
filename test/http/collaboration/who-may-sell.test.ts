import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { makeDraft, makeGathering } from '../../support/events.js';
import { makePublished, refusal } from '../../support/ticketed.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
beforeAll(async () => {
  here = await world();
  admin = await here.admin();
});
afterAll(() => here?.close());

const order = async (who: Person, body: object) => {
  const answer = await admin.http.patch(`/api/v1/admin/users/${who.id}`, body);
  expect(answer.status).toBe(200);
};
/** The same person with a new session. */
const anew = async ({ username }: Person) => {
  const { body } = await here.http().post('/api/v1/auth/login', { username, password: PASSWORD });
  return here.http(body.access);
};
const book = async (event: number, by?: Person) =>
  refusal(await (by ?? (await here.signUp())).http.post('/api/v1/bookings', { event, number_of_tickets: 1 }));

describe('an organizer who is suspended', () => {
  it('sells nothing until the suspension ends, and what was sold stays', async () => {
    const organizer = await here.signUpAs('organizer');
    const event = await makePublished(organizer, here.clock.now(), { ticket_price: '0.00' });
    const booker = await here.signUp();
    const { body: booking } = await booker.http.post('/api/v1/bookings', {
      event: event.id,
      number_of_tickets: 1,
    });
    await order(organizer, { status: 'suspended' });
    const refused = await (
      await here.signUp()
    ).http.post('/api/v1/bookings', {
      event: event.id,
      number_of_tickets: 1,
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'BOOKING_CLOSED']);
    expect(refused.body.error).toBe('Its organizer takes no bookings at present.');
    expect((await booker.http.post(`/api/v1/bookings/${booking.id}/confirm`)).body.status).toBe('confirmed');
    await order(organizer, { status: 'active' });
    expect(await book(event.id)).toBe('');
  });

  it('cannot be joined in a gathering either', async () => {
    const host = await here.signUp();
    const { id } = await makeGathering(host, here.clock.now());
    await order(host, { status: 'suspended' });
    const guest = await here.signUp();
    expect(refusal(await guest.http.post(`/api/v1/events/${id}/join`))).toBe('409 BOOKING_CLOSED');
    await order(host, { status: 'active' });
    expect((await guest.http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
  });

  it('gives no freed seat to who waits, and does afterwards', async () => {
    const organizer = await here.signUpAs('organizer');
    const event = await makePublished(organizer, here.clock.now(), { ticket_price: '0.00', max_attendees: 1 });
    const [first, second] = [await here.signUp(), await here.signUp()];
    const { body: booking } = await first.http.post('/api/v1/bookings', {
      event: event.id,
      number_of_tickets: 1,
    });
    await second.http.post('/api/v1/waitlist', { event: event.id });
    await order(organizer, { status: 'suspended' });
    await first.http.post(`/api/v1/bookings/${booking.id}/cancel`);
    await here.drainEvents();
    const offered = async () =>
      (await second.http.get('/api/v1/bookings')).body.results.map((each: any) => each.status);
    expect(await offered()).toEqual([]);
    await order(organizer, { status: 'active' });
    await here.app.get(DueBookingsProcessor).expireHolds();
    expect(await offered()).toEqual(['pending']);
  });
});

describe('an organizer who is one no more', () => {
  it('is asked for the right to sell at each write, and can still call off what was sold', async () => {
    const organizer = await here.signUpAs('organizer');
    const event = await makePublished(organizer, here.clock.now(), { ticket_price: '0.00' });
    const draft = await makeDraft(organizer, here.clock.now());
    const { start_date: start_time, end_date: end_time } = event;
    await order(organizer, { user_type: 'attendee' });
    expect(await book(event.id)).toBe('409 BOOKING_CLOSED');

    const http = await anew(organizer);
    const session = { event: event.id, title: 'Keynote', start_time, end_time };
    const message = { subject: 'More seats', message: 'Come all!' };
    const writes: Record<string, () => Promise<{ status: number; body: any }>> = {
      change: () => http.put(`/api/v1/events/${event.id}`, { title: 'Better Python' }),
      'change a draft': () => http.patch(`/api/v1/events/${draft.id}`, { title: 'Better Python' }),
      publish: () => http.post(`/api/v1/events/${draft.id}/publish`),
      announce: () => http.post(`/api/v1/events/${event.id}/announce`, message),
      'add a session': () => http.post('/api/v1/sessions', session),
      'give a picture': () => http.call('PUT', `/api/v1/events/${event.id}/cover`),
      'make another': () =>
        http.post('/api/v1/events', { title: 'Python', start_date: start_time, end_date: end_time }),
    };
    for (const [name, write] of Object.entries(writes))
      expect([name, refusal(await write())]).toEqual([name, '403 ORGANIZERS_ONLY']);
    const gathering = { title: 'Board games', date: start_time };
    expect((await http.post('/api/v1/events', gathering)).status).toBe(201);
    expect((await http.post(`/api/v1/events/${event.id}/cancel`, {})).status).toBe(200);
    expect((await http.call('DELETE', `/api/v1/events/${draft.id}`)).status).toBe(204);
  });

  it('keeps the gatherings open, and sells again once an organizer', async () => {
    const organizer = await here.signUpAs('organizer');
    const event = await makePublished(organizer, here.clock.now(), { ticket_price: '0.00' });
    const { id } = await makeGathering(organizer, here.clock.now());
    await order(organizer, { user_type: 'attendee' });
    expect((await (await here.signUp()).http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
    await order(organizer, { user_type: 'organizer' });
    expect(await book(event.id)).toBe('');
    expect(
      (await (await anew(organizer)).put(`/api/v1/events/${event.id}`, { title: 'Python 2' })).status,
    ).toBe(200);
  });
});
