import {
  BOOKING_STATUSES,
  bookable,
  calledOff,
  insideNotice,
  longOver,
  timeOver,
  unopened,
  checkInOpen,
  ended,
  firmSeat,
  hasStatus,
  held,
  holdLimit,
  isStatusCurrent,
  lapsed,
  live,
  liveSeat,
  over,
  seated,
  seatedNow,
  started,
  statusAt,
  toCome,
  type BookingStatus,
  type ClockRule,
} from '../../src/booking/model/booking-clock.rules.js';
import { Offer } from '../../src/booking/model/offer.entity.js';
import { MeetingProfile } from '../../src/scheduling/meetings/meeting-profile.adapter.js';
import { kernel, type Kernel } from '../support/kernel.js';
import { Booking, type BookingKind } from '../../src/booking/model/booking.entity.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FAR_MS = 40 * DAY_MS;
/** Just before, at, and just after. */
const AROUND = [-1, 0, 1];
const KINDS: BookingKind[] = ['slot', 'appointment', 'ticket', 'meeting'];
const GRACE: Partial<Record<BookingKind, number>> = { meeting: new MeetingProfile().graceMinutes };

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterAll(() => k.close());

interface Case {
  id: number;
  kind: BookingKind;
  status: BookingStatus;
  /** From the present instant, in milliseconds. */
  starts: number;
  ends: number;
  expires: number | null;
  /** In minutes. */
  notice?: number;
  grace?: number;
}

/** Every kind and state, with each of its instants around the present one while the others are far. */
function bookingCases(): Case[] {
  const cases: Omit<Case, 'id'>[] = [];
  for (const kind of KINDS)
    for (const status of BOOKING_STATUSES)
      for (const off of AROUND) {
        const expires = status === 'pending' ? FAR_MS : null;
        for (const ago of [0, DAY_MS]) {
          cases.push({ kind, status, starts: -FAR_MS, ends: off - ago, expires });
          cases.push({ kind, status, starts: off + ago, ends: FAR_MS, expires });
        }
        const notice = 90;
        cases.push({ kind, status, starts: notice * 60_000 + off, ends: FAR_MS, expires, notice });
        cases.push({ kind, status, starts: -FAR_MS, ends: off - 7 * DAY_MS, expires });
        if (expires !== null) cases.push({ kind, status, starts: -FAR_MS, ends: FAR_MS, expires: off });
      }
  return cases.map((each, index) => ({ id: index + 1, grace: GRACE[each.kind], ...each }));
}

const instant = (ms: number | null, now: Date) => (ms === null ? null : new Date(now.getTime() + ms));
const toBooking = ({ kind, status, starts, ends, expires, notice, grace = 0 }: Case, now: Date) =>
  Object.assign(new Booking(), {
    ...{ kind, status },
    startsAt: instant(starts, now),
    endsAt: instant(ends, now),
    expiresAt: instant(expires, now),
    noticeMinutes: notice ?? null,
    graceMinutes: grace,
  });

const RULES: Record<string, ClockRule<Booking>> = {
  ...{ timeOver, longOver, insideNotice },
  ...{ lapsed, held, over, started, ended, toCome, isStatusCurrent, liveSeat, seatedNow, checkInOpen },
};

describe('the clock of bookings', () => {
  it('says the same in TypeScript, in SQL and in the view, at every boundary', async () => {
    const now = k.at(0);
    const cases = bookingCases();
    const columns = Object.entries(RULES).map(([name, { sql }]) => `${sql('b', '$1::timestamptz')} AS ${name}`);
    const states = BOOKING_STATUSES.map((one) => `${hasStatus[one]('b', '$1::timestamptz')} AS is_${one}`);
    const rows = await k.db.query<Record<string, unknown>>(
      `SELECT b.id, ${columns.join(', ')}, ${states.join(', ')},
         ${statusAt.sql('b', '$1::timestamptz')} AS status
       FROM (SELECT id, kind, status, notice AS notice_minutes, coalesce(grace, 0) AS grace_minutes,
           $1::timestamptz + starts * interval '1 ms' AS starts_at,
           $1::timestamptz + ends * interval '1 ms' AS ends_at,
           $1::timestamptz + expires * interval '1 ms' AS expires_at
         FROM jsonb_to_recordset($2) AS given
           (id int, kind text, status text, starts float, ends float, expires float, notice int, grace int)) b
       ORDER BY id`,
      [now, JSON.stringify(cases)],
    );
    const expected = cases.map((one) => {
      const booking = toBooking(one, now);
      const status = statusAt.of(booking, now);
      const rules = Object.entries(RULES).map(([name, rule]) => [name.toLowerCase(), rule.of(booking, now)]);
      const is = BOOKING_STATUSES.map((each) => [`is_${each}`, status === each]);
      return { id: one.id, ...Object.fromEntries([...rules, ...is]), status };
    });
    expect(rows).toEqual(expected);
    for (const name of Object.keys(RULES))
      expect([name, new Set(rows.map((row) => row[name.toLowerCase()])).size]).toEqual([name, 2]);
  });

  it('reaches each boundary at its very instant', () => {
    const now = k.at(0);
    const at = (fields: Partial<Case>, rule: ClockRule<Booking>) =>
      AROUND.map((off) => {
        const whole = {
          id: 0,
          kind: 'slot',
          status: 'confirmed',
          starts: -FAR_MS,
          ends: FAR_MS,
          expires: null,
        };
        const moved = Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            typeof value === 'number' && !['notice', 'grace'].includes(name) ? value + off : value,
          ]),
        );
        return rule.of(toBooking({ ...whole, ...moved } as Case, now), now);
      });
    expect(at({ status: 'pending', expires: 0 }, lapsed)).toEqual([true, true, false]);
    expect(at({ status: 'pending', expires: 0 }, held)).toEqual([false, false, true]);
    expect(at({ ends: 0 }, over)).toEqual([true, true, false]);
    const grace = GRACE.meeting;
    expect(at({ grace, ends: -DAY_MS }, over)).toEqual([true, true, false]);
    expect(at({ grace, ends: 0 }, over)).toEqual([false, false, false]);
    expect(at({ ends: -7 * DAY_MS }, longOver)).toEqual([true, true, false]);
    expect(at({ starts: 90 * 60_000, notice: 90 }, insideNotice)).toEqual([true, false, false]);
    expect(at({ starts: 0 }, started)).toEqual([true, true, false]);
    expect(at({ ends: 0 }, ended)).toEqual([true, true, false]);
    expect(at({ starts: DAY_MS }, checkInOpen)).toEqual([true, true, false]);
    expect(at({ ends: -DAY_MS }, checkInOpen)).toEqual([false, false, true]);
  });

  it('says of offers the same in both readings', async () => {
    const now = k.at(0);
    const states = ['open', 'draft', 'cancelled', 'gone'].map((state) => ({ state, isBarred: false }));
    const cases = [...states, { state: 'open', isBarred: true }].flatMap((standing) =>
      [null, -FAR_MS, ...AROUND].flatMap((opens) =>
        [FAR_MS, ...AROUND].flatMap((closes) =>
          [-1, 1, FAR_MS].map((ends) => ({ ...standing, opens, closes, ends })),
        ),
      ),
    );
    const rows = await k.db.query<{ bookable: boolean; unopened: boolean; limit: Date }>(
      `SELECT ${bookable.sql('o', '$1::timestamptz')} AS bookable,
         ${unopened.sql('o', '$1::timestamptz')} AS unopened, ${holdLimit.sql('o')} AS limit
       FROM (SELECT place, state, "isBarred" AS is_barred,
           $1::timestamptz + opens * interval '1 ms' AS opens_at,
           $1::timestamptz + closes * interval '1 ms' AS closes_at,
           $1::timestamptz + ends * interval '1 ms' AS ends_at
         FROM ROWS FROM (jsonb_to_recordset($2)
           AS (state text, "isBarred" boolean, opens float, closes float, ends float))
           WITH ORDINALITY AS given (state, "isBarred", opens, closes, ends, place)) o ORDER BY place`,
      [now, JSON.stringify(cases)],
    );
    const offers = cases.map(({ state, isBarred, opens, closes, ends }) =>
      Object.assign(new Offer(), {
        ...{ state, isBarred, opensAt: instant(opens, now) },
        ...{ closesAt: instant(closes, now), endsAt: instant(ends, now) },
      }),
    );
    expect(rows).toEqual(
      offers.map((offer) => ({
        bookable: bookable.of(offer, now),
        unopened: unopened.of(offer, now),
        limit: holdLimit.of(offer),
      })),
    );
    const [opening, closing] = [
      AROUND.map((off) => ({ state: 'open', opensAt: instant(off, now), closesAt: instant(FAR_MS, now) })),
      AROUND.map((off) => ({ state: 'open', opensAt: null, closesAt: instant(off, now) })),
    ].map((some) => some.map((offer) => bookable.of(Object.assign(new Offer(), offer), now)));
    expect({ opening, closing }).toEqual({ opening: [true, true, false], closing: [false, false, true] });
  });

  it('is what the views say', async () => {
    const definitions = await k.db.transaction(async (tx) => {
      await tx.query(`CREATE TEMPORARY VIEW seats_by_rule AS
        SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, seats.taken,
          o.capacity - seats.taken AS seats_available,
          o.starts_at, o.ends_at, o.title, o.label_id, l.name AS label_name, l.color AS label_color,
          o.state, o.visibility, o.max_per_booking, o.price_cents, o.currency, o.refund_policy,
          o.opens_at, o.closes_at,
          o.organizer_id, o.created_at, o.updated_at, o.join_only, o.waiting,
          seats.confirmed, o.is_barred
        FROM booking.offers o LEFT JOIN booking.labels l ON l.kind = o.kind AND l.id = o.label_id
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(b.quantity) FILTER (WHERE ${lapsed.sql('b', 'now()')}), 0)::integer AS seats,
            coalesce(sum(b.quantity), 0)::integer AS pending
          FROM booking.bookings b WHERE b.offer_id = o.id AND ${hasStatusAsStored('pending')}
        ) lapsed
        CROSS JOIN LATERAL (
          SELECT CASE WHEN o.withdrawing_since IS NULL THEN o.taken - lapsed.seats ELSE 0 END AS taken,
            CASE WHEN o.withdrawing_since IS NULL THEN o.taken - lapsed.pending ELSE 0 END AS confirmed
        ) seats`);
      await tx.query(`CREATE TEMPORARY VIEW bookings_by_rule AS
        SELECT o.kind, o.ref_id, o.id AS offer_id, b.id AS booking_id, b.person_id,
          CASE WHEN ${calledOff.sql('b', 'o')} THEN 'cancelled'
            ELSE ${statusAt.sql('b', 'now()')} END AS status,
          b.quantity, b.price_cents, b.paid_cents, b.refunded_cents, b.special_requirements, b.registered_at,
          b.confirmed_at,
          CASE WHEN ${calledOff.sql('b', 'o')} THEN o.withdrawing_since ELSE b.cancelled_at END AS cancelled_at,
          b.checked_in_at, b.starts_at, b.ends_at, b.calendar_uid, b.sequence, b.reschedule_count, b.expires_at,
          b.kind AS booking_kind, b.currency, b.moved_at
        FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id`);
      return tx.query<{ view: string; rule: string }>(
        `SELECT pg_get_viewdef('booking.offer_seats'::regclass) AS view,
           pg_get_viewdef('seats_by_rule'::regclass) AS rule
         UNION ALL SELECT pg_get_viewdef('booking.offer_bookings'::regclass),
           pg_get_viewdef('bookings_by_rule'::regclass)`,
      );
    });
    for (const { view, rule } of definitions) expect(view).toBe(rule);
  });

  it('has these lists of states', () => {
    expect({ live, firmSeat, seated }).toMatchObject({
      live: { statuses: ['pending', 'confirmed'] },
      firmSeat: { statuses: ['confirmed', 'completed'] },
      seated: { statuses: ['pending', 'confirmed', 'completed', 'no_show'] },
    });
    const at = k.at(0);
    const coming = (status: BookingStatus) =>
      toBooking({ id: 0, kind: 'slot', status, starts: 1, ends: 2, expires: 1 }, at);
    for (const status of BOOKING_STATUSES) {
      expect([status, liveSeat.of(coming(status), at)]).toEqual([status, live.has(status)]);
      expect([status, seatedNow.of(coming(status), at)]).toEqual([status, seated.has(status)]);
    }
  });
});

const hasStatusAsStored = (status: BookingStatus) => `b.status = '${status}'`;
