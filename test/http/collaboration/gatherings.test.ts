import { inDays, makeGathering } from '../../support/events.js';
import { setCompleted } from '../../support/booking-rows.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  [ada, bob] = [await here.signUp(), await here.signUp()];
});
afterAll(() => here.close());

const now = () => here.clock.now();
const create = (body: Record<string, unknown>, by = ada) => by.http.post('/api/v1/events/', body);

describe('making a gathering', () => {
  it('answers with C’s body, and both names of each value', async () => {
    const date = inDays(now(), 3);
    const { status, body } = await create({
      ...{ title: 'Board games', description: 'Bring one.', date, location: 'Library', max_participants: 50 },
      ...{ is_online: true, online_url: 'https://meet.example.org/x', tags: 'games, fun', category: 'meetup' },
    });
    expect(status).toBe(201);
    const end = new Date(Date.parse(date) + 2 * HOUR_MS).toISOString();
    expect(body).toEqual({
      id: expect.any(Number),
      kind: 'gathering',
      title: 'Board games',
      description: 'Bring one.',
      category: 'meetup',
      creator: { id: ada.id, username: ada.username, first_name: 'Pat', last_name: expect.any(String) },
      organizer: ada.id,
      organizer_name: expect.stringContaining('Pat No'),
      location: 'Library',
      is_online: true,
      online_url: 'https://meet.example.org/x',
      status: 'upcoming',
      visibility: 'public',
      ...{ date, start_date: date, end_date: end, registration_deadline: null },
      ...{ max_participants: 50, max_attendees: 50, current_participants: 1, attendees_count: 1 },
      ...{
        available_spots: 49,
        is_registration_open: true,
        price: '0.00',
        currency: 'USD',
        refund_policy: null,
      },
      ...{ cover_image: null, tags: 'games, fun', timezone: 'UTC', tax_rate: '0' },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
    });
  });

  it('is for everybody who signed in, and for nobody else', async () => {
    const body = { title: 'x', date: inDays(now(), 1) };
    expect((await here.http().post('/api/v1/events/', body)).status).toBe(401);
    expect((await bob.http.post('/api/events/', body)).status).toBe(201);
  });

  it('lasts as long as it says', async () => {
    const [date, end_date] = [inDays(now(), 3), inDays(now(), 5)];
    expect((await create({ title: 'Camp', date, end_date })).body.end_date).toBe(end_date);
  });

  it('without a number is for as many as come', async () => {
    const { body } = await create({ title: 'Walk', date: inDays(now(), 3) });
    expect(body).toMatchObject({ max_participants: null, max_attendees: null, available_spots: null });
    expect(body).toMatchObject({
      current_participants: 1,
      description: '',
      location: '',
      category: null,
      tags: '',
    });
  });

  it('takes either name of the number of people, and both where they agree', async () => {
    const [title, date] = ['Walk', inDays(now(), 3)];
    expect((await create({ title, date, max_attendees: 7 })).body.max_participants).toBe(7);
    expect((await create({ title, date, max_attendees: 7, max_participants: 7 })).status).toBe(201);
  });

  it.each([
    ['a date in the past', { date: '2020-01-01T12:00:00Z' }, ['date']],
    ['a date without an offset', { date: '2031-01-01T12:00:00' }, ['date']],
    ['no date at all', {}, ['date', 'start_date']],
    [
      'both dates',
      { date: '2999-01-01T12:00:00Z', start_date: '2999-01-01T12:00:00Z' },
      ['date', 'start_date'],
    ],
    [
      'an end before the start',
      { date: '2999-01-01T12:00:00Z', end_date: '2999-01-01T12:00:00Z' },
      ['end_date'],
    ],
    ['a price', { date: '2999-01-01T12:00:00Z', price: '1.00' }, ['price']],
    [
      'a deadline',
      { date: '2999-01-01T12:00:00Z', registration_deadline: '2998-01-01T12:00:00Z' },
      ['registration_deadline'],
    ],
    ['no room', { date: '2999-01-01T12:00:00Z', max_participants: 0 }, ['max_participants']],
    ['too much room', { date: '2999-01-01T12:00:00Z', max_attendees: 100_001 }, ['max_attendees']],
    [
      'two numbers',
      { date: '2999-01-01T12:00:00Z', max_participants: 3, max_attendees: 4 },
      ['max_attendees', 'max_participants'],
    ],
    ['an unknown currency', { date: '2999-01-01T12:00:00Z', currency: 'XYZ' }, ['currency']],
    ['an unknown category', { date: '2999-01-01T12:00:00Z', category: 'party' }, ['category']],
    ['an unknown visibility', { date: '2999-01-01T12:00:00Z', visibility: 'secret' }, ['visibility']],
    [
      'a script for a link',
      { date: '2999-01-01T12:00:00Z', online_url: 'javascript:alert(1)' },
      ['online_url'],
    ],
    ['no title', { title: '  ', date: '2999-01-01T12:00:00Z' }, ['title']],
    ['a title too long', { title: 'x'.repeat(201), date: '2999-01-01T12:00:00Z' }, ['title']],
    ['eight thousand years', { date: '2999-01-01T12:00:00Z', end_date: '9999-01-01T12:00:00Z' }, ['end_date']],
    ['a date too far away', { date: '9999-12-31T23:59:59-05:00' }, ['date']],
  ])('refuses %s', async (_, body, fields) => {
    const answer = await create({ title: 'x', ...body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_ERROR' } });
    expect(Object.keys(answer.body.field_errors).sort()).toEqual([...fields].sort());
  });

  it('takes nothing else from the body', async () => {
    const extra = {
      organizer: bob.id,
      creator: bob.id,
      status: 'cancelled',
      state: 'cancelled',
      id: 7,
      cover_image: 'x',
    };
    const { body } = await create({ title: 'Mine', date: inDays(now(), 3), ...extra });
    expect(body).toMatchObject({ organizer: ada.id, status: 'upcoming', cover_image: null });
  });

  it('happens once under an Idempotency-Key', async () => {
    const body = { title: 'Once', date: inDays(now(), 3) };
    const headers = { 'idempotency-key': 'once-1' };
    const [first, second] = [
      await ada.http.post('/api/v1/events', body, { headers }),
      await ada.http.post('/api/v1/events', body, { headers }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('lets its status follow the clock', async () => {
    const { id } = await makeGathering(ada, now(), { date: inDays(now(), 20) });
    const status = async () => (await ada.http.get(`/api/v1/events/${id}`)).body;
    expect(await status()).toMatchObject({ status: 'upcoming', is_registration_open: true });
    here.clock.advance(20 * 24 * HOUR_MS + 1000);
    expect(await status()).toMatchObject({ status: 'ongoing', is_registration_open: true });
    here.clock.advance(2 * HOUR_MS);
    expect(await status()).toMatchObject({ status: 'completed', is_registration_open: false });
    here.clock.reset();
  });
});

describe('joining and leaving', () => {
  it('answers with C’s sentences and the number of those who take part', async () => {
    const { id } = await makeGathering(ada, now());
    const joined = await bob.http.post(`/api/v1/events/${id}/join/`);
    expect(joined.status).toBe(200);
    expect(joined.body).toEqual({
      message: 'Successfully joined the event',
      event: { id, title: 'Board games', current_participants: 2 },
    });
    const { body } = await bob.http.get(`/api/v1/events/${id}/`);
    expect(body.participants.map((person: any) => person.id)).toEqual([ada.id, bob.id]);
    expect(body.participants[1]).toEqual({
      ...{ id: bob.id, username: bob.username, first_name: 'Pat', last_name: expect.any(String) },
    });
    const left = await bob.http.post(`/api/events/${id}/leave/`);
    expect(left.status).toBe(200);
    expect(left.body).toEqual({
      message: 'Successfully left the event',
      event: { id, title: 'Board games', current_participants: 1 },
    });
    expect((await bob.http.post(`/api/v1/events/${id}/join/`)).body.event.current_participants).toBe(2);
  });

  it('refuses in C’s statuses', async () => {
    const { id } = await makeGathering(ada, now(), { max_participants: 2 });
    const join = (by: Person) => by.http.post(`/api/v1/events/${id}/join`);
    const leave = (by: Person) => by.http.post(`/api/v1/events/${id}/leave`);
    const eve = await here.signUp();
    expect(await leave(bob)).toMatchObject({ status: 400, body: { code: 'NOT_A_PARTICIPANT' } });
    expect(await join(ada)).toMatchObject({ status: 400, body: { code: 'ALREADY_JOINED' } });
    expect((await join(bob)).status).toBe(200);
    expect(await join(bob)).toMatchObject({ status: 400, body: { code: 'ALREADY_JOINED' } });
    expect(await join(eve)).toMatchObject({ status: 400, body: { code: 'EVENT_FULL' } });
    expect(await leave(ada)).toMatchObject({ status: 403, body: { code: 'CREATOR_CANNOT_LEAVE' } });
    for (const what of ['join', 'leave']) {
      expect((await bob.http.post(`/api/v1/events/999999/${what}`)).status).toBe(404);
      expect((await here.http().post(`/api/v1/events/${id}/${what}`)).status).toBe(401);
    }
    expect((await leave(bob)).status).toBe(200);
    expect((await join(eve)).status).toBe(200);
  });

  it('leaves nobody standing: of many at once as many as there are seats', async () => {
    const { id } = await makeGathering(ada, now(), { max_participants: 4 });
    const people = await Promise.all(Array.from({ length: 8 }, () => here.signUp()));
    const statuses = await Promise.all(
      people.map(async ({ http }) => (await http.post(`/api/v1/events/${id}/join`)).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 200, 400, 400, 400, 400, 400]);
    const { body } = await ada.http.get(`/api/v1/events/${id}`);
    expect(body).toMatchObject({ current_participants: 4, available_spots: 0, is_registration_open: false });
    expect(body.participants).toHaveLength(4);
  });

  it('is possible while it goes on, and not when it is over', async () => {
    const cleo = await here.signUp();
    const { id } = await makeGathering(ada, now(), { date: inDays(now(), 30) });
    here.clock.advance(30 * 24 * HOUR_MS + HOUR_MS);
    expect((await bob.http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
    expect((await bob.http.post(`/api/v1/events/${id}/leave`)).status).toBe(200);
    expect((await cleo.http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
    here.clock.advance(HOUR_MS);
    const isOver = { status: 409, body: { code: 'EVENT_ENDED', details: { status: 'completed' } } };
    const refused = (who: Person, what: string) => who.http.post(`/api/v1/events/${id}/${what}`);
    expect(await refused(bob, 'join')).toMatchObject(isOver);
    expect(await refused(bob, 'leave')).toMatchObject({ status: 400, body: { code: 'NOT_A_PARTICIPANT' } });
    for (const status of ['confirmed', 'completed']) {
      await setCompleted(here.db, id, status === 'completed' ? here.clock.now() : null);
      expect(await refused(cleo, 'join')).toMatchObject({ status: 400, body: { code: 'ALREADY_JOINED' } });
      expect(await refused(cleo, 'leave')).toMatchObject(isOver);
    }
    here.clock.reset();
  });

  it('shows the link to those who take part', async () => {
    const { id } = await makeGathering(ada, now(), { online_url: 'https://meet.example.org/y' });
    const link = async (by: Person) => (await by.http.get(`/api/v1/events/${id}`)).body.online_url;
    expect([await link(ada), await link(bob)]).toEqual(['https://meet.example.org/y', '']);
    await bob.http.post(`/api/v1/events/${id}/join`);
    expect(await link(bob)).toBe('https://meet.example.org/y');
    expect((await here.http().get(`/api/v1/events/${id}`)).body.online_url).toBe('');
  });

  it('is the only way in: bookings refuse', async () => {
    const { id } = await makeGathering(ada, now());
    const booked = await bob.http.post('/api/v1/bookings', { event: id });
    expect(booked).toMatchObject({ status: 409, body: { code: 'JOIN_ONLY' } });
  });

  it('takes effect once under an Idempotency-Key', async () => {
    const { id } = await makeGathering(ada, now());
    const headers = { 'idempotency-key': `join-${id}` };
    const call = () => bob.http.post(`/api/v1/events/${id}/join`, undefined, { headers });
    const [first, second] = [await call(), await call()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });
});

describe('without a token', () => {
  it('a gathering is seen without its people', async () => {
    const { id } = await makeGathering(ada, now());
    const { status, body } = await here.http().get(`/api/v1/events/${id}/`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, participants: [], tasks: [], votes: [], current_participants: 1 });
  });
});
