import { BookingApi } from '../../../src/booking/booking.api.js';
import { brokenInvariants } from '../../support/invariants.js';
import { bookTickets, fullEvent, offerTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let organizer: Person;
let ada: Person;
let bob: Person;
let cleo: Person;

beforeAll(async () => {
  here = await world();
  organizer = await here.signUpAs('organizer');
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
  [bob, cleo] = [await here.signUp(), await here.signUp()];
});
afterEach(async () => {
  here.clock.reset();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const join = (who: Person, body: object, headers = {}) => who.http.post('/api/v1/waitlist', body, { headers });
const wait = async (who: Person, event: number, number_of_tickets = 1) => {
  const answer = await join(who, { event, number_of_tickets });
  expect(answer.status).toBe(201);
  return answer.body;
};
const leave = (who: Person, id: number) => who.http.post(`/api/v1/waitlist/${id}/leave`);
const mine = async (who: Person, query = '') => (await who.http.get(`/api/v1/waitlist?${query}`)).body.results;
const code = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer;
  return [status, body.code];
};
/** A full event, with the booking that fills it. */
const full = async (terms = {}) => {
  const event = await offerTickets(here, { capacity: 1, organizerId: organizer.id, ...terms });
  return { event, booking: await bookTickets(organizer, event) };
};

describe('waiting', () => {
  it('answers the whole entry', async () => {
    const { event } = await full();
    const { status, body } = await join(ada, { event });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      event,
      event_title: 'Test Workshop',
      user: ada.id,
      user_name: 'Ada Byron',
      number_of_tickets: 1,
      position: 1,
      status: 'waiting',
      offer_expires_at: null,
      booking: null,
      joined_at: expect.stringMatching(/Z$/),
    });
    expect(await mine(ada, `event=${event}`)).toEqual([body]);
    expect(await mine(bob, `event=${event}`)).toEqual([]);
  });

  it('is refused while the party could be booked, twice, and while booked', async () => {
    const event = await offerTickets(here, { capacity: 2 });
    expect(await code(join(ada, { event, number_of_tickets: 2 }))).toEqual([409, 'SEATS_AVAILABLE']);
    await bookTickets(bob, event, 2);
    await wait(ada, event);
    expect(await code(join(ada, { event }))).toEqual([409, 'ALREADY_WAITING']);
    expect(await code(join(bob, { event }))).toEqual([409, 'ALREADY_BOOKED']);
    expect(await code(join(cleo, { event, number_of_tickets: 3 }))).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('is refused for gatherings, closed events and what outsiders do not see', async () => {
    const gathering = await offerTickets(here, { joinOnly: true });
    expect(await code(join(ada, { event: gathering }))).toEqual([409, 'JOIN_ONLY']);
    const late = await offerTickets(here, { closesAt: here.clock.now() });
    expect(await code(join(ada, { event: late }))).toEqual([409, 'BOOKING_CLOSED']);
    const draft = await offerTickets(here, { state: 'draft', organizerId: organizer.id });
    expect(await code(join(organizer, { event: draft }))).toEqual([409, 'BOOKING_CLOSED']);
    const [hidden, nowhere] = [await join(ada, { event: draft }), await join(ada, { event: 99_999_999 })];
    expect([hidden.status, hidden.body.field_errors]).toEqual([400, nowhere.body.field_errors]);
    expect((await join(ada, {})).body.field_errors).toHaveProperty('event');
    expect((await join(ada, { event: gathering, number_of_tickets: 11 })).status).toBe(400);
    expect((await here.http().post('/api/v1/waitlist', { event: gathering })).status).toBe(401);
  });

  it('keeps freed seats from everybody else', async () => {
    const event = await offerTickets(here, { capacity: 2 });
    const { id } = await bookTickets(bob, event);
    await bookTickets(organizer, event);
    await wait(ada, event, 2);
    await bob.http.post(`/api/v1/bookings/${id}/cancel`);
    const refused = await cleo.http.post('/api/v1/bookings', { event });
    expect([refused.status, refused.body.code]).toEqual([409, 'RESERVED_FOR_WAITLIST']);
  });

  it('under an Idempotency-Key happens once', async () => {
    const event = await fullEvent(here);
    const headers = { 'idempotency-key': 'waiting-once' };
    const [first, again] = [await join(ada, { event }, headers), await join(ada, { event }, headers)];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('a freed seat', () => {
  it('is offered as a pending booking, which confirming claims', async () => {
    const { event, booking } = await full();
    const [first, second] = [await wait(ada, event), await wait(bob, event)];
    expect([first.position, second.position]).toEqual([1, 2]);
    await organizer.http.delete(`/api/v1/bookings/${booking.id}`);
    const [offered] = await mine(ada, `event=${event}`);
    expect(offered).toMatchObject({
      id: first.id,
      status: 'offered',
      position: null,
      booking: expect.any(Number),
    });
    expect((await mine(bob, `event=${event}`))[0]).toMatchObject({ status: 'waiting', position: 1 });

    const held = (await ada.http.get(`/api/v1/bookings/${offered.booking}`)).body;
    expect(held).toMatchObject({ status: 'pending', event, expires_at: offered.offer_expires_at });
    expect(Date.parse(held.expires_at) - Date.parse(held.registered_at)).toBe(24 * HOUR_MS);
    expect((await ada.http.post(`/api/v1/bookings/${held.id}/confirm`)).body.status).toBe('confirmed');
    expect((await mine(ada, `event=${event}`))[0]).toMatchObject({
      status: 'claimed',
      booking: held.id,
      offer_expires_at: null,
    });
  });

  it('goes to the next when the hold, a quarter of the time left, runs out', async () => {
    const { event, booking } = await full({ startsAt: new Date(here.clock.now().getTime() + 2 * HOUR_MS) });
    await wait(ada, event);
    await wait(bob, event);
    await organizer.http.delete(`/api/v1/bookings/${booking.id}`);
    const [{ booking: lapsed }] = await mine(ada, `event=${event}`);
    here.clock.advance(HOUR_MS / 2);
    expect((await ada.http.post(`/api/v1/bookings/${lapsed}/confirm`)).body.code).toBe('INVALID_TRANSITION');
    expect((await mine(ada, `event=${event}`))[0]).toMatchObject({ status: 'waiting', position: 2 });
  });
});

describe('leaving', () => {
  it('moves everybody behind up, and is final', async () => {
    const event = await fullEvent(here);
    const entry = await wait(ada, event);
    await wait(bob, event);
    const { status, body } = await leave(ada, entry.id);
    expect([status, body]).toEqual([200, { ...entry, status: 'left', position: null }]);
    expect((await mine(bob, `event=${event}`))[0].position).toBe(1);
    expect(await code(leave(ada, entry.id))).toEqual([409, 'INVALID_TRANSITION']);
    expect((await wait(ada, event)).position).toBe(2);
  });

  it('gives offered seats to the next', async () => {
    const { event, booking } = await full();
    const entry = await wait(ada, event);
    await wait(bob, event);
    await organizer.http.delete(`/api/v1/bookings/${booking.id}`);
    expect((await leave(ada, entry.id)).body).toMatchObject({ status: 'left', booking: null });
    expect((await mine(bob, `event=${event}`))[0].status).toBe('offered');
  });

  it('is for who waits alone', async () => {
    const entry = await wait(ada, await fullEvent(here));
    expect((await leave(bob, entry.id)).status).toBe(404);
    expect((await leave(ada, 99_999_999)).status).toBe(404);
  });
});

describe('the list', () => {
  it('is ordered by position, paged, and a bare array under /api', async () => {
    const person = await here.signUp();
    const [far, near] = [await fullEvent(here), await fullEvent(here)];
    await wait(ada, far);
    const entries = [await wait(person, far), await wait(person, near)];
    await leave(person, (await wait(person, await fullEvent(here))).id);
    const ids = async (query: string) => (await mine(person, query)).map(({ id }: any) => id);
    expect((await ids('')).slice(0, 2)).toEqual([entries[1].id, entries[0].id]);
    expect((await ids('ordering=-joined_at')).slice(1)).toEqual([entries[1].id, entries[0].id]);
    expect((await ids('ordering=-position')).slice(0, 2)).toEqual([entries[0].id, entries[1].id]);
    expect(await ids('page=2&page_size=2')).toHaveLength(1);
    expect((await person.http.get('/api/v1/waitlist?page=9')).body).toMatchObject({ count: 3, results: [] });
    expect((await person.http.get('/api/v1/waitlist?ordering=name')).status).toBe(400);
    const bare = await person.http.get('/api/waitlist/');
    expect([bare.body.length, bare.headers.get('x-total-count')]).toEqual([3, '3']);
  });
});

describe('the event', () => {
  it('when it is cancelled closes its list', async () => {
    const event = await fullEvent(here);
    await wait(ada, event);
    const api = here.app.get(BookingApi, { strict: false });
    await here.db.transaction((tx) => api.withdrawOffer(tx, 'event', event, { actorId: organizer.id }));
    expect((await mine(ada, `event=${event}`))[0]).toMatchObject({ status: 'expired', position: null });
    expect(await code(join(bob, { event }))).toEqual([409, 'BOOKING_CLOSED']);
  });
});
