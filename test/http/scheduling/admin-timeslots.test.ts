import { book, freeTimes, makeSlot } from '../../support/calendar.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let w: World;
let admin: Person;
beforeAll(async () => {
  w = await world();
  admin = await w.admin();
});
afterAll(() => w?.close());

const path = '/api/v1/admin/timeslots';
const now = () => w.clock.now();
const hoursAhead = (hours: number) => new Date(now().getTime() + hours * 3_600_000).toISOString();

describe('a time slot', () => {
  it('is made with a category by name or by id', async () => {
    const times = freeTimes(now());
    const created = await admin.http.post(path, { ...times, category: 'cat 2' });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.any(Number),
      ...times,
      category: { id: 2, name: 'Cat 2', color: '#16a34a' },
      capacity: 1,
      seats_available: 1,
      is_available: true,
      is_booked: false,
      booked_by_me: false,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      bookings: [],
    });
    expect((await admin.http.get(`${path}/${created.body.id}`)).body).toEqual(created.body);
    expect((await makeSlot(admin, now(), { category: 3 })).category.name).toBe('Cat 3');
    expect((await makeSlot(admin, now(), { category: '3', capacity: 4 })).seats_available).toBe(4);
  });

  it('takes times with any offset', async () => {
    const { start_time, end_time } = freeTimes(now());
    const shifted = new Date(Date.parse(start_time) + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    expect((await makeSlot(admin, now(), { start_time: shifted, end_time })).start_time).toBe(start_time);
  });

  it.each([
    ['in the past', () => ({ start_time: hoursAhead(-2), end_time: hoursAhead(1) }), ['start_time']],
    [
      'that ends before it starts',
      () => ({ start_time: hoursAhead(3), end_time: hoursAhead(2) }),
      ['end_time'],
    ],
    ['of no length', () => ({ start_time: hoursAhead(3), end_time: hoursAhead(3) }), ['end_time']],
    ['without an offset', () => ({ start_time: '2040-01-01T10:00:00' }), ['start_time']],
    ['without times', () => ({ start_time: undefined, end_time: undefined }), ['start_time', 'end_time']],
    ['of an unknown category', () => ({ category: 'Nothing' }), ['category']],
    ['of an unknown category id', () => ({ category: 99_999 }), ['category']],
    ['of a category that is no name', () => ({ category: { id: 1 } }), ['category']],
    ['without a category', () => ({ category: undefined }), ['category']],
    ['for nobody', () => ({ capacity: 0 }), ['capacity']],
    ['for half a person', () => ({ capacity: 1.5 }), ['capacity']],
  ])('%s is refused by the field', async (_, overrides, fields) => {
    const answer = await admin.http.post(path, { ...freeTimes(now()), category: 'Cat 1', ...overrides() });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_ERROR' } });
    expect(Object.keys(answer.body.field_errors)).toEqual(fields);
  });

  it('exists once per category, start and end', async () => {
    const times = freeTimes(now());
    const { id } = await makeSlot(admin, now(), times);
    const again = await admin.http.post(path, { ...times, category: 1 });
    expect(again).toMatchObject({ status: 409, body: { code: 'DUPLICATE_SLOT' } });
    await makeSlot(admin, now(), { ...times, category: 'Cat 2' });
    const longer = new Date(Date.parse(times.end_time) + 60_000).toISOString();
    const other = await makeSlot(admin, now(), { ...times, end_time: longer });
    const moved = await admin.http.put(`${path}/${other.id}`, { end_time: times.end_time });
    expect(moved.body.code).toBe('DUPLICATE_SLOT');
    await admin.http.delete(`${path}/${id}`);
    await makeSlot(admin, now(), times);
  });

  it('keeps what a PUT does not send, and ignores what may not be set', async () => {
    const slot = await makeSlot(admin, now(), { capacity: 3 });
    const body = { category: 'Cat 2', id: 1, seats_available: 99, created_at: hoursAhead(-5), bookings: [] };
    const { status, body: changed } = await admin.http.put(`${path}/${slot.id}/`, body);
    expect(status).toBe(200);
    expect(changed).toEqual({
      ...slot,
      category: expect.objectContaining({ id: 2 }),
      updated_at: changed.updated_at,
    });
    expect((await admin.http.put(`${path}/${slot.id}`, {})).body).toEqual(changed);
  });

  it.each([
    [() => ({ start_time: hoursAhead(-1) }), ['start_time']],
    [() => ({ end_time: hoursAhead(1) }), ['end_time']],
    [() => ({ category: 'Nothing' }), ['category']],
    [() => ({ capacity: null }), ['capacity']],
  ])('is not changed into nonsense', async (changes, fields) => {
    const { id } = await makeSlot(admin, now());
    const answer = await admin.http.put(`${path}/${id}`, changes());
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)).toEqual(fields);
  });

  it('shows admins who booked it, and only them', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, now(), { capacity: 2 });
    const booking = await book(person, slot.id);
    const { body } = await admin.http.get(`${path}/${slot.id}`);
    expect(body).toMatchObject({
      seats_available: 1,
      is_available: true,
      is_booked: false,
      booked_by_me: false,
    });
    expect(body.bookings).toEqual([
      { id: booking.id, user: { id: person.id, username: person.username }, status: 'confirmed' },
    ]);
    const day = slot.start_time.slice(0, 10);
    const seen = (await person.http.get(`/api/timeslots?date=${day}`)).body.find(
      ({ id }: any) => id === slot.id,
    );
    expect(seen).toMatchObject({ booked_by_me: true });
    expect(seen.bookings).toBeUndefined();
  });

  it('never has fewer seats than are sold', async () => {
    const slot = await makeSlot(admin, now(), { capacity: 3 });
    for (const person of [await w.signUp(), await w.signUp()]) await book(person, slot.id);
    const refused = await admin.http.put(`${path}/${slot.id}`, { capacity: 1 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'CAPACITY_BELOW_SEATS' } });
    expect((await admin.http.put(`${path}/${slot.id}`, { capacity: 2 })).body.is_booked).toBe(true);
  });

  it('moved keeps its bookings, at the new time', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, now());
    const booking = await book(person, slot.id);
    const times = freeTimes(now(), 2);
    expect((await admin.http.put(`${path}/${slot.id}`, times)).body.bookings).toHaveLength(1);
    const kept = (await person.http.get(`/api/v1/bookings/${booking.id}`)).body;
    expect(kept).toMatchObject({ status: 'confirmed', ...times, time_slot: times });
  });

  it('deleted takes its bookings along, and stays in what they show', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, now());
    const booking = await book(person, slot.id);
    expect((await admin.http.delete(`${path}/${slot.id}`)).status).toBe(204);
    for (const answer of [
      await admin.http.get(`${path}/${slot.id}`),
      await admin.http.put(`${path}/${slot.id}`, { capacity: 2 }),
      await admin.http.delete(`${path}/${slot.id}`),
    ]) {
      expect(answer.body.code).toBe('NOT_FOUND');
    }
    const kept = (await person.http.get(`/api/v1/bookings/${booking.id}`)).body;
    expect(kept).toMatchObject({ status: 'cancelled', time_slot: { id: slot.id, is_available: false } });
    const gone = await person.http.post('/api/v1/bookings', { time_slot: slot.id });
    expect([400, 409]).toContain(gone.status);
  });

  it('made twice under one key is made once', async () => {
    const body = { ...freeTimes(now()), category: 'Cat 1' };
    const headers = { 'idempotency-key': 'one-slot' };
    const first = await admin.http.post(path, body, { headers });
    const second = await admin.http.post(path, body, { headers });
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('leaves a trace of every change', async () => {
    const { id } = await makeSlot(admin, now());
    await admin.http.put(`${path}/${id}`, { capacity: 2 });
    await admin.http.delete(`${path}/${id}`);
    const rows = await w.db.query<{ action: string }>(
      `SELECT action FROM platform.audit_log WHERE subject_type = 'timeslot' AND subject_id = $1
        AND actor_id = $2 ORDER BY id`,
      [String(id), admin.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'scheduling.slot_created',
      'scheduling.slot_changed',
      'scheduling.slot_deleted',
    ]);
  });

  it('is nobody else’s to make, see or change', async () => {
    const { http } = await w.signUp();
    const { id } = await makeSlot(admin, now());
    for (const stranger of [http, w.http()]) {
      const expected = stranger === http ? 403 : 401;
      expect((await stranger.get(path)).status).toBe(expected);
      expect((await stranger.get(`${path}/${id}`)).status).toBe(expected);
      expect((await stranger.post(path, {})).status).toBe(expected);
      expect((await stranger.put(`${path}/${id}`, {})).status).toBe(expected);
      expect((await stranger.delete(`${path}/${id}`)).status).toBe(expected);
    }
  });
});
