import { BookingApi, type BookingData, type ReserveTimeInput } from '../../../src/booking/booking.api.js';
import { bookable, plantType, type Bookable } from '../../support/bookable.js';
import type { Http } from '../../support/http.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type World } from '../../support/world.js';

let w: World;
const requests = new RequestStatements();
beforeAll(async () => void (w = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' })));
beforeEach(() => w.clock.set(new Date('2035-01-01T00:00:00Z')));
afterAll(() => w?.close());

/** A Monday, an hour ahead of UTC in Berlin. */
const MONDAY = 'start_date=2035-03-05&end_date=2035-03-05';

const pathOf = ({ slug, typeSlug }: Bookable, query = MONDAY) =>
  `/api/v1/events/slots/${slug}/${typeSlug}?${query}`;
const ask = (of: Bookable, query = MONDAY, http: Http = w.http()) => http.get(pathOf(of, query));
const startsOf = ({ body }: { body: any }): string[] =>
  body.slots.map((slot: { start_time: string }) => slot.start_time.slice(5, 16));

function book(
  { host, typeId }: Bookable,
  start: string,
  minutes = 30,
  more: Partial<ReserveTimeInput> = {},
): Promise<BookingData> {
  const startsAt = new Date(start);
  const input = {
    ...{ kind: 'appointment', refId: typeId, hostId: host.id, people: [host.id] },
    ...{ personId: null, address: 'ada@example.com', expiresAt: null },
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) },
    ...more,
  } as ReserveTimeInput;
  return w.db.transaction((tx) => w.app.get(BookingApi, { strict: false }).reserveTime(tx, input));
}

describe('the slots of an event type', () => {
  it('are answered as the contract says', async () => {
    const of = await bookable(w);
    const answer = await ask(of, `${MONDAY}&timezone=America/New_York`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      organizer: { slug: of.slug, full_name: expect.stringMatching(/^Pat /), timezone: 'Europe/Berlin' },
      event_type: { id: of.typeId, slug: of.typeSlug, name: 'Talk', duration: 30 },
      timezone: 'America/New_York',
      slots: expect.any(Array),
      meta: {
        performance: { calculation_ms: expect.any(Number), cache_hit: false },
        calendars_synced_at: null,
      },
    });
    expect(answer.body.slots).toHaveLength(6);
    expect(answer.body.slots[0]).toEqual({
      start_time: '2035-03-05T08:00:00.000Z',
      end_time: '2035-03-05T08:30:00.000Z',
      local_start_time: '2035-03-05T03:00:00-05:00',
      local_end_time: '2035-03-05T03:30:00-05:00',
      seats_available: 1,
    });
  });

  it('are the same on both paths, with and without a slash', async () => {
    const of = await bookable(w);
    const { slots } = (await ask(of)).body;
    const { slug, typeSlug } = of;
    expect((await w.http().get(`/api/events/slots/${slug}/${typeSlug}/?${MONDAY}`)).body.slots).toEqual(slots);
  });

  it('are of the organizer’s days, of those of `X-Timezone`, and first of all of `timezone`', async () => {
    const of = await bookable(w);
    const auckland = w.http().with({ 'x-timezone': 'Pacific/Auckland' });
    expect((await ask(of)).body.timezone).toBe('Europe/Berlin');
    const there = await ask(of, MONDAY, auckland);
    expect(there.body.timezone).toBe('Pacific/Auckland');
    // Monday ends there at noon of Berlin's.
    expect(startsOf(there)).toEqual(startsOf(await ask(of)));
    const west = await ask(of, `${MONDAY}&timezone=Pacific/Honolulu`, auckland);
    expect(startsOf(west).slice(0, 3)).toEqual(['03-05T10:00', '03-05T10:30', '03-06T08:00']);
    expect(west.body.slots[0].local_start_time).toBe('2035-03-05T00:00:00-10:00');
  });

  it('are of seven days from today on where nothing is said, and of the rest of today', async () => {
    const of = await bookable(w);
    w.clock.set(new Date('2035-03-05T08:40:00Z'));
    expect(startsOf(await ask(of, ''))[0]).toBe('03-05T09:00');
    expect(startsOf(await ask(of, '')).at(-1)).toBe('03-09T10:30');
    expect(startsOf(await ask(of, 'start_date=2035-03-10')).at(-1)).toBe('03-16T10:30');
    // It is Tuesday there already.
    w.clock.set(new Date('2035-03-05T11:30:00Z'));
    const kiritimati = await ask(of, 'end_date=2035-03-06&timezone=Pacific/Kiritimati');
    expect(startsOf(kiritimati)).toEqual(['03-06T08:00', '03-06T08:30', '03-06T09:00', '03-06T09:30']);
  });

  it('have their full length over a clock change, and each local time its offset', async () => {
    const of = await bookable(w, { duration: 60 });
    await of.host.http.post('/api/v1/availability/overrides', {
      ...{ date: '2035-03-25', start_time: '01:00', end_time: '05:00' },
    });
    const spring = await ask(of, 'start_date=2035-03-25&end_date=2035-03-25');
    expect(spring.body.slots.map((slot: any) => [slot.local_start_time, slot.local_end_time])).toEqual([
      ['2035-03-25T01:00:00+01:00', '2035-03-25T03:00:00+02:00'],
      ['2035-03-25T03:00:00+02:00', '2035-03-25T04:00:00+02:00'],
      ['2035-03-25T04:00:00+02:00', '2035-03-25T05:00:00+02:00'],
    ]);
  });

  it('are of a duration that is offered', async () => {
    const of = await bookable(w, { duration_options: [30, 90] });
    const long = await ask(of, `${MONDAY}&duration=90`);
    expect([startsOf(long), long.body.event_type.duration]).toEqual([
      ['03-05T08:00', '03-05T08:30', '03-05T09:00', '03-05T09:30'],
      90,
    ]);
    expect((await ask(of, `${MONDAY}&duration=60`)).body.field_errors).toEqual({
      duration: ['This length is not offered.'],
    });
  });

  it.each([
    ['start_date=2035-02-30', ['start_date']],
    ['end_date=tomorrow', ['end_date']],
    ['start_date=2035-03-05&end_date=2035-03-04', ['end_date']],
    ['end_date=2034-12-31', ['end_date']],
    ['start_date=2035-03-01&end_date=2035-06-01', ['end_date']],
    ['start_date=9999-12-31', ['start_date']],
    ['timezone=Mars/Olympus', ['timezone']],
    ['timezone=%2B02:00', ['timezone']],
    ['attendee_count=0', ['attendee_count']],
    ['attendee_count=two', ['attendee_count']],
    ['duration=0', ['duration']],
    ['explain=2035-03-05T09:00', ['explain']],
    ['reschedule=mine', ['reschedule']],
    ['reschedule=1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', ['reschedule']],
    ['start_date=x&timezone=y&attendee_count=z', ['attendee_count', 'start_date', 'timezone']],
  ])('are refused for %s', async (query, fields) => {
    const { status, body } = await ask(await bookable(w), query);
    expect([status, Object.keys(body.field_errors ?? {}).sort()]).toEqual([400, fields]);
  });

  it('are of 92 days at most', async () => {
    const answer = await ask(await bookable(w), 'start_date=2035-03-01&end_date=2035-05-31');
    expect(answer.status).toBe(200);
    expect(answer.body.slots).toHaveLength(66 * 6);
  });

  it('name a bad `X-Timezone`', async () => {
    const answer = await ask(await bookable(w), MONDAY, w.http().with({ 'x-timezone': 'Nowhere' }));
    expect([answer.status, Object.keys(answer.body.field_errors)]).toEqual([400, ['X-Timezone']]);
  });

  it('are not found of strangers, of what is not active, and of who is suspended', async () => {
    const of = await bookable(w);
    const { slug: inactive } = await plantType(w.db, of.host.id, { is_active: false });
    expect((await ask({ ...of, slug: 'nobody-at-all' })).status).toBe(404);
    expect((await ask({ ...of, typeSlug: 'nothing' })).status).toBe(404);
    expect((await ask({ ...of, typeSlug: inactive })).status).toBe(404);
    const admin = await w.admin();
    await admin.http.patch(`/api/v1/admin/users/${of.host.id}`, { status: 'suspended' });
    expect((await ask(of)).status).toBe(404);
    expect((await w.http().get(`/api/v1/availability/calculated-slots/${of.slug}`)).status).toBe(404);
    await admin.http.patch(`/api/v1/admin/users/${of.host.id}`, { status: 'active' });
    expect((await ask(of)).status).toBe(200);
  });

  it('are found under a private type’s link', async () =>
    expect((await ask(await bookable(w, { is_public: false }))).body.slots).toHaveLength(6));

  it('tell of a change in the very next answer, and of none by their tag', async () => {
    const of = await bookable(w);
    const first = await ask(of);
    const etag = first.headers.get('etag')!;
    expect([first.headers.get('cache-control'), etag]).toEqual([
      'no-cache',
      expect.stringMatching(/^W\/"[\w-]+"$/),
    ]);
    const again = await w.http().with({ 'if-none-match': etag }).get(pathOf(of));
    expect([again.status, again.body, again.headers.get('cache-control')]).toEqual([304, '', 'no-cache']);
    const { id } = await book(of, '2035-03-05T08:00:00Z');
    const changed = await w.http().with({ 'if-none-match': etag }).get(pathOf(of));
    expect([changed.status, startsOf(changed)[0]]).toEqual([200, '03-05T08:30']);
    const by = { actorId: null, cause: 'host' as const, reason: null };
    await w.db.transaction((tx) => w.app.get(BookingApi, { strict: false }).cancel(tx, id, by));
    expect((await w.http().with({ 'if-none-match': etag }).get(pathOf(of))).status).toBe(304);
  });

  it('keep only the fields that are asked for', async () => {
    const of = await bookable(w);
    expect(
      (
        await w
          .http()
          .unchecked()
          .get(pathOf(of, `${MONDAY}&fields=timezone`))
      ).body,
    ).toEqual({
      timezone: 'Europe/Berlin',
    });
  });

  it('take three statements at most, also with a reason and a booking that is about to move', async () => {
    const of = await bookable(w, { max_bookings_per_day: 5, max_attendees: 3 });
    const { accessToken } = await book(of, '2035-03-05T08:00:00Z');
    const all = `${MONDAY}&reschedule=${accessToken}&explain=2035-03-05T08:00:00Z&attendee_count=2`;
    for (const [query, most] of [
      [MONDAY, 2],
      [all, 3],
    ] as const)
      expect((await requests.call(w.http(), 'GET', pathOf(of, query))).counts['use case']).toBe(most);
  });
});

describe('`explain`', () => {
  const explained = async (of: Bookable, start: string, http?: Http, more = '') =>
    (await ask(of, `${MONDAY}&explain=${start}${more}`, http)).body.explain;

  it('says that a start is offered, and the next three', async () =>
    expect(await explained(await bookable(w), '2035-03-05T08:00:00Z')).toEqual({
      start_time: '2035-03-05T08:00:00.000Z',
      ...{ offered: true, reason: null, message: 'This time can be booked.', rule: null },
      next_free: ['08:30', '09:00', '09:30'].map((time) => ({ start_time: `2035-03-05T${time}:00.000Z` })),
    }));

  it('says why one is not, on whatever day, and shows what is in the way to the host and admins', async () => {
    const of = await bookable(w, { minimum_notice: 60 });
    const { id } = await book(of, '2035-03-06T08:00:00Z');
    const busy = '2035-03-06T08:00:00Z';
    const rule = { limit: null, value: null, start_time: null, end_time: null };
    const stranger = (await w.signUp()).http;
    for (const http of [w.http(), stranger])
      expect(await explained(of, busy, http)).toMatchObject({
        ...{ offered: false, reason: 'BUSY', rule: { ...rule, type: 'busy', id: null } },
      });
    for (const http of [of.host.http, (await w.admin()).http])
      expect((await explained(of, busy, http)).rule).toEqual({
        ...{ ...rule, type: 'booking', id },
        ...{ start_time: '2035-03-06T08:00:00.000Z', end_time: '2035-03-06T08:30:00.000Z' },
      });
    expect(await explained(of, '2035-03-05T08:10:00Z')).toMatchObject({
      reason: 'OFF_GRID',
      rule: { type: 'grid', limit: 'slot_interval', value: 30, start_time: '2035-03-05T08:00:00.000Z' },
    });
    expect(await explained(of, '2020-03-05T08:00:00Z')).toMatchObject({
      ...{ reason: 'PAST', rule: { type: 'clock', start_time: '2035-01-01T00:00:00.000Z' } },
      next_free: [{ start_time: '2035-01-01T08:00:00.000Z' }, {}, {}],
    });
  });

  it('has nothing free to name beyond the window', async () => {
    const window = { booking_window_type: 'range', booking_window_end: '2035-03-05' };
    expect(await explained(await bookable(w, window), '2035-03-06T08:00:00Z')).toMatchObject({
      ...{ reason: 'WINDOW', next_free: [] },
      rule: { type: 'limit', limit: 'booking_window_end', value: '2035-03-05' },
    });
  });
});

describe('`reschedule` and `attendee_count`', () => {
  it('free the time of the booking that is about to move', async () => {
    const of = await bookable(w, { max_bookings_per_day: 1 });
    const { accessToken } = await book(of, '2035-03-05T08:00:00Z');
    expect(startsOf(await ask(of))).toEqual([]);
    expect(startsOf(await ask(of, `${MONDAY}&reschedule=${accessToken}`))).toHaveLength(6);
    const other = await bookable(w);
    expect((await ask(other, `${MONDAY}&reschedule=${accessToken}`)).status).toBe(400);
  });

  it('list sessions while the party fits', async () => {
    const of = await bookable(w, { max_attendees: 4 });
    const refId = 1;
    const [startsAt, endsAt] = [new Date('2035-03-05T08:00:00Z'), new Date('2035-03-05T08:30:00Z')];
    await w.db.transaction((tx) =>
      w.app.get(BookingApi, { strict: false }).offerSeats(tx, {
        ...{ kind: 'occurrence', refId, title: 'Talk', label: null, state: 'open', visibility: 'public' },
        ...{ capacity: 4, maxPerBooking: 4, priceCents: 0, currency: 'USD', refundPolicy: null },
        ...{ startsAt, endsAt, opensAt: null, closesAt: startsAt, organizerId: of.host.id, joinOnly: false },
      }),
    );
    await book(of, '2035-03-05T08:00:00Z', 30, { session: { kind: 'occurrence', refId }, quantity: 3 });
    const seats = async (party: number) =>
      (await ask(of, `${MONDAY}&attendee_count=${party}`)).body.slots.map((slot: any) => slot.seats_available);
    expect(await seats(1)).toEqual([1, 4, 4, 4, 4, 4]);
    expect(await seats(2)).toEqual([4, 4, 4, 4, 4]);
    expect(await seats(5)).toEqual([]);
    const full = await ask(of, `${MONDAY}&attendee_count=2&explain=2035-03-05T08:00:00Z`);
    expect(full.body.explain).toMatchObject({
      reason: 'SEATS',
      rule: { limit: 'max_attendees', value: 4, start_time: '2035-03-05T08:00:00.000Z' },
    });
  });
});

describe('calculated slots', () => {
  const calculated = ({ slug }: Bookable, query = '') =>
    w.http().get(`/api/v1/availability/calculated-slots/${slug}/?${MONDAY}${query}`);

  it('are of the bare time without a type, half an hour long or as asked', async () => {
    const of = await bookable(w, { minimum_notice: 1_000_000, buffer_before: 60, max_bookings_per_day: 1 });
    await book(of, '2035-03-05T08:30:00Z');
    const bare = await calculated(of);
    expect([bare.status, bare.body.event_type]).toEqual([200, null]);
    expect(startsOf(bare)).toEqual(['03-05T08:00', '03-05T09:00', '03-05T09:30', '03-05T10:00', '03-05T10:30']);
    expect(startsOf(await calculated(of, '&duration=120'))).toEqual(['03-05T09:00']);
    expect((await calculated(of, '&attendee_count=2')).body.slots).toEqual([]);
  });

  it('are those of a type that is named', async () => {
    const of = await bookable(w, { duration: 60 });
    const named = await calculated(of, `&event_type=${of.typeSlug}`);
    expect(named.body.slots).toEqual((await ask(of)).body.slots);
    expect(named.body.event_type).toMatchObject({ id: of.typeId, duration: 60 });
    expect((await calculated(of, `&event_type=${of.typeSlug}&duration=30`)).status).toBe(400);
    expect((await calculated(of, '&event_type=nothing')).status).toBe(404);
    expect((await calculated({ ...of, slug: 'nobody-at-all' })).status).toBe(404);
  });
});

describe('questions for slots', () => {
  it('count as pages, 304 included, and against no other limit', async () => {
    const limited = await world({
      RATE_LIMITS_ENABLED: 'true',
      RATE_LIMIT_PAGE: '3/hour',
      RATE_LIMIT_ANON: '1/hour',
    });
    const http = limited.http();
    const path = '/api/v1/events/slots/nobody/nothing';
    const answers = [await http.get(path), await http.get(path), await http.get(path), await http.get(path)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 429]);
    expect(answers[0]!.headers.get('x-ratelimit-limit')).toBe('3');
    await limited.close();
  });
});
