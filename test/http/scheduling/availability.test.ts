import { AvailabilityService } from '../../../src/scheduling/availability/availability.service.js';
import { TimeRange } from '../../../src/shared/time-range.js';
import { eventually } from '../../support/eventually.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let w: World;
beforeAll(async () => void (w = await world()));
afterAll(() => w?.close());

const RULES = '/api/v1/user-availability';
const OVERRIDES = '/api/v1/availability/overrides';
const BLOCKED = '/api/v1/availability/blocked-times';
const NINE_TO_FIVE = { day_of_week: 3, start_time: '09:00:00', end_time: '17:00:00' };

const fieldsOf = ({ status, body }: { status: number; body: any }) => [
  status,
  Object.keys(body.field_errors ?? {}).sort(),
];

describe('weekly rules', () => {
  it('are made and read as document E says', async () => {
    const { id: user, http } = await w.signUp();
    const made = await http.post('/api/user-availability/', NINE_TO_FIVE);
    expect(made).toMatchObject({ status: 201, body: { ...NINE_TO_FIVE, user } });
    expect(Object.keys(made.body)).toEqual(['id', 'user', 'day_of_week', 'start_time', 'end_time']);
    expect((await http.get('/api/user-availability/')).body).toEqual([made.body]);
    const list = await http.get(RULES);
    expect(list.body).toEqual({ count: 1, next: null, previous: null, results: [made.body] });
  });

  it('are read by others, and an unknown person has none', async () => {
    const { id, http } = await w.signUp();
    await http.post(RULES, NINE_TO_FIVE);
    const stranger = await w.signUp();
    expect((await stranger.http.get(`${RULES}?user=${id}`)).body.results).toMatchObject([
      { user: id, day_of_week: 3 },
    ]);
    expect((await stranger.http.get(RULES)).body.count).toBe(0);
    expect((await stranger.http.get(`${RULES}?user=999999999`)).body.count).toBe(0);
    expect((await w.http().get(RULES)).status).toBe(401);
  });

  it('stand from Monday to Sunday, by their start', async () => {
    const { http } = await w.signUp();
    for (const [day, start] of [
      [0, '09:00'],
      [6, '10:00'],
      [1, '14:00'],
      [1, '09:00'],
    ] as const)
      await http.post(RULES, { day_of_week: day, start_time: start, end_time: '18:00' });
    const { body } = await http.get('/api/user-availability');
    expect(body.map((rule: any) => [rule.day_of_week, rule.start_time])).toEqual([
      [1, '09:00:00'],
      [1, '14:00:00'],
      [6, '10:00:00'],
      [0, '09:00:00'],
    ]);
    const latest = await http.get(`${RULES}?ordering=-start_time&page_size=1`);
    expect(latest.body.results[0].start_time).toBe('14:00:00');
  });

  it.each([
    [{ start_time: '9:00' }, ['start_time']],
    [{ start_time: '24:00' }, ['start_time']],
    [{ start_time: '12:60' }, ['start_time']],
    [{ end_time: '24:01' }, ['end_time']],
    [{ end_time: '25:00' }, ['end_time']],
    [{ end_time: null }, ['end_time']],
    [{ end_time: 17 }, ['end_time']],
    [{ day_of_week: 8 }, ['day_of_week']],
    [{ day_of_week: -1 }, ['day_of_week']],
    [{ day_of_week: 1.5 }, ['day_of_week']],
    [{ day_of_week: 9, start_time: 'noon' }, ['day_of_week', 'start_time']],
  ])('refuse %j and name what is wrong', async (wrong, fields) => {
    const { http } = await w.signUp();
    expect(fieldsOf(await http.post(RULES, { ...NINE_TO_FIVE, ...wrong }))).toEqual([400, fields]);
    const { body } = await http.post(RULES, NINE_TO_FIVE);
    expect(fieldsOf(await http.put(`${RULES}/${body.id}`, wrong))).toEqual([400, fields]);
  });

  it.each([
    ['the same again', NINE_TO_FIVE, { ...NINE_TO_FIVE, start_time: '09:00' }],
    ['the other Sunday', { ...NINE_TO_FIVE, day_of_week: 0 }, { ...NINE_TO_FIVE, day_of_week: 7 }],
    ['the other midnight', { ...NINE_TO_FIVE, end_time: '24:00' }, { ...NINE_TO_FIVE, end_time: '00:00' }],
  ])('refuse %s', async (_, first, second) => {
    const { http } = await w.signUp();
    expect((await http.post(RULES, first)).status).toBe(201);
    const again = await http.post(RULES, second);
    expect([again.status, again.body.code]).toEqual([409, 'DUPLICATE_AVAILABILITY']);
    const other = await http.post(RULES, { ...second, start_time: '08:00' });
    expect(other.status).toBe(201);
    const moved = await http.put(`${RULES}/${other.body.id}`, { start_time: '09:00' });
    expect([moved.status, moved.body.code]).toEqual([409, 'DUPLICATE_AVAILABILITY']);
  });

  it('keep what a change does not name, and midnight as it was sent', async () => {
    const { http } = await w.signUp();
    const { body } = await http.post(RULES, { day_of_week: 7, start_time: '22:30', end_time: '24:00' });
    expect(body).toMatchObject({ day_of_week: 7, start_time: '22:30:00', end_time: '24:00:00' });
    const changed = await http.put(`/api/user-availability/${body.id}/`, { end_time: '02:00:30' });
    expect(changed).toMatchObject({ status: 200, body: { ...body, end_time: '02:00:30' } });
    expect((await http.get(RULES)).body.results).toEqual([changed.body]);
    expect((await http.delete(`${RULES}/${body.id}`)).status).toBe(204);
    expect((await http.delete(`${RULES}/${body.id}`)).status).toBe(404);
  });

  it('of others are not found', async () => {
    const [owner, stranger] = [await w.signUp(), await w.signUp()];
    const { body } = await owner.http.post(RULES, { ...NINE_TO_FIVE, user: stranger.id });
    expect(body.user).toBe(owner.id);
    expect((await stranger.http.put(`${RULES}/${body.id}`, { end_time: '18:00' })).status).toBe(404);
    expect((await stranger.http.delete(`${RULES}/${body.id}`)).status).toBe(404);
    expect((await owner.http.get(RULES)).body.results).toEqual([body]);
  });

  it('are a hundred at most', async () => {
    const { id, http } = await w.signUp();
    await w.db.query(
      `INSERT INTO scheduling.availability_rules (owner_id, day_of_week, opens, closes)
       SELECT $1, n % 7, make_time(n / 60, n % 60, 0), '23:59' FROM generate_series(0, 98) n`,
      [id],
    );
    const rule = { day_of_week: 1, start_time: '20:00', end_time: '21:00' };
    expect((await http.post(RULES, rule)).status).toBe(201);
    const more = await http.post(RULES, { ...rule, start_time: '20:30' });
    expect([more.status, more.body.code]).toEqual([409, 'TOO_MUCH_AVAILABILITY']);
  });

  it('are made once under one key', async () => {
    const { http } = await w.signUp();
    const headers = { 'idempotency-key': 'one-rule' };
    const first = await http.post(RULES, NINE_TO_FIVE, { headers });
    const second = await http.post(RULES, NINE_TO_FIVE, { headers });
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('overrides', () => {
  it('give a date other hours, several too, or none', async () => {
    const { http } = await w.signUp();
    const open = await http.post(OVERRIDES, { date: '2035-05-02', start_time: '09:00', end_time: '12:00' });
    expect(open).toMatchObject({
      status: 201,
      body: {
        date: '2035-05-02',
        is_available: true,
        start_time: '09:00:00',
        end_time: '12:00:00',
        reason: '',
      },
    });
    expect(Object.keys(open.body)).toEqual([
      'id',
      'date',
      'is_available',
      'start_time',
      'end_time',
      'reason',
      'created_at',
    ]);
    await http.post(OVERRIDES, { date: '2035-05-02', start_time: '14:00', end_time: '24:00', reason: 'Late' });
    const closed = await http.post(OVERRIDES, { date: '2035-05-01', is_available: false, reason: 'Holiday' });
    expect(closed.body).toMatchObject({ is_available: false, start_time: null, end_time: null });
    const dates = async (query: string) =>
      (await http.get(`${OVERRIDES}?${query}`)).body.results.map((each: any) => each.date);
    expect(await dates('')).toEqual(['2035-05-01', '2035-05-02', '2035-05-02']);
    expect(await dates('start_date=2035-05-02')).toEqual(['2035-05-02', '2035-05-02']);
    expect(await dates('start_date=2035-04-01&end_date=2035-05-01')).toEqual(['2035-05-01']);
    expect(await dates('ordering=-date&page_size=1')).toEqual(['2035-05-02']);
  });

  it.each([
    [{}, ['end_time', 'start_time']],
    [{ start_time: '09:00' }, ['end_time']],
    [{ is_available: false, start_time: '09:00', end_time: '10:00' }, ['end_time', 'start_time']],
    [{ is_available: false, end_time: '10:00' }, ['end_time']],
    [{ date: '2035-02-30', is_available: false }, ['date']],
    [{ date: undefined, is_available: false }, ['date']],
    [{ is_available: false, reason: 'x'.repeat(501) }, ['reason']],
  ])('refuse %j and name what is wrong', async (body, fields) => {
    const { http } = await w.signUp();
    expect(fieldsOf(await http.post(OVERRIDES, { date: '2035-05-02', ...body }))).toEqual([400, fields]);
  });

  it.each([
    [{ start_time: '09:00', end_time: '12:00' }, { is_available: false }, 'DATE_OPEN_OR_CLOSED'],
    [{ is_available: false }, { start_time: '09:00', end_time: '12:00' }, 'DATE_OPEN_OR_CLOSED'],
    [{ is_available: false }, { is_available: false }, 'DUPLICATE_AVAILABILITY'],
    [
      { start_time: '09:00', end_time: '24:00' },
      { start_time: '09:00', end_time: '00:00' },
      'DUPLICATE_AVAILABILITY',
    ],
  ])('after %j refuse %j with %s', async (first, second, code) => {
    const { http } = await w.signUp();
    const made = await http.post(OVERRIDES, { date: '2035-05-02', ...first });
    const refused = await http.post(OVERRIDES, { date: '2035-05-02', ...second });
    expect([made.status, refused.status, refused.body.code]).toEqual([201, 409, code]);
    expect((await http.post(OVERRIDES, { date: '2035-05-03', ...second })).status).toBe(201);
    expect((await http.delete(`${OVERRIDES}/${made.body.id}`)).status).toBe(204);
    expect((await http.post(OVERRIDES, { date: '2035-05-02', ...second })).status).toBe(201);
  });

  it('are nobody else’s business', async () => {
    const [owner, stranger] = [await w.signUp(), await w.signUp()];
    const { body } = await owner.http.post(OVERRIDES, { date: '2035-05-02', is_available: false });
    expect((await stranger.http.get(OVERRIDES)).body.count).toBe(0);
    expect((await stranger.http.delete(`${OVERRIDES}/${body.id}`)).status).toBe(404);
  });
});

describe('blocked times', () => {
  const time = { start_time: '2035-05-02T09:00:00+02:00', end_time: '2035-05-03T09:00:00Z' };

  it('are made, listed by the days they meet, and deleted', async () => {
    const { http } = await w.signUp();
    const made = await http.post(BLOCKED, { ...time, reason: 'Dentist' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        start_time: '2035-05-02T07:00:00.000Z',
        end_time: '2035-05-03T09:00:00.000Z',
        reason: 'Dentist',
        source: 'manual',
      },
    });
    const count = async (query: string, zone = 'UTC') =>
      (await http.get(`${BLOCKED}?${query}`, { headers: { 'x-timezone': zone } })).body.count;
    expect(await count('start_date=2035-05-03&end_date=2035-05-09')).toBe(1);
    expect(await count('start_date=2035-05-04')).toBe(0);
    expect(await count('end_date=2035-05-01')).toBe(0);
    expect(await count('end_date=2035-05-01', 'America/Los_Angeles')).toBe(0);
    expect(await count('end_date=2035-05-01', 'Pacific/Pago_Pago')).toBe(1);
    expect((await http.delete(`${BLOCKED}/${made.body.id}`)).status).toBe(204);
    expect((await http.get(BLOCKED)).body.count).toBe(0);
  });

  it.each([
    [{ end_time: time.start_time }, ['end_time']],
    [{ end_time: '2035-05-01T09:00:00Z' }, ['end_time']],
    [{ start_time: '2035-05-02T09:00:00' }, ['start_time']],
    [{ start_time: 'soon', end_time: '2035-05-02' }, ['end_time', 'start_time']],
    [{ end_time: '2055-05-02T09:00:00Z' }, ['end_time']],
  ])('refuse %j and name what is wrong', async (wrong, fields) => {
    const { http } = await w.signUp();
    expect(fieldsOf(await http.post(BLOCKED, { ...time, ...wrong }))).toEqual([400, fields]);
  });

  it('are nobody else’s business, and nobody says where they come from', async () => {
    const [owner, stranger] = [await w.signUp(), await w.signUp()];
    const { body } = await owner.http.post(BLOCKED, { ...time, source: 'incoming' });
    expect(body.source).toBe('manual');
    expect((await stranger.http.get(BLOCKED)).body.count).toBe(0);
    expect((await stranger.http.delete(`${BLOCKED}/${body.id}`)).status).toBe(404);
  });
});

describe('whether somebody can be met', () => {
  const range = (start: string, end: string) => TimeRange.of(new Date(`${start}Z`), new Date(`${end}Z`));
  const service = () => w.app.get(AvailabilityService, { strict: false });
  const isAvailable = ({ id }: Person, start: string, end: string) =>
    service().isAvailable(w.db, id, range(start, end));

  it('goes by the rules in the zone of their owner, now and after it moves', async () => {
    const berliner = await w.signUp({ timezone: 'Europe/Berlin' });
    await berliner.http.post(RULES, { day_of_week: 3, start_time: '09:00', end_time: '17:00' });
    expect(await isAvailable(berliner, '2035-05-02T07:00', '2035-05-02T15:00')).toBe(true);
    expect(await isAvailable(berliner, '2035-05-02T06:59', '2035-05-02T08:00')).toBe(false);
    expect(await isAvailable(berliner, '2035-05-03T08:00', '2035-05-03T09:00')).toBe(false);
    await berliner.http.patch('/api/v1/users/me', { timezone: 'Asia/Kathmandu' });
    expect(await isAvailable(berliner, '2035-05-02T03:15', '2035-05-02T11:15')).toBe(true);
    expect(await isAvailable(berliner, '2035-05-02T07:00', '2035-05-02T15:00')).toBe(false);
  });

  it('goes by the overrides of the date before the rules, and of the night before', async () => {
    const person = await w.signUp();
    await person.http.post(RULES, { day_of_week: 2, start_time: '20:00', end_time: '04:00' });
    await person.http.post(RULES, { day_of_week: 3, start_time: '09:00', end_time: '17:00' });
    expect(await isAvailable(person, '2035-05-02T03:00', '2035-05-02T04:00')).toBe(true);
    await person.http.post(OVERRIDES, { date: '2035-05-02', start_time: '12:00', end_time: '13:00' });
    expect(await isAvailable(person, '2035-05-02T03:00', '2035-05-02T04:00')).toBe(false);
    expect(await isAvailable(person, '2035-05-02T10:00', '2035-05-02T11:00')).toBe(false);
    expect(await isAvailable(person, '2035-05-02T12:00', '2035-05-02T13:00')).toBe(true);
  });

  it('is so at any time without rules, but not on a closed date', async () => {
    const person = await w.signUp();
    expect(await isAvailable(person, '2035-05-02T03:00', '2035-05-04T04:00')).toBe(true);
    await person.http.post(OVERRIDES, { date: '2035-05-03', is_available: false });
    expect(await isAvailable(person, '2035-05-02T03:00', '2035-05-02T04:00')).toBe(true);
    expect(await isAvailable(person, '2035-05-03T03:00', '2035-05-03T04:00')).toBe(false);
    // Far away, so that it is not among the overrides that the question reads.
    await person.http.post(OVERRIDES, { date: '2036-01-01', start_time: '12:00', end_time: '13:00' });
    expect(await isAvailable(person, '2035-05-02T03:00', '2035-05-02T04:00')).toBe(false);
  });

  it('is asked of blocked time by itself, whose ends are free', async () => {
    const [person, other] = [await w.signUp(), await w.signUp()];
    const time = { start_time: '2035-05-02T09:00:00Z', end_time: '2035-05-02T10:00:00Z' };
    await person.http.post(BLOCKED, time);
    const isBlocked = (people: Person[], start: string, end: string) =>
      service().isBlocked(
        w.db,
        people.map(({ id }) => id),
        range(start, end),
      );
    expect(await isBlocked([other, person], '2035-05-02T09:59', '2035-05-02T11:00')).toBe(true);
    expect(await isBlocked([other, person], '2035-05-02T10:00', '2035-05-02T11:00')).toBe(false);
    expect(await isBlocked([other, person], '2035-05-02T08:00', '2035-05-02T09:00')).toBe(false);
    expect(await isBlocked([other], '2035-05-02T09:00', '2035-05-02T10:00')).toBe(false);
  });
});

describe('what people say of their time', () => {
  it('is exported, and gone with them', async () => {
    const person = await w.signUp();
    await person.http.post(RULES, NINE_TO_FIVE);
    await person.http.post(OVERRIDES, { date: '2035-05-02', is_available: false, reason: 'Wedding' });
    await person.http.post(BLOCKED, {
      start_time: '2035-05-02T09:00:00Z',
      end_time: '2035-05-02T10:00:00Z',
      reason: 'Dentist',
    });
    const { body } = await person.http.get('/api/v1/users/me/export');
    expect(body).toMatchObject({
      availability_rules: [{ day_of_week: 3, opens: '09:00:00', closes: '17:00:00' }],
      availability_overrides: [{ on_date: '2035-05-02', opens: null, closes: null, reason: 'Wedding' }],
      blocked_times: [{ starts_at: '2035-05-02T09:00:00.000Z', reason: 'Dentist', source: 'manual' }],
    });
    const erased = await person.http.call('DELETE', '/api/v1/users/me', { password: person.password });
    expect(erased.status).toBe(204);
    await eventually(async () => {
      const [left] = await w.db.query<{ count: number }>(
        `SELECT (SELECT count(*) FROM scheduling.availability_rules WHERE owner_id = $1)
           + (SELECT count(*) FROM scheduling.availability_overrides WHERE owner_id = $1)
           + (SELECT count(*) FROM scheduling.blocked_times WHERE owner_id = $1) AS count`,
        [person.id],
      );
      expect(left).toEqual({ count: 0 });
    });
  });
});
