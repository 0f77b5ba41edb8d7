import { openPlain, openSocketIo, type SocketClient } from '../support/sockets.js';
import { PASSWORD, world, type World } from '../support/world.js';

// The scheduling of document B, as its clients use it: both slashes, `Token`, zones by query and header.

const DAYS = 'start_date=2035-03-05&end_date=2035-03-06';
const CALL = { organizer_slug: 'john-doe', event_type_slug: 'discovery-call' };
const INVITEE = {
  invitee_name: 'Grace Hopper',
  invitee_email: 'grace@example.com',
  invitee_timezone: 'America/New_York',
};

let here: World;
const open: SocketClient[] = [];
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  here.clock.set(new Date('2035-03-01T00:00:00Z'));
});
afterAll(async () => {
  open.forEach((client) => client.close());
  await here?.close();
});

async function register() {
  const names = { first_name: 'John', last_name: 'Doe', timezone: 'Europe/Berlin' };
  const body = { username: 'john-doe', email: 'john@example.com', password: PASSWORD, ...names };
  const { status, body: john } = await here.http().post('/api/v1/users/register/', body);
  expect(status).toBe(201);
  return here.http().with({ authorization: `Token ${john.token}` });
}

const slotsOf = async (slug: string, query = DAYS) => {
  const { status, body } = await here.http().get(`/api/v1/events/slots/john-doe/${slug}/?${query}`);
  expect(status).toBe(200);
  return body;
};
const starts = async (slug: string, query?: string): Promise<string[]> =>
  (await slotsOf(slug, query)).slots.map(({ start_time }: { start_time: string }) => start_time);
const create = (body: object) =>
  here.http().post('/api/v1/events/bookings/create/', { ...CALL, ...INVITEE, ...body });
const manage = (token: string, body: object) =>
  here.http().post(`/api/v1/events/booking/${token}/manage/`, body);

it('a host publishes hours, strangers book, move and cancel, and whoever looks is told', async () => {
  const http = await register();

  // Hours, a date without any, and a time that is taken.
  const rule = { day_of_week: 1, start_time: '09:00', end_time: '12:00' };
  expect((await http.post('/api/v1/user-availability', rule)).status).toBe(201);
  await http.post('/api/v1/user-availability', { ...rule, day_of_week: 2 });
  const closed = { date: '2035-03-13', is_available: false, reason: 'Holiday' };
  expect((await http.post('/api/v1/availability/overrides/', closed)).status).toBe(201);
  const blocked = { start_time: '2035-03-05T10:00:00+01:00', end_time: '2035-03-05T11:00:00+01:00' };
  expect((await http.post('/api/v1/availability/blocked-times/', blocked)).status).toBe(201);

  const made = await http.post('/api/v1/events/event-types/', {
    ...{ name: 'Discovery Call', duration: 60, cancellation_notice: 60, booking_window_type: 'unlimited' },
    custom_questions: [{ key: 'topic', label: 'What about?', type: 'text', required: true }],
  });
  expect([made.status, made.body.slug, made.body.organizer_slug]).toEqual([201, 'discovery-call', 'john-doe']);

  // The public pages, and what is free in the zone that is asked for.
  const page = await here.http().get('/john-doe/');
  expect(page.body.event_types.map(({ slug }: { slug: string }) => slug)).toEqual(['discovery-call']);
  const booking = await here
    .http()
    .get(`/john-doe/discovery-call/?${DAYS}&timezone=America/New_York&attendee_count=1`);
  expect(booking.body.slots[0]).toEqual({
    ...{ start_time: '2035-03-05T08:00:00.000Z', end_time: '2035-03-05T09:00:00.000Z' },
    ...{ local_start_time: '2035-03-05T03:00:00-05:00', local_end_time: '2035-03-05T04:00:00-05:00' },
    seats_available: 1,
  });
  expect(booking.body.event_type.custom_questions[0].key).toBe('topic');
  const free = ['05T08', '05T10', '06T08', '06T09', '06T10'].map((hour) => `2035-03-${hour}:00:00.000Z`);
  const listed = await slotsOf('discovery-call');
  expect(await starts('discovery-call')).toEqual(free);
  expect(listed.meta.performance).toEqual({
    calculation_ms: expect.any(Number),
    cache_hit: expect.any(Boolean),
  });
  const calculated = await here
    .http()
    .get(`/api/v1/availability/calculated-slots/john-doe/?${DAYS}&duration=60`);
  expect(calculated.body.slots).toHaveLength(free.length);
  expect(await starts('discovery-call', 'start_date=2035-03-13&end_date=2035-03-13')).toEqual([]);

  // Two strangers look at the page, one of each kind; a third books.
  const lookers = [await openPlain(here.url, { ofType: CALL }), await openSocketIo(here.url, { ofType: CALL })];
  open.push(...lookers);
  const told = async (count: number) => {
    for (const looker of lookers) {
      const frames = await looker.atLeast(count);
      expect(frames.at(-1)).toMatchObject({ type: 'slots_changed', data: CALL });
    }
  };
  const [start, other] = [free[0]!, free[3]!];
  const unanswered = await create({ start_time: start });
  expect([unanswered.status, Object.keys(unanswered.body.field_errors)]).toEqual([400, ['custom_answers']]);
  const answers = { custom_answers: { topic: 'Compilers' } };
  const booked = await create({ start_time: start, ...answers });
  expect([booked.status, booked.body.status, booked.body.attendees]).toEqual([
    201,
    'confirmed',
    [{ name: 'Grace Hopper', email: 'grace@example.com' }],
  ]);
  await told(1);
  expect(await starts('discovery-call')).not.toContain(start);
  const taken = await create({ start_time: start, invitee_email: 'ada@example.com', ...answers });
  expect([taken.status, taken.body.code, taken.body.details.reason]).toEqual([409, 'SLOT_UNAVAILABLE', 'BUSY']);
  expect(taken.body.details.next_free[0]).toEqual({ start_time: free[1] });

  // By the link: read, moved, put into a calendar, cancelled once.
  const { id, access_token: token, manage_url } = booked.body;
  expect(manage_url).toMatch(new RegExp(`/manage/${token}$`));
  const link = `/api/v1/events/booking/${token}`;
  const shown = await here.http().get(`${link}/manage/`);
  expect(shown.body.available_actions).toEqual(['cancel', 'reschedule']);
  const moved = await manage(token, { action: 'reschedule', start_time: other });
  expect([moved.status, moved.body.id, moved.body.access_token, moved.body.reschedule_count]).toEqual([
    200,
    id,
    token,
    1,
  ]);
  await told(2);
  expect(await starts('discovery-call')).toEqual(free.filter((each) => each !== other));
  const { body: file } = await here.http().get(`${link}/calendar.ics`);
  expect(String(file)).toMatch(/DTSTART:20350306T090000Z\r\n/);
  expect(String(file)).toMatch(/SEQUENCE:1\r\n/);
  const { body: hosted } = await http.get('/api/v1/events/bookings/?search=grace');
  expect([hosted.count, hosted.results[0].id, 'access_token' in hosted.results[0]]).toEqual([1, id, false]);
  expect((await manage(token, { action: 'cancel', reason: 'Ill' })).body.status).toBe('cancelled');
  expect((await manage(token, { action: 'cancel' })).body.code).toBe('INVALID_TRANSITION');
  await told(3);
  expect(await starts('discovery-call')).toEqual(free);

  // A group: two seats, a queue, an offer that is taken by its link.
  const group = await http.post('/api/v1/events/event-types/', {
    ...{ name: 'Workshop', duration: 60, max_attendees: 2, booking_window_type: 'unlimited' },
  });
  const workshop = { event_type_slug: group.body.slug as string, start_time: free[4] };
  const seat = (name: string, more: object = {}) =>
    create({ ...workshop, invitee_email: `${name}@example.com`, ...more });
  const ada = await seat('ada', { attendee_count: 2 });
  expect((await seat('alan')).body.code).toBe('SLOT_UNAVAILABLE');
  const alan = await seat('alan', { join_waitlist: true });
  expect([alan.status, alan.body.status, alan.body.waitlist_position]).toEqual([201, 'waitlisted', 1]);
  await manage(ada.body.access_token, { action: 'cancel' });
  const offered = await here.http().get(`/api/v1/events/booking/${alan.body.access_token}/manage/`);
  expect([offered.body.status, offered.body.available_actions.includes('confirm')]).toEqual(['pending', true]);
  expect((await manage(alan.body.access_token, { action: 'confirm' })).body.status).toBe('confirmed');
});
