import { book, makeSlot } from '../../support/calendar.js';
import { signUp } from '../../support/people.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ada: Person;
let bob: Person;
/** Ada's: one cancelled, one over, one to come. */
let [cancelled, over, coming]: any[] = [];
let bobs: any;

beforeAll(async () => {
  here = await world();
  admin = await here.admin();
  ada = await signUp(here.http(), { username: 'Ada_Lovelace', first_name: 'Ada', last_name: 'Byron' });
  bob = await here.signUp();
  const slot = (category: string) => makeSlot(admin, here.clock.now(), { category });
  cancelled = await book(ada, (await slot('Cat 1')).id);
  over = await book(ada, (await slot('Cat 1')).id);
  coming = await book(ada, (await slot('Cat 2')).id);
  bobs = await book(bob, (await slot('Cat 2')).id);
  await ada.http.delete(`/api/v1/bookings/${cancelled.id}`);
  await here.db.query(
    `UPDATE booking.bookings SET starts_at = '2020-03-01T23:30:00Z', ends_at = '2020-03-02T00:30:00Z'
      WHERE id = $1`,
    [over.id],
  );
});
afterAll(() => here.close());

const ids = (body: { results: { id: number }[] }) => body.results.map(({ id }) => id);
const all = () => [cancelled.id, over.id, coming.id];

describe('one’s own bookings', () => {
  it('are all of them, newest first, and nobody else’s', async () => {
    const { body } = await ada.http.get('/api/v1/bookings');
    expect(body).toMatchObject({ count: 3, next: null, previous: null });
    expect(ids(body)).toEqual(all().reverse());
    expect(body.results[0]).toEqual(coming);
  });

  it('are filtered, ordered and paged', async () => {
    const list = async (query: string) => (await ada.http.get(`/api/v1/bookings?${query}`)).body;
    expect(ids(await list('status=cancelled'))).toEqual([cancelled.id]);
    expect(ids(await list('ordering=registered_at'))).toEqual(all());
    expect(ids(await list('ordering=start_time'))[0]).toBe(over.id);
    expect(ids(await list('event=1'))).toEqual([]);
    const page = await list('page=2&page_size=2');
    expect([page.count, ids(page)]).toEqual([3, [cancelled.id]]);
    expect(await list('page=9')).toMatchObject({ count: 3, results: [] });
  });

  it('refuse what cannot be asked', async () => {
    for (const query of ['status=done', 'ordering=price', 'event=x', 'page=0']) {
      const { status, body } = await ada.http.get(`/api/v1/bookings?${query}`);
      expect([status, Object.keys(body.field_errors)]).toEqual([400, [query.split('=')[0]]]);
    }
  });

  it('are a bare array under /api', async () => {
    const { body, headers } = await ada.http.get('/api/bookings/');
    expect(body.map(({ id }: any) => id)).toEqual(all().reverse());
    expect(headers.get('x-total-count')).toBe('3');
  });
});

describe('a person’s bookings', () => {
  const mine = async (query = '') => ids((await ada.http.get(`/api/v1/user/bookings${query}`)).body);

  it('are split by their end', async () => {
    expect(await mine('?status=upcoming')).toEqual([coming.id]);
    expect(await mine('?status=past')).toEqual([over.id]);
    expect(await mine()).toEqual([coming.id, over.id]);
  });

  it('hold the cancelled ones on request', async () => {
    expect((await mine('?include_cancelled=true')).sort()).toEqual(all().sort());
    expect((await mine('?include_cancelled=true&status=upcoming')).sort()).toEqual(
      [cancelled.id, coming.id].sort(),
    );
    expect((await ada.http.get('/api/v1/user/bookings?status=soon')).status).toBe(400);
  });
});

describe('everybody’s bookings', () => {
  const list = async (query = '', headers = {}) =>
    (await admin.http.get(`/api/v1/admin/bookings${query}`, { headers })).body;

  it('say who booked what', async () => {
    const body = await list('?limit=1');
    expect(body.count).toBe(4);
    expect(body.results[0]).toMatchObject({
      id: bobs.id,
      user: { id: bob.id, username: bob.username, email: bob.email },
      user_name: expect.stringContaining('Pat'),
      category: bobs.time_slot.category,
      time_slot: { id: bobs.time_slot.id, booked_by_me: false },
    });
  });

  it('are counted as over from their end on, sweeps or not', async () => {
    const { body } = await admin.http.get('/api/v1/admin/statistics');
    expect(body.bookings).toMatchObject({ total: 4, by_status: { cancelled: 1, completed: 1, confirmed: 2 } });
  });

  it('are found by part of a username, category and day', async () => {
    expect(ids(await list('?user=LOVELACE'))).toEqual(all().reverse());
    expect(ids(await list('?user=nobody-is-called-that'))).toEqual([]);
    expect(ids(await list('?category=2'))).toEqual([bobs.id, coming.id]);
    expect(ids(await list('?category=2&user=ada'))).toEqual([coming.id]);
    expect(ids(await list('?date=2020-03-01'))).toEqual([over.id]);
    expect(ids(await list('?date=2020-03-02'))).toEqual([]);
    expect(ids(await list('?date=2020-03-02', { 'x-timezone': 'Europe/Berlin' }))).toEqual([over.id]);
  });

  it('are for admins, who know their zones and days', async () => {
    expect((await ada.http.get('/api/v1/admin/bookings')).status).toBe(403);
    expect((await here.http().get('/api/v1/admin/bookings')).status).toBe(401);
    expect((await list('?date=2020-02-30')).field_errors).toHaveProperty('date');
    expect((await list('', { 'x-timezone': 'Mars/Olympus' })).field_errors).toHaveProperty('X-Timezone');
  });
});
