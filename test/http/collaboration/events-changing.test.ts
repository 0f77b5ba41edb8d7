import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let here: World;
let began: Date;
let olivia: Person;
let ada: Person;
let bob: Person;
let admin: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  began = here.clock.now();
  [olivia, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [ada, bob] = [await here.signUp(), await here.signUp()];
});
afterAll(() => here.close());

/** The same over the whole file, whatever the clock is set to. */
const now = () => began;
const put = (by: Person, id: number, body: object) => by.http.put(`/api/v1/events/${id}/`, body);
const published = async (more: object = {}) => {
  const { id } = await makeDraft(olivia, now(), { ...more });
  expect((await olivia.http.post(`/api/v1/events/${id}/publish`)).status).toBe(200);
  return id as number;
};
const row = async (id: number) =>
  (
    await here.db.query<{ sequence: number }>('SELECT sequence FROM collaboration.events WHERE id = $1', [id])
  )[0]!;

describe('changing a gathering', () => {
  it('changes what is sent and leaves the rest, by PUT and by PATCH', async () => {
    const made = await makeGathering(ada, now(), {
      description: 'Bring one.',
      max_participants: 5,
      tags: 'games',
    });
    const { status, body } = await put(ada, made.id, { title: 'Chess' });
    expect(status).toBe(200);
    expect(body).toEqual({ ...made, title: 'Chess', updated_at: expect.any(String) });
    const patched = await ada.http.patch(`/api/events/${made.id}`, {
      location: 'Garden',
      max_participants: null,
    });
    expect(patched.body).toMatchObject({ title: 'Chess', location: 'Garden', max_attendees: null });
  });

  it('takes the body that was read with a change under one of two names', async () => {
    const made = await makeGathering(ada, now(), { max_participants: 5 });
    const later = await put(ada, made.id, { ...made, date: inDays(now(), 8) });
    expect(later).toMatchObject({
      status: 200,
      body: { date: inDays(now(), 8), start_date: inDays(now(), 8) },
    });
    const lasts = ({ date, end_date }: any) => Date.parse(end_date) - Date.parse(date);
    expect(lasts(later.body)).toBe(lasts(made));
    const wider = await put(ada, made.id, { ...later.body, max_attendees: 7 });
    expect(wider).toMatchObject({ status: 200, body: { max_participants: 7, max_attendees: 7 } });
    const unlimited = await put(ada, made.id, { ...wider.body, max_participants: null });
    expect(unlimited).toMatchObject({ status: 200, body: { max_participants: null, max_attendees: null } });
    const limited = await put(ada, made.id, { ...unlimited.body, max_participants: 9 });
    expect(limited).toMatchObject({ status: 200, body: { max_participants: 9, max_attendees: 9 } });
    const both = await put(ada, made.id, { date: inDays(now(), 9), start_date: inDays(now(), 10) });
    expect(Object.keys(both.body.field_errors).sort()).toEqual(['date', 'start_date']);
    const past = await put(ada, made.id, { ...limited.body, date: inDays(now(), -1) });
    expect(Object.keys(past.body.field_errors)).toEqual(['date']);
  });

  it('is its creator’s and an admin’s to do', async () => {
    const { id } = await makeGathering(ada, now());
    expect(await put(bob, id, { title: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'NOT_THE_ORGANIZER' },
    });
    expect((await here.http().put(`/api/v1/events/${id}`, { title: 'x' })).status).toBe(401);
    expect((await put(ada, 999_999, { title: 'x' })).status).toBe(404);
    expect((await put(admin, id, { title: 'By an admin' })).body.title).toBe('By an admin');
  });

  it('moved, lasts as long as before, and takes its people along', async () => {
    const { id } = await makeGathering(ada, now(), { date: inDays(now(), 4), end_date: inDays(now(), 5) });
    await bob.http.post(`/api/v1/events/${id}/join`);
    const { body } = await put(ada, id, { date: inDays(now(), 8) });
    expect(body).toMatchObject({ date: inDays(now(), 8), end_date: inDays(now(), 9), current_participants: 2 });
    const [booking] = (await bob.http.get('/api/v1/user/bookings?status=upcoming')).body.results;
    expect(booking).toMatchObject({ event: id, start_time: inDays(now(), 8), end_time: inDays(now(), 9) });
  });

  it('tells what has changed, and what was before', async () => {
    const made = await makeGathering(ada, now(), { location: 'Here' });
    await put(ada, made.id, {
      location: 'There',
      date: inDays(now(), 12),
      title: made.title,
      max_participants: 9,
    });
    const [event] = await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = 'collaboration.event_changed'
        AND (payload->>'id')::bigint = $1`,
      [made.id],
    );
    expect(event!.payload).toMatchObject({
      ...{ actorId: ada.id, taken: 1, capacity: 9, location: 'There', startsAt: inDays(now(), 12) },
      previous: { startsAt: made.date, endsAt: made.end_date, location: 'Here' },
    });
    expect(event!.payload.changed.sort()).toEqual(['end_date', 'location', 'max_attendees', 'start_date']);
  });

  it('counts up the sequence where calendars show it, and says nothing where nothing changes', async () => {
    const made = await makeGathering(ada, now());
    expect((await row(made.id)).sequence).toBe(0);
    await put(ada, made.id, { title: 'Go' });
    expect((await row(made.id)).sequence).toBe(1);
    await put(ada, made.id, { tags: 'go', max_participants: 8 });
    expect((await row(made.id)).sequence).toBe(1);
    const { body } = await put(ada, made.id, { title: 'Go', tags: 'go', max_participants: 8 });
    const again = await put(ada, made.id, body);
    expect(again.body).toEqual(body);
  });

  it('refuses a room smaller than the people in it', async () => {
    const { id } = await makeGathering(ada, now(), { max_participants: 3 });
    await bob.http.post(`/api/v1/events/${id}/join`);
    const refused = await put(ada, id, { max_participants: 1 });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'CAPACITY_BELOW_SEATS', details: { taken: 2 } },
    });
    expect((await put(ada, id, { max_attendees: 2 })).body).toMatchObject({
      max_participants: 2,
      available_spots: 0,
    });
  });

  it.each([
    ['a start in the past', { date: '2020-01-01T00:00:00Z' }, ['date']],
    ['a start in the past by its other name', { start_date: '2020-01-01T00:00:00Z' }, ['start_date']],
    ['an end before the start', { end_date: '2020-01-01T00:00:00Z' }, ['end_date']],
    [
      'two starts',
      { date: '2998-01-01T00:00:00Z', start_date: '2999-01-01T00:00:00Z' },
      ['date', 'start_date'],
    ],
    ['no title', { title: '' }, ['title']],
    ['null for a title', { title: null }, ['title']],
    ['a price', { price: '3.00' }, ['price']],
  ])('refuses %s', async (_, body, fields) => {
    const { id } = await makeGathering(ada, now());
    const answer = await put(ada, id, body);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors).sort()).toEqual(fields);
  });

  it('cannot change whose it is, what it is or how it stands', async () => {
    const made = await makeGathering(ada, now());
    const extra = {
      kind: 'ticketed',
      organizer: bob.id,
      creator: bob.id,
      status: 'cancelled',
      state: 'cancelled',
    };
    expect((await put(ada, made.id, extra)).body).toEqual(made);
  });

  it('that goes on may end later, and starts no more', async () => {
    const { id, ...made } = await makeGathering(ada, now(), { date: inDays(now(), 2) });
    here.clock.advance(2 * DAY_MS + HOUR_MS);
    expect((await put(ada, id, { date: inDays(now(), 9) })).body.field_errors).toHaveProperty('date');
    const end_date = new Date(Date.parse(made.end_date) + HOUR_MS).toISOString();
    expect((await put(ada, id, { end_date, title: 'Longer' })).body).toMatchObject({
      end_date,
      status: 'ongoing',
    });
    here.clock.advance(3 * HOUR_MS);
    const refused = await put(ada, id, { title: 'Too late' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'EVENT_ENDED', details: { status: 'completed' } },
    });
    here.clock.reset();
  });

  it('keeps a circle closed from then on', async () => {
    const { id } = await makeGathering(ada, now());
    await bob.http.post(`/api/v1/events/${id}/join`);
    const eve = await here.signUp();
    expect((await put(ada, id, { visibility: 'invited' })).body.visibility).toBe('invited');
    expect((await eve.http.get(`/api/v1/events/${id}`)).status).toBe(404);
    expect((await bob.http.get(`/api/v1/events/${id}`)).status).toBe(200);
    const listed = async (by: Person) =>
      (await by.http.get(`/api/events?creator=${ada.id}`)).body.some((event: any) => event.id === id);
    expect([await listed(bob), await listed(eve), await listed(ada)]).toEqual([true, false, true]);
  });
});

describe('changing a ticketed event', () => {
  it('a draft takes any times', async () => {
    const { id } = await makeDraft(olivia, now());
    const times = { start_date: '2020-01-02T00:00:00.000Z', end_date: '2020-01-01T00:00:00.000Z' };
    expect((await put(olivia, id, times)).body).toMatchObject({ ...times, status: 'draft' });
  });

  it('a published one keeps its order of times', async () => {
    const id = await published({ registration_deadline: inDays(now(), 9) });
    const problems = async (body: object) => Object.keys((await put(olivia, id, body)).body.field_errors ?? {});
    expect(await problems({ start_date: inDays(now(), 12) })).toEqual(['end_date']);
    expect(await problems({ start_date: inDays(now(), 8) })).toEqual(['registration_deadline']);
    expect(await problems({ registration_deadline: inDays(now(), 11) })).toEqual(['registration_deadline']);
    expect(await problems({ start_date: inDays(now(), -1) })).toContain('start_date');
    expect(await problems({ visibility: 'invited' })).toEqual(['visibility']);
    expect(await problems({ start_date: inDays(now(), 12), end_date: inDays(now(), 13) })).toEqual([]);
  });

  it('sells at its new price and until its new deadline', async () => {
    const id = await published({ price: '10.00' });
    await put(olivia, id, { price: '12.50', registration_deadline: inDays(now(), 3) });
    const { body } = await bob.http.post('/api/v1/bookings', { event: id, number_of_tickets: 2 });
    expect(body.total_price).toBe('25.00');
    here.clock.advance(3 * DAY_MS + 1000);
    expect((await ada.http.post('/api/v1/bookings', { event: id })).status).toBe(409);
    here.clock.reset();
  });

  it('keeps the currency of what is booked', async () => {
    const id = await published({ price: '10.00' });
    expect((await put(olivia, id, { currency: 'EUR' })).body.currency).toBe('EUR');
    const { body: booking } = await bob.http.post('/api/v1/bookings', { event: id });
    expect((await put(olivia, id, { currency: 'USD' })).status).toBe(409);
    await bob.http.post(`/api/v1/bookings/${booking.id}/cancel`);
    const refused = await put(olivia, id, { currency: 'USD' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'EVENT_HAS_BOOKINGS' } });
  });

  it('that was cancelled changes no more', async () => {
    const id = await published();
    expect((await olivia.http.post(`/api/v1/events/${id}/cancel`)).status).toBe(200);
    const refused = await put(olivia, id, { title: 'x' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'EVENT_ENDED', details: { status: 'cancelled' } },
    });
  });

  it('cannot leave its sessions behind', async () => {
    const id = await published();
    const times = { start_time: inDays(now(), 10.25), end_time: inDays(now(), 10.5) };
    const session = await olivia.http.post('/api/v1/sessions', { event: id, title: 'Keynote', ...times });
    expect(session.status).toBe(201);
    const refused = await put(olivia, id, { start_date: inDays(now(), 20), end_date: inDays(now(), 21) });
    expect(refused).toMatchObject({ status: 409, body: { code: 'SESSIONS_OUTSIDE_EVENT' } });
    const { body } = await here.http().get(`/api/v1/events/${id}`);
    expect(body.sessions).toMatchObject([{ id: session.body.id, title: 'Keynote', event: id }]);
  });
});
