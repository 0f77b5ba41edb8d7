import { BookingApi, type BookingData, type ReserveTimeInput } from '../../../src/booking/booking.api.js';
import { preparedStatements } from '../../../src/platform/database/prepared-statement.js';
import { bookable, type Bookable } from '../../support/bookable.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type World } from '../../support/world.js';

let w: World;
const requests = new RequestStatements();
beforeAll(async () => void (w = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' })));
beforeEach(() => w.clock.set(new Date('2035-03-01T00:00:00Z')));
afterAll(() => w?.close());

const MINUTE = 60_000;
const MONDAY = 'start_date=2035-03-05&end_date=2035-03-05';
const BLOCKED = '/api/v1/availability/blocked-times';
const OVERRIDES = '/api/v1/availability/overrides';
const RULES = '/api/v1/user-availability';

const blockedDay = { start_time: '2035-03-05T00:00:00Z', end_time: '2035-03-06T00:00:00Z' };
const overriddenDay = { date: '2035-03-05', start_time: '15:00', end_time: '16:00' };

const booking = () => w.app.get(BookingApi, { strict: false });
const pathOf = ({ slug, typeSlug }: Bookable, query = MONDAY) =>
  `/api/v1/events/slots/${slug}/${typeSlug}?${query}`;

/** How many slots there are, and whether that was known already. */
async function seen(of: Bookable, query = MONDAY): Promise<{ slots: number; isKnown: boolean }> {
  const { body } = await w.http().get(pathOf(of, query));
  return { slots: body.slots.length, isKnown: body.meta.performance.cache_hit };
}

function book(of: Bookable, more: Partial<ReserveTimeInput> = {}): Promise<BookingData> {
  const input = {
    ...{ kind: 'appointment', refId: of.typeId, hostId: of.host.id, people: [of.host.id] },
    ...{ personId: null, address: 'ada@example.com', expiresAt: null },
    ...{ startsAt: new Date('2035-03-05T08:00:00Z'), endsAt: new Date('2035-03-05T08:30:00Z') },
    ...more,
  } as ReserveTimeInput;
  return w.db.transaction((tx) => booking().reserveTime(tx, input));
}

const cancel = (id: number) =>
  w.db.transaction((tx) => booking().cancel(tx, id, { actorId: null, cause: 'booker', reason: null }));

const changeType = ({ host, typeId }: Bookable, change: object) =>
  host.http.patch(`/api/v1/events/event-types/${typeId}`, change);

async function ruleOf({ host }: Bookable): Promise<number> {
  const { body } = await host.http.get(RULES);
  return body.results[0].id as number;
}

describe('a question that was asked before', () => {
  it('is answered from memory by one statement, and says so', async () => {
    const of = await bookable(w);
    expect(await seen(of)).toEqual({ slots: 6, isKnown: false });
    const again = await requests.call(w.http(), 'GET', pathOf(of));
    expect([again.counts['use case'], again.answer.body.meta.performance.cache_hit]).toEqual([1, true]);
    expect(await seen(of, `${MONDAY}&timezone=Asia/Kathmandu`)).toEqual({ slots: 6, isKnown: false });
    expect(await seen(of, `${MONDAY}&attendee_count=2`)).toEqual({ slots: 0, isKnown: false });
  });

  it('asked by many at once is searched for once', async () => {
    const of = await bookable(w);
    const answers = await Promise.all(Array.from({ length: 20 }, () => w.http().get(pathOf(of))));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.slots.length))).toEqual(new Set([6]));
  });

  it.each<[string, number, (of: Bookable) => Promise<unknown>]>([
    ['a booking', 5, (of) => book(of)],
    ['a meeting', 4, (of) => book(of, { kind: 'meeting', endsAt: new Date('2035-03-05T09:00:00Z') })],
    [
      'a meeting that the host asked for',
      5,
      async (of) =>
        book(of, { hostId: (await w.signUp()).id, personId: of.host.id, address: undefined } as object),
    ],
    ['a blocked time', 0, ({ host }) => host.http.post(BLOCKED, blockedDay)],
    ['an override', 2, ({ host }) => host.http.post(OVERRIDES, overriddenDay)],
    [
      'a new rule',
      8,
      ({ host }) => host.http.post(RULES, { day_of_week: 1, start_time: '13:00', end_time: '14:00' }),
    ],
    [
      'a changed rule',
      4,
      async (of) => of.host.http.put(`${RULES}/${await ruleOf(of)}`, { start_time: '10:00' }),
    ],
    ['a rule less', 0, async (of) => of.host.http.delete(`${RULES}/${await ruleOf(of)}`)],
    ['a longer duration', 3, (of) => changeType(of, { duration: 60 })],
    ['a limit', 6, (of) => changeType(of, { max_bookings_per_day: 1 })],
    ['another zone', 6, ({ host }) => host.http.patch('/api/v1/users/me', { timezone: 'Europe/London' })],
  ])('is answered anew after %s', async (_, slots, change) => {
    const of = await bookable(w);
    await seen(of);
    await change(of);
    expect(await seen(of)).toEqual({ slots, isKnown: false });
    expect(await seen(of)).toEqual({ slots, isKnown: true });
  });

  it('is answered anew once what took the time is gone', async () => {
    const of = await bookable(w);
    const { id } = await book(of);
    const blocked = await of.host.http.post(BLOCKED, blockedDay);
    const override = await of.host.http.post(OVERRIDES, overriddenDay);
    expect((await seen(of)).slots).toBe(0);
    await of.host.http.delete(`${BLOCKED}/${blocked.body.id}`);
    expect((await seen(of)).slots).toBe(2);
    await of.host.http.delete(`${OVERRIDES}/${override.body.id}`);
    expect((await seen(of)).slots).toBe(5);
    await cancel(id);
    expect((await seen(of)).slots).toBe(6);
  });

  it('is answered anew when a session’s seats change, and when somebody waits for them', async () => {
    const of = await bookable(w, { max_attendees: 3 });
    const refId = 1;
    const [startsAt, endsAt] = [new Date('2035-03-05T08:00:00Z'), new Date('2035-03-05T08:30:00Z')];
    await w.db.transaction((tx) =>
      booking().offerSeats(tx, {
        ...{ kind: 'occurrence', refId, title: 'Talk', label: null, state: 'open', visibility: 'public' },
        ...{ capacity: 3, maxPerBooking: 3, priceCents: 0, currency: 'USD', refundPolicy: null },
        ...{ startsAt, endsAt, opensAt: null, closesAt: startsAt, organizerId: of.host.id, joinOnly: false },
      }),
    );
    const two = `${MONDAY}&attendee_count=2`;
    const session = { kind: 'occurrence' as const, refId };
    await book(of, { session });
    expect((await seen(of, two)).slots).toBe(6);
    const { id } = await book(of, { session, address: 'bob@example.com' });
    expect((await seen(of, two)).slots).toBe(5);
    await cancel(id);
    expect((await seen(of, two)).slots).toBe(6);
    const waiting = (waits: number) =>
      w.db.query(
        `UPDATE booking.offers SET waiting = $2, waitlist_due_at = CASE WHEN $2 > 0 THEN starts_at END
         WHERE kind = 'occurrence' AND ref_id = $1`,
        [refId, waits],
      );
    await waiting(1);
    expect((await seen(of, two)).slots).toBe(5);
    await waiting(0);
    expect((await seen(of, two)).slots).toBe(6);
  });

  it('is answered anew when the clock says so', async () => {
    const of = await bookable(w, { booking_window_type: 'days', booking_window_days: 3, minimum_notice: 60 });
    const expiresAt = new Date(w.clock.millis() + 5 * MINUTE);
    const whole = 'start_date=2035-03-01&end_date=2035-03-07';
    await book(of, {
      startsAt: new Date('2035-03-01T10:00:00Z'),
      endsAt: new Date('2035-03-01T10:30:00Z'),
      expiresAt,
    });
    expect(await seen(of, whole)).toEqual({ slots: 11, isKnown: false });
    w.clock.advance(5 * MINUTE - 1);
    expect(await seen(of, whole)).toEqual({ slots: 11, isKnown: true });
    w.clock.advance(1);
    expect(await seen(of, whole)).toEqual({ slots: 12, isKnown: false });
    w.clock.set(new Date('2035-03-01T07:00:00.000Z'));
    expect((await seen(of, whole)).slots).toBe(12);
    w.clock.advance(1);
    expect((await seen(of, whole)).slots).toBe(11);
    w.clock.set(new Date('2035-03-01T22:59:59.999Z'));
    expect((await seen(of, whole)).slots).toBe(6);
    w.clock.advance(1);
    // It is Friday in Berlin, and Monday the third day from it.
    expect((await seen(of, whole)).slots).toBe(12);
  });
});

describe('whatever is read of a host', () => {
  /** Tables behind a statement, views opened. */
  async function tablesOf(name: string): Promise<string[]> {
    const { text } = preparedStatements().find((statement) => statement.name === name)!;
    const plan = await w.db.query<Record<string, unknown>>(
      `EXPLAIN (GENERIC_PLAN, FORMAT JSON, VERBOSE) ${text}`,
    );
    const found = JSON.stringify(plan).matchAll(/"Relation Name":"(\w+)","Schema":"(\w+)"/g);
    return [...new Set([...found].map(([, table, schema]) => `${schema}.${table}`))].sort();
  }

  it('has triggers that count its changes', async () => {
    const tables = [...(await tablesOf('slots.host-time')), 'scheduling.event_types'].sort();
    const counted = await w.db.query<{ name: string }>(
      `SELECT DISTINCT t.tgrelid::regclass::text AS name FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
       WHERE f.prosrc LIKE '%platform.raise_revision%'`,
    );
    expect(tables).toEqual(counted.map(({ name }) => name).sort());
  });

  it('is counted once for a transaction, and anew after what a savepoint took back', async () => {
    const { host } = await bookable(w);
    const block = (tx: Pick<typeof w.db, 'query'>, hour: number) =>
      tx.query(
        `INSERT INTO scheduling.blocked_times (owner_id, starts_at, ends_at, source, created_at)
         SELECT $1, at, at + interval '10 minutes', 'manual', now() FROM generate_series(1, 3) n,
           LATERAL (SELECT now() + make_interval(days => n, hours => $2)) AS given (at)`,
        [host.id, hour],
      );
    const counted = async () =>
      (
        await w.db.query<{ sum: number }>(
          `SELECT sum(revision)::integer AS sum FROM platform.revisions
           WHERE topic = 'time' AND subject_id = $1`,
          [host.id],
        )
      )[0]!.sum;
    const before = await counted();
    await w.db.transaction(async (tx) => {
      await tx.query('SAVEPOINT tried');
      await block(tx, 1);
      await tx.query('ROLLBACK TO SAVEPOINT tried; RELEASE SAVEPOINT tried');
      await block(tx, 2);
      await block(tx, 3);
    });
    expect(await counted()).toBe(before + 1);
  });
});
