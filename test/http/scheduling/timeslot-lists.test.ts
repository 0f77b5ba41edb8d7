import { book, makeSlot } from '../../support/calendar.js';
import type { Person } from '../../support/people.js';
import { plantSlots } from '../../support/slots.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type World } from '../../support/world.js';

let w: World;
let admin: Person;
let person: Person;
const requests = new RequestStatements();

beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  w.clock.set(new Date('2031-01-01T00:00:00Z'));
  [admin, person] = [await w.admin(), await w.signUp()];
});
afterAll(() => w?.close());

const at = (start_time: string, more: object = {}) => {
  const end_time = new Date(Date.parse(start_time) + 1_800_000).toISOString();
  return makeSlot(admin, w.clock.now(), { start_time, end_time, ...more });
};
const list = async (query: string, headers?: Record<string, string>, by = person) =>
  (await by.http.get(`/api/timeslots/?${query}`, { headers })).body;
const idsOf = (slots: any[]) => slots.map(({ id }) => id);

describe('the list of time slots', () => {
  it('is for people who signed in', async () => {
    expect((await w.http().get('/api/timeslots/')).status).toBe(401);
  });

  it('has days of UTC, both ends included', async () => {
    const [first, last, next] = [
      await at('2031-02-01T00:00:00Z'),
      await at('2031-02-02T23:59:00Z'),
      await at('2031-02-03T00:00:00Z'),
    ];
    expect(idsOf(await list('date=2031-02-01'))).toEqual([first.id]);
    expect(idsOf(await list('start_date=2031-02-01&end_date=2031-02-02'))).toEqual([first.id, last.id]);
    expect(idsOf(await list('start_date=2031-02-02&end_date=2031-02-03'))).toEqual([last.id, next.id]);
    expect(await list('start_date=2031-02-02&end_date=2031-02-01')).toEqual([]);
    expect(idsOf(await list('date=2031-02-02&start_date=2031-01-01&end_date=2031-12-31'))).toEqual([last.id]);
  });

  it('has the days of the zone that is asked for', async () => {
    const [late, early] = [await at('2031-03-09T23:30:00Z'), await at('2031-03-10T05:00:00Z')];
    expect(idsOf(await list('date=2031-03-10', { 'x-timezone': 'Europe/Berlin' }))).toEqual([
      late.id,
      early.id,
    ]);
    expect(idsOf(await list('date=2031-03-10', { 'x-timezone': 'America/Los_Angeles' }))).toEqual([]);
    const unknown = await person.http.get('/api/v1/timeslots?date=2031-03-10', {
      headers: { 'x-timezone': 'Mars/Base' },
    });
    expect(unknown).toMatchObject({
      status: 400,
      body: { field_errors: { 'X-Timezone': [expect.any(String)] } },
    });
  });

  it.each([
    'date=2031-02-30',
    'start_date=soon',
    'end_date=20310101',
    'available_only=maybe',
    'page=0',
    'ordering=title',
  ])('refuses %s by its name', async (query) => {
    const answer = await person.http.get(`/api/v1/timeslots?${query}`);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)).toEqual([query.split('=')[0]]);
  });

  it('reaches to the end of the calendar', async () => {
    expect(await list('start_date=9999-12-31&end_date=9999-12-31')).toEqual([]);
    expect(await list('date=1900-01-01', { 'x-timezone': 'Asia/Tokyo' })).toEqual([]);
  });

  it('finds categories by name, however they are written', async () => {
    const day = 'date=2031-04-01';
    const [one, two, three] = [
      await at('2031-04-01T09:00:00Z', { category: 'Cat 1' }),
      await at('2031-04-01T08:00:00Z', { category: 'Cat 2' }),
      await at('2031-04-01T10:00:00Z', { category: 'Cat 3' }),
    ];
    expect(idsOf(await list(`${day}&categories=Cat 1`))).toEqual([one.id]);
    for (const both of [
      'categories=Cat 1&categories=cat 2',
      'categories[]=Cat 1&categories[]=Cat 2',
      'categories=Cat 1,Cat 2',
    ]) {
      expect(idsOf(await list(`${day}&${both}`))).toEqual([two.id, one.id]);
    }
    expect(await list(`${day}&categories=Nothing`)).toEqual([]);
    expect(idsOf(await list(`${day}&categories=Nothing,Cat 3`))).toEqual([three.id]);
    expect(idsOf(await list(`${day}&ordering=-start_time&categories=Cat 1,Cat 2,Cat 3`))).toEqual([
      three.id,
      one.id,
      two.id,
    ]);
  });

  it('says what is free and what is one’s own', async () => {
    const day = 'date=2031-05-01';
    const other = await w.signUp();
    const [mine, theirs, shared, free] = [
      await at('2031-05-01T08:00:00Z'),
      await at('2031-05-01T09:00:00Z'),
      await at('2031-05-01T10:00:00Z', { capacity: 2 }),
      await at('2031-05-01T11:00:00Z'),
    ];
    await book(person, mine.id);
    await book(other, theirs.id);
    await book(person, shared.id);
    const seen = await list(day);
    const shown = seen.map((slot: any) => [
      slot.id,
      slot.seats_available,
      slot.is_available,
      slot.is_booked,
      slot.booked_by_me,
    ]);
    expect(shown).toEqual([
      [mine.id, 0, false, true, true],
      [theirs.id, 0, false, true, false],
      [shared.id, 1, true, false, true],
      [free.id, 1, true, false, false],
    ]);
    expect(JSON.stringify(seen)).not.toContain(other.username);
    expect(idsOf(await list(`${day}&available_only=true`))).toEqual([shared.id, free.id]);
    expect(idsOf(await list(`${day}&available_only=true&categories=Cat 1`))).toEqual([shared.id, free.id]);
    expect(idsOf(await list(`${day}&available_only=false`))).toHaveLength(4);
    const byAdmin = async (status: string) =>
      idsOf((await admin.http.get(`/api/admin/timeslots/?${day}&status=${status}`)).body);
    expect(await byAdmin('booked')).toEqual([mine.id, theirs.id]);
    expect(await byAdmin('available')).toEqual([shared.id, free.id]);
    w.clock.set(new Date('2031-05-01T10:30:00Z'));
    expect(idsOf(await list(`${day}&available_only=true`))).toEqual([free.id]);
    w.clock.set(new Date('2031-01-01T00:00:00Z'));
  });

  it('leaves deleted slots out', async () => {
    const { id } = await at('2031-06-01T08:00:00Z');
    await admin.http.delete(`/api/v1/admin/timeslots/${id}`);
    expect(await list('date=2031-06-01')).toEqual([]);
  });

  it('for admins filters by category id and shows bookings', async () => {
    const slot = await at('2031-07-01T08:00:00Z', { category: 'Cat 2' });
    await at('2031-07-01T08:00:00Z', { category: 'Cat 3' });
    const booking = await book(person, slot.id);
    const { body } = await admin.http.get('/api/v1/admin/timeslots?date=2031-07-01&category=2');
    expect(body.count).toBe(1);
    expect(body.results[0]).toMatchObject({
      id: slot.id,
      bookings: [{ id: booking.id, user: { id: person.id, username: person.username }, status: 'confirmed' }],
    });
    expect((await admin.http.get('/api/v1/admin/timeslots?category=99999')).body.count).toBe(0);
    const refused = await admin.http.get('/api/v1/admin/timeslots?category=Cat 2&status=full&date=x');
    expect(Object.keys(refused.body.field_errors).sort()).toEqual(['category', 'date', 'status']);
  });

  it('comes in pages whose count is exact', async () => {
    for (const minute of ['00', '01', '02']) await at(`2031-08-01T08:${minute}:00Z`);
    const page = await person.http.get('/api/v1/timeslots?date=2031-08-01&page=2&page_size=2');
    expect(page.body).toMatchObject({ count: 3, next: null, previous: expect.stringContaining('page=1') });
    expect(page.body.results).toHaveLength(1);
    const past = await person.http.get('/api/timeslots?date=2031-08-01&page=9&page_size=2');
    expect([past.body, past.headers.get('x-total-count')]).toEqual([[], '3']);
  });

  it('takes at most three statements, as many for a hundred slots as for ten', async () => {
    await plantSlots(w.db, 120);
    for (const slot of (await list('page_size=3&start_date=2031-08-02')) as any[]) await book(person, slot.id);
    const counts: number[] = [];
    for (const path of [
      'timeslots?',
      'admin/timeslots?',
      'timeslots?available_only=true&categories=Cat 1&',
      'categories?',
    ]) {
      for (const size of [10, 100])
        counts.push(await requests.countOf(admin.http, 'GET', `/api/v1/${path}page_size=${size}`));
    }
    expect(counts).toEqual([2, 2, 3, 3, 2, 2, 1, 1]);
  });
});
