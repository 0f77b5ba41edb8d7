import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY_MS = 86_400_000;

let here: World;
let olivia: Person;
let ada: Person;
let admin: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  [olivia, ada, admin] = [await here.signUpAs('organizer'), await here.signUp(), await here.admin()];
});
afterAll(() => here.close());

const now = () => here.clock.now();
const read = (id: number, by?: Person) => (by?.http ?? here.http()).get(`/api/v1/events/${id}/`);
const publish = async (id: number) => {
  const answer = await olivia.http.post(`/api/v1/events/${id}/publish/`);
  expect(answer.status).toBe(200);
};

describe('making a ticketed event', () => {
  const start_date = '2999-03-01T14:00:00.000Z';
  const end_date = '2999-03-01T17:00:00.000Z';
  const asked = {
    ...{
      title: 'Advanced Python',
      description: 'Learn advanced concepts',
      category: 'workshop',
      location: 'Virtual',
    },
    ...{ is_online: true, online_url: 'https://zoom.us/j/1', start_date, end_date },
    ...{
      registration_deadline: '2999-02-28T14:00:00Z',
      max_attendees: 30,
      price: '29.99',
      tags: 'python, advanced',
    },
  };

  it('answers with D’s body, as a draft', async () => {
    const { status, body } = await olivia.http.post('/api/events/', asked);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...asked,
      registration_deadline: '2999-02-28T14:00:00.000Z',
      ...{ kind: 'ticketed', status: 'draft', organizer: olivia.id, date: start_date, currency: 'USD' },
      ...{ max_participants: 30, current_participants: 0, attendees_count: 0, available_spots: 30 },
      ...{ is_registration_open: false, cover_image: null, visibility: 'public' },
    });
  });

  it('is for organizers and admins', async () => {
    const refused = await ada.http.post('/api/v1/events', asked);
    expect(refused).toMatchObject({ status: 403, body: { code: 'ORGANIZERS_ONLY' } });
    expect((await admin.http.post('/api/v1/events', asked)).status).toBe(201);
  });

  it('takes any times for a draft', async () => {
    const times = { start_date: '2020-01-02T00:00:00Z', end_date: '2020-01-01T00:00:00Z' };
    const { id, status } = await makeDraft(olivia, now(), times);
    expect(status).toBe('draft');
    expect((await read(id, olivia)).body.status).toBe('draft');
    expect((await olivia.http.get(`/api/v1/events/${id}/calendar.ics`)).status).toBe(200);
  });

  it.each([
    ['no end', { end_date: undefined }, ['end_date']],
    ['a circle of invited people', { visibility: 'invited' }, ['visibility']],
    ['a negative price', { price: '-1' }, ['price']],
    ['a price with three decimals', { price: '1.005' }, ['price']],
    ['a price beyond all bounds', { price: '10000000000.00' }, ['price']],
    ['a price that is no amount', { price: '1e3' }, ['price']],
    ['a currency that is none', { currency: 'EURO' }, ['currency']],
    ['half a seat', { max_attendees: 1.5 }, ['max_attendees']],
    [
      'a refund of more than all',
      { refund_policy: [{ hours_before: 1, percent: 101 }] },
      ['refund_policy.0.percent'],
    ],
    [
      'refunds that rise towards the start',
      {
        refund_policy: [
          { hours_before: 48, percent: 20 },
          { hours_before: 24, percent: 50 },
        ],
      },
      ['refund_policy'],
    ],
    [
      'refund steps out of their order',
      {
        refund_policy: [
          { hours_before: 24, percent: 50 },
          { hours_before: 48, percent: 100 },
        ],
      },
      ['refund_policy'],
    ],
    [
      'six refund steps',
      { refund_policy: [6, 5, 4, 3, 2, 1].map((hours) => ({ hours_before: hours, percent: hours })) },
      ['refund_policy'],
    ],
  ])('refuses %s', async (_, body, fields) => {
    const answer = await olivia.http.post('/api/v1/events', { ...asked, ...body });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)).toEqual(fields);
  });

  it('takes its price in another currency', async () => {
    const { body } = await olivia.http.post('/api/v1/events', { ...asked, price: 12, currency: 'eur' });
    expect(body).toMatchObject({ price: '12.00', currency: 'EUR' });
  });
});

describe('who sees an event', () => {
  it('a draft: its organizer and admins', async () => {
    const { id } = await makeDraft(olivia, now());
    for (const path of [`/api/v1/events/${id}`, `/api/v1/events/${id}/calendar.ics`]) {
      expect((await here.http().get(path)).status).toBe(404);
      expect((await ada.http.get(path)).status).toBe(404);
      expect((await olivia.http.get(path)).status).toBe(200);
      expect((await admin.http.get(path)).status).toBe(200);
    }
    expect((await ada.http.put(`/api/v1/events/${id}`, { title: 'x' })).status).toBe(404);
    expect((await ada.http.delete(`/api/v1/events/${id}`)).status).toBe(404);
  });

  it('a published one: everybody, but who bought tickets only those who belong', async () => {
    const { id } = await makeDraft(olivia, now(), { online_url: 'https://zoom.us/j/2' });
    await publish(id);
    const booked = await ada.http.post('/api/v1/bookings', { event: id });
    expect(booked.status).toBe(201);
    const eve = await here.signUp();
    const people = async (by?: Person) => (await read(id, by)).body.participants.map((one: any) => one.id);
    // Held seats are taken, and nobody's yet.
    expect((await read(id)).body).toMatchObject({
      attendees_count: 0,
      available_spots: 29,
      status: 'published',
    });
    expect((await read(id, ada)).body.online_url).toBe('');
    expect((await ada.http.post(`/api/v1/bookings/${booked.body.id}/confirm`)).status).toBe(200);
    expect((await read(id)).body).toMatchObject({ attendees_count: 1, available_spots: 29, online_url: '' });
    expect((await read(id, ada)).body.online_url).toBe('https://zoom.us/j/2');
    expect([await people(), await people(eve)]).toEqual([[], []]);
    expect([await people(ada), await people(olivia), await people(admin)]).toEqual([
      [ada.id],
      [ada.id],
      [ada.id],
    ]);
  });

  it('what does not exist: nobody', async () => {
    for (const id of ['999999', 'abc', '0', '-1', '99999999999999999999']) {
      expect(await admin.http.get(`/api/v1/events/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'NOT_FOUND' },
      });
    }
  });
});

describe('registration', () => {
  it('is open until the deadline, or the start, and while seats are left', async () => {
    const { id } = await makeDraft(olivia, now(), {
      max_attendees: 1,
      registration_deadline: inDays(now(), 5),
    });
    await publish(id);
    const open = async () => (await read(id)).body.is_registration_open;
    expect(await open()).toBe(true);
    const { body } = await ada.http.post('/api/v1/bookings', { event: id });
    expect(await open()).toBe(false);
    await ada.http.post(`/api/v1/bookings/${body.id}/cancel`);
    expect(await open()).toBe(true);
    here.clock.advance(5 * DAY_MS + 1000);
    expect(await open()).toBe(false);
    expect((await read(id)).body.status).toBe('published');
    here.clock.reset();
  });

  it('joining and leaving is for gatherings', async () => {
    const { id } = await makeDraft(olivia, now());
    await publish(id);
    for (const what of ['join', 'leave']) {
      const refused = await ada.http.post(`/api/v1/events/${id}/${what}`);
      expect(refused).toMatchObject({ status: 409, body: { code: 'GATHERINGS_ONLY' } });
    }
  });
});

describe('deleting', () => {
  it('a gathering cancels it first, for all who joined', async () => {
    const { id } = await makeGathering(ada, now());
    await olivia.http.post(`/api/v1/events/${id}/join`);
    expect(await olivia.http.delete(`/api/v1/events/${id}/`)).toMatchObject({
      status: 403,
      body: { code: 'NOT_THE_ORGANIZER' },
    });
    expect((await here.http().delete(`/api/v1/events/${id}/`)).status).toBe(401);
    expect((await ada.http.delete(`/api/v1/events/${id}/`)).status).toBe(204);
    for (const by of [ada, olivia, admin]) expect((await read(id, by)).status).toBe(404);
    expect((await ada.http.delete(`/api/v1/events/${id}/`)).status).toBe(404);
    expect((await olivia.http.post(`/api/v1/events/${id}/join`)).status).toBe(404);
    const left = await here.db.query(
      `SELECT FROM booking.offer_bookings WHERE kind = 'event' AND ref_id = $1
      AND status <> 'cancelled'`,
      [id],
    );
    expect(left).toEqual([]);
    const told = await here.db.query<{ name: string }>(
      `SELECT name FROM platform.outbox WHERE (payload->>'id')::bigint = $1 AND name LIKE 'collaboration.event%'
        ORDER BY id`,
      [id],
    );
    expect(told.map(({ name }) => name.split('.')[1])).toEqual([
      'event_created',
      'event_cancelled',
      'event_deleted',
    ]);
  });

  it('a ticketed one is refused once somebody booked it', async () => {
    const { id } = await makeDraft(olivia, now());
    await publish(id);
    const { body } = await ada.http.post('/api/v1/bookings', { event: id });
    await ada.http.post(`/api/v1/bookings/${body.id}/cancel`);
    const refused = await olivia.http.delete(`/api/v1/events/${id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'EVENT_HAS_BOOKINGS' } });
    expect((await read(id)).body.status).toBe('published');
    const other = await makeDraft(olivia, now());
    expect((await olivia.http.delete(`/api/v1/events/${other.id}`)).status).toBe(204);
    expect((await read(other.id, olivia)).status).toBe(404);
  });

  it('may be done by admins', async () => {
    const { id } = await makeGathering(ada, now());
    expect((await admin.http.delete(`/api/v1/events/${id}`)).status).toBe(204);
  });
});
