import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { begin, makePublished, refusal } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { setCheckedIn, setPaid, setRefunded } from '../../support/booking-rows.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let olga: Person;
let bob: Person;
let eve: Person;
let admin: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  [olga, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [bob, eve] = [await here.signUp({ first_name: 'Bob', last_name: 'Ray' }), await here.signUp()];
});
afterAll(() => here?.close());

const now = () => here.clock.now();
const events = '/api/v1/events';
const confirm = (person: Person, { id }: { id: number }) => person.http.post(`/api/v1/bookings/${id}/confirm`);

/** A published event with one confirmed and one pending booking. */
async function sold(more: Record<string, unknown> = {}) {
  const event = await makePublished(olga, now(), more);
  const confirmed = await bookTickets(bob, event.id, 2);
  await confirm(bob, confirmed);
  const pending = await bookTickets(eve, event.id, 3);
  return { ...event, path: `${events}/${event.id}`, confirmed, pending };
}

describe('attendees', () => {
  it('are listed whole for the organizer and admins', async () => {
    const { path, confirmed, pending } = await sold();
    for (const who of [olga, admin]) {
      const { status, body } = await who.http.get(`${path}/attendees`);
      expect({ status, count: body.count }).toEqual({ status: 200, count: 2 });
      expect(body.results).toEqual([
        {
          id: confirmed.id,
          user: bob.id,
          user_name: 'Bob Ray',
          number_of_tickets: 2,
          status: 'confirmed',
          checked_in_at: null,
          registered_at: confirmed.registered_at,
        },
        expect.objectContaining({ id: pending.id, user: eve.id, number_of_tickets: 3, status: 'pending' }),
      ]);
    }
    expect((await olga.http.get(`${path.replace('/v1', '')}/attendees/`)).body).toHaveLength(2);
  });

  it('are names to those who take part', async () => {
    const { path } = await sold();
    const { body } = await bob.http.get(`${path}/attendees`);
    expect(body.results).toEqual([{ user: bob.id, user_name: 'Bob Ray' }]);
    expect((await bob.http.get(`${path.replace('/v1', '')}/attendees`)).body).toEqual(body.results);
  });

  it('are a number to everybody else, whatever the shape of lists', async () => {
    const { path } = await sold();
    for (const http of [here.http(), eve.http, (await here.signUp()).http]) {
      expect(await http.get(`${path}/attendees`)).toMatchObject({ status: 200, body: { count: 2 } });
      expect((await http.get(`${path.replace('/v1', '')}/attendees`)).body).toEqual({ count: 2 });
    }
  });

  it('of a gathering are those who joined', async () => {
    const { id } = await makeGathering(bob, now());
    await eve.http.post(`${events}/${id}/join`);
    const { body } = await eve.http.get(`${events}/${id}/attendees`);
    expect(body.results.map(({ user }: any) => user)).toEqual([bob.id, eve.id]);
    expect((await here.http().get(`${events}/${id}/attendees`)).body).toEqual({ count: 2 });
  });

  it('of what one cannot see are not found', async () => {
    const { id } = await makeDraft(olga, now());
    expect(refusal(await bob.http.get(`${events}/${id}/attendees`))).toBe('404 NOT_FOUND');
    expect((await olga.http.get(`${events}/${id}/attendees`)).body.results).toEqual([]);
  });
});

describe('statistics', () => {
  it('count tickets, seats, waiting parties, opinions and, for the organizer, money', async () => {
    const event = await sold({ max_attendees: 5, price: '10.00' });
    await setPaid(here.db, event.confirmed.id, 2_000);
    await confirm(bob, event.confirmed);
    const carol = await here.signUp();
    expect((await carol.http.post('/api/v1/waitlist', { event: event.id })).status).toBe(201);
    await setRefunded(here.db, event.confirmed.id, 1);
    const before = (await here.http().get(`${event.path}/statistics`)).body;
    expect(before.waitlist_count).toBe(1);
    await begin(here, event.id);
    await bob.http.post('/api/v1/reviews', { event: event.id, rating: 5 });
    await carol.http.post('/api/v1/reviews', { event: event.id, rating: 2 });
    await eve.http.post('/api/v1/reviews', { event: event.id, rating: 4 });
    await setCheckedIn(here.db, event.id, now(), bob.id);
    const figures = {
      total_attendees: 2,
      available_spots: 0,
      waitlist_count: 0,
      checked_in_count: 2,
      reviews_count: 3,
      average_rating: 3.7,
      average_rating_attended: 5,
    };
    for (const { http } of [olga, admin]) {
      expect((await http.get(`${event.path}/statistics/`)).body).toEqual({ ...figures, total_revenue: 19.99 });
    }
    for (const http of [here.http(), bob.http]) {
      expect((await http.get(`${event.path}/statistics`)).body).toEqual({ ...figures, total_revenue: null });
    }
  });

  it('of a new event are D’s zeros', async () => {
    const { id } = await makePublished(olga, now(), { max_attendees: 50 });
    expect((await olga.http.get(`${events}/${id}/statistics/`)).body).toEqual({
      total_attendees: 0,
      available_spots: 50,
      waitlist_count: 0,
      checked_in_count: 0,
      reviews_count: 0,
      average_rating: 0,
      average_rating_attended: 0,
      total_revenue: 0,
    });
  });

  it('of an unlimited event know no spots, and of a draft nobody knows', async () => {
    const { id } = await makeDraft(olga, now(), { max_attendees: null });
    expect((await olga.http.get(`${events}/${id}/statistics`)).body.available_spots).toBeNull();
    expect((await here.http().get(`${events}/${id}/statistics`)).status).toBe(404);
  });
});

describe('the bookings of an event', () => {
  it('are listed for its organizer, latest first, as bookings are', async () => {
    const { path, id, confirmed, pending } = await sold();
    const { status, body } = await olga.http.get(`${path}/bookings`);
    expect(status).toBe(200);
    expect(body.results.map((row: any) => row.id)).toEqual([pending.id, confirmed.id]);
    const own = (await bob.http.get(`/api/v1/bookings/${confirmed.id}`)).body;
    expect(body.results[1]).toEqual(own);
    expect(body.results[1]).toMatchObject({ event: id, user: bob.id, user_name: 'Bob Ray', kind: 'ticket' });
    expect((await olga.http.get(`${path}/bookings?status=pending`)).body.results).toHaveLength(1);
    expect((await olga.http.get(`${path}/bookings?ordering=registered_at&page_size=1`)).body).toMatchObject({
      count: 2,
      results: [{ id: confirmed.id }],
    });
    expect((await olga.http.get(`${path}/bookings?page=9`)).body).toMatchObject({ count: 2, results: [] });
  });

  it('are nobody else’s business', async () => {
    const { path } = await sold();
    expect(refusal(await bob.http.get(`${path}/bookings`))).toBe('403 NOT_THE_ORGANIZER');
    expect(refusal(await here.http().get(`${path}/bookings`))).toBe('401 NOT_AUTHENTICATED');
    expect((await admin.http.get(`${path}/bookings`)).status).toBe(200);
    const { id } = await makeDraft(olga, now());
    expect(refusal(await bob.http.get(`${events}/${id}/bookings`))).toBe('404 NOT_FOUND');
  });

  it('come as CSV, all of them, in which no cell is a formula', async () => {
    const { id } = await makePublished(olga, now(), { max_attendees: null });
    const wishes = ['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '"Soup", no meat\nplease', ''];
    for (const special_requirements of wishes) {
      const guest = await here.signUp({ first_name: '=1+1', last_name: 'Guest' });
      await guest.http.post('/api/v1/bookings', { event: id, special_requirements });
    }
    const answer = await olga.http.get(`${events}/${id}/bookings?page_size=1`, {
      headers: { accept: 'text/csv' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain(`event-${id}-bookings.csv`);
    const url = `${here.url}/api/v1/events/${id}/bookings`;
    const origin = 'http://localhost:3000';
    const headers = { accept: 'text/csv', authorization: `Bearer ${olga.access}`, origin };
    const raw = await fetch(url, { headers });
    // Without the mark, spreadsheets read UTF-8 as another encoding.
    expect(
      Buffer.from(await raw.arrayBuffer())
        .subarray(0, 5)
        .toString('hex'),
    ).toBe('efbbbf6964');
    expect(raw.headers.get('access-control-expose-headers')!.split(',')).toContain('Content-Disposition');
    const text = answer.body as string;
    expect(text.split('\r\n')[0]).toBe(
      'id,user_name,status,number_of_tickets,total_price,paid,refunded,currency,special_requirements,' +
        'registered_at,confirmed_at,cancelled_at,checked_in_at',
    );
    expect(text.trimEnd().split('\r\n')).toHaveLength(wishes.length + 1);
    for (const cell of [
      `'=HYPERLINK`,
      `,'+1,`,
      `,'-1,`,
      `,'@SUM(A1),`,
      `"""Soup"", no meat\nplease"`,
      `,'=1+1 Guest,`,
    ]) {
      expect(text).toContain(cell);
    }
    expect(refusal(await bob.http.get(`${events}/${id}/bookings`, { headers: { accept: 'text/csv' } }))).toBe(
      '403 NOT_THE_ORGANIZER',
    );
    const other = await olga.http.get(`${events}/${id}/bookings`, { headers: { accept: 'application/pdf' } });
    expect(refusal(other)).toBe('406 NOT_ACCEPTABLE');
    const linked = await olga.http.get(`${events}/${id}/bookings?format=csv`);
    expect([linked.headers.get('content-type'), linked.body]).toEqual(['text/csv; charset=utf-8', text]);
    const asJson = await olga.http.get(`${events}/${id}/bookings?format=json`, {
      headers: { accept: 'text/csv' },
    });
    expect(asJson.body.count).toBe(wishes.length);
    for (const query of [
      'format=pdf',
      'format=CSV',
      'format=text/csv',
      'format=csv&format=csv',
      'format=csv&page=0',
    ]) {
      const { status, body } = await olga.http.get(`${events}/${id}/bookings?${query}`);
      const named = query.includes('page')
        ? { page: ['Must be at least 1.'] }
        : { format: ['Choose one of json, csv.'] };
      expect([status, body.field_errors]).toEqual([400, named]);
    }
    const both = await olga.http.get(`${events}/${id}/bookings?format=pdf&page=0`);
    expect(Object.keys(both.body.field_errors).sort()).toEqual(['format', 'page']);
  });
});

describe('announcing', () => {
  const message = { subject: 'Another room', message: 'We have moved to the big hall.' };
  const announce = (path: string, by: Person, body: object = message) => by.http.post(`${path}/announce`, body);

  it('is accepted, kept and told with the event', async () => {
    const { path, id } = await sold();
    const { status, body } = await announce(path, olga);
    expect(status).toBe(202);
    expect(body).toEqual({
      id: expect.any(Number),
      event: id,
      ...message,
      recipients: 2,
      created_at: expect.any(String),
    });
    const [fact] = await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = 'collaboration.event_announced'
        AND (payload->>'announcementId')::bigint = $1`,
      [body.id],
    );
    expect(fact!.payload).toMatchObject({ ...message, actorId: olga.id, event: { id } });
    await here.drainEvents();
    const notices = (await bob.http.get('/api/v1/notifications')).body.results;
    expect(notices).toContainEqual(expect.objectContaining({ title: 'Another room', event: id }));
  });

  it('is listed to the organizer, newest first', async () => {
    const { path } = await sold();
    await announce(path, olga);
    here.clock.advance(1_000);
    await announce(path, admin, { ...message, subject: 'And a time' });
    const { status, body } = await olga.http.get(`${path}/announcements`);
    expect([status, body.count]).toEqual([200, 2]);
    expect(body.results).toMatchObject([
      { subject: 'And a time', recipients: 2 },
      { ...message, recipients: 2 },
    ]);
    expect((await olga.http.get(`${path}/announcements?page_size=1&page=2`)).body.results).toMatchObject([
      message,
    ]);
    expect(refusal(await bob.http.get(`${path}/announcements`))).toBe('403 NOT_THE_ORGANIZER');
    here.clock.reset();
  });

  it('is the organizer’s', async () => {
    const { path } = await sold();
    expect(refusal(await announce(path, bob))).toBe('403 NOT_THE_ORGANIZER');
    expect((await announce(path, admin)).status).toBe(202);
    const gathering = await makeGathering(bob, now());
    expect((await announce(`${events}/${gathering.id}`, bob)).status).toBe(202);
  });

  it('needs words, and an event that is open', async () => {
    const draft = await makeDraft(olga, now());
    expect(refusal(await announce(`${events}/${draft.id}`, olga))).toBe('409 EVENT_NOT_PUBLISHED');
    expect(refusal(await announce(`${events}/${draft.id}`, olga, {}))).toBe(
      '400 VALIDATION_ERROR message subject',
    );
    const event = await makePublished(olga, now());
    await olga.http.post(`${events}/${event.id}/cancel`);
    expect(refusal(await announce(`${events}/${event.id}`, olga))).toBe('409 EVENT_ENDED');
  });

  it('is possible five times an hour, also all at once', async () => {
    const { id } = await makePublished(olga, now());
    const answers = await Promise.all(Array.from({ length: 8 }, () => announce(`${events}/${id}`, olga)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    expect(refused[0]!.body).toMatchObject({
      code: 'TOO_MANY_ANNOUNCEMENTS',
      details: { limit: 5, window: '1 hour', reset_at: expect.any(String) },
    });
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(3500);
    here.clock.advance(3_600_000);
    expect((await announce(`${events}/${id}`, olga)).status).toBe(202);
    here.clock.reset();
  });
});

describe('the events that somebody organizes', () => {
  it('are those one can see: drafts to oneself and admins', async () => {
    const ines = await here.signUpAs('organizer');
    const open = await makePublished(ines, now(), { title: 'Open' });
    const draft = await makeDraft(ines, now(), { title: 'Draft', start_date: inDays(now(), 9) });
    const path = `/api/v1/users/${ines.id}/events_organized`;
    const ids = async (person: Person) => (await person.http.get(path)).body.results.map(({ id }: any) => id);
    expect(await ids(ines)).toEqual([open.id, draft.id]);
    expect(await ids(admin)).toEqual([open.id, draft.id]);
    expect(await ids(bob)).toEqual([open.id]);
    expect((await bob.http.get(`${path}?status=draft`)).body).toMatchObject({ count: 0, results: [] });
    expect((await ines.http.get(`${path}?status=draft`)).body.results).toHaveLength(1);
    expect((await bob.http.get(path.replace('/v1', ''))).body[0]).toMatchObject({
      id: open.id,
      organizer: ines.id,
    });
    expect((await here.http().get(path)).status).toBe(401);
    expect((await bob.http.get('/api/v1/users/999999999/events_organized')).status).toBe(404);
  });
});
