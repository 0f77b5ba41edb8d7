import { Injectable } from '@nestjs/common';
import { bookable, lapsed, seated } from '../../booking/booking.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { DAY_MS } from '../../shared/zoned-time.js';
import type { OpeningHours, Span } from '../availability/opening-hours.policy.js';
import { overridesOf, weeklyRulesOf } from '../availability/opening-hours.sql.js';
import { mergedBusyTimes, type BlockedColumns, type ClaimedColumns } from './busy-columns.policy.js';
import type { HostTime, SessionSeats, SlotTerms } from './slot-search.policy.js';

const MINUTE = 60_000;

export interface HostTimeAsked {
  hostId: number;
  /** Null: of no type, so that there are neither sessions nor limits. */
  typeId: number | null;
  terms: SlotTerms;
  span: Span;
  now: number;
  /** A booking that is about to move, or its token; it claims nothing. */
  leavingOut?: number | string | null;
}

/** `changesAt`: when the clock alone makes it another, as a hold lapses; null if never. */
export interface ReadHostTime extends HostTime {
  changesAt: number | null;
  /** The host's booking that was left out. */
  leftOut: number | null;
}

interface Row extends Pick<ReadHostTime, 'changesAt' | 'leftOut'> {
  zone: string;
  weekly: OpeningHours['weekly'];
  overrides: OpeningHours['overrides'];
  claimed: ClaimedColumns;
  blocked: BlockedColumns;
  sessions: SessionSeats[];
  counted: number[];
}

const millis = (of: string) => `date_part('epoch', ${of}) * 1000`;
const column = (value: string, order: string) => `coalesce(json_agg(${value} ORDER BY ${order}), '[]')`;
const isLapsed = (alias: string) => lapsed.sql(alias, '$now::timestamptz');
const isLeftOut = (alias: string) => `${alias}.booking_id IN (SELECT booking_id FROM left_out)`;

const BUSY_FROM = '$busyFrom::timestamptz';
const BUSY_UNTIL = '$busyUntil::timestamptz';
const WITHIN = `tstzrange(${BUSY_FROM}, ${BUSY_UNTIL})`;

const HOST_TIME = prepared(
  'slots.host-time',
  `WITH left_out AS MATERIALIZED (
     SELECT b.booking_id FROM booking.time_bookings b
     WHERE (b.booking_id = $leftId::bigint OR b.access_token = $leftToken::uuid) AND b.host_id = $hostId::bigint
   ), claimed AS MATERIALIZED (
     SELECT c.* FROM booking.claimed_times c
     WHERE c.person_id = $hostId::bigint AND c.guarded && ${WITHIN} AND NOT (${isLeftOut('c')})
   ), live AS (
     SELECT c.starts_at, c.claim, max(c.ends_at) AS ends_at, min(lower(c.guarded)) AS guarded_from,
       max(upper(c.guarded)) AS guarded_until, min(c.booking_id) AS booking_id
     FROM claimed c WHERE NOT (${isLapsed('c')}) GROUP BY c.starts_at, c.claim
   ), session AS (
     SELECT s.*, s.capacity - s.taken + (
       SELECT coalesce(sum(b.quantity), 0)::integer FROM booking.session_bookings b
       WHERE b.offer_id = s.offer_id AND ${seated.sql('b')} AND (${isLeftOut('b')} OR ${isLapsed('b')})) AS free
     FROM booking.sessions s WHERE s.offer_id IN (
       SELECT c.offer_id FROM claimed c
       WHERE c.kind = 'appointment' AND c.ref_id = $typeId::bigint AND NOT (${isLapsed('c')}))
   ), counted AS (
     SELECT b.starts_at, b.status, b.expires_at FROM booking.time_bookings b
     WHERE $hasLimits::boolean AND b.host_id = $hostId::bigint AND b.kind = 'appointment'
       AND b.ref_id = $typeId::bigint AND ${seated.sql('b')} AND NOT (${isLapsed('b')})
       AND NOT (${isLeftOut('b')})
       AND b.starts_at >= $countedFrom::timestamptz AND b.starts_at < $countedUntil::timestamptz
   ), changes AS (
     SELECT c.expires_at AS at FROM claimed c WHERE c.status = 'pending'
     UNION ALL SELECT c.expires_at FROM counted c WHERE c.status = 'pending'
     UNION ALL SELECT b.expires_at FROM booking.session_bookings b
       JOIN session s USING (offer_id) WHERE b.status = 'pending'
     UNION ALL SELECT given.at FROM session s
       CROSS JOIN LATERAL (VALUES (s.opens_at), (s.closes_at)) AS given (at)
   )
   SELECT p.timezone AS zone, ${weeklyRulesOf('p.id')} AS weekly,
     ${overridesOf('p.id', BUSY_FROM, BUSY_UNTIL)} AS overrides,
     (SELECT json_build_object(
        'starts', ${column(millis('c.starts_at'), 'c.starts_at, c.claim')},
        'ends', ${column(millis('c.ends_at'), 'c.starts_at, c.claim')},
        'froms', ${column(millis('c.guarded_from'), 'c.starts_at, c.claim')},
        'untils', ${column(millis('c.guarded_until'), 'c.starts_at, c.claim')},
        'ids', ${column('c.booking_id', 'c.starts_at, c.claim')})
      FROM live c) AS claimed,
     (SELECT json_build_object(
        'starts', ${column(millis('t.starts_at'), 't.starts_at, t.id')},
        'ends', ${column(millis('t.ends_at'), 't.starts_at, t.id')},
        'ids', ${column('CASE WHEN t.is_of_calendar THEN -t.id ELSE t.id END', 't.starts_at, t.id')})
      FROM scheduling.taken_times t
      WHERE t.owner_id = p.id AND tstzrange(t.starts_at, t.ends_at) && ${WITHIN}) AS blocked,
     (SELECT coalesce(json_agg(json_build_object(
        'from', ${millis('s.starts_at')}, 'until', ${millis('s.ends_at')},
        'seatsLeft', CASE WHEN s.waiting = 0 AND ${bookable.sql('s', '$now::timestamptz')}
          THEN s.free ELSE 0 END)), '[]') FROM session s) AS sessions,
     (SELECT coalesce(json_agg(DISTINCT ${millis('b.starts_at')}), '[]') FROM counted b) AS counted,
     (SELECT booking_id FROM left_out) AS "leftOut",
     (SELECT ${millis('min(at)')} FROM changes WHERE at > $now::timestamptz) AS "changesAt"
   FROM identity.people p WHERE p.id = $hostId::bigint`,
);

/** All that a search needs of a host, in one statement. */
@Injectable()
export class HostTimeQueries {
  /** Refuses with `NotFound` where there is nobody. */
  async get(source: Pick<Tx, 'query'>, asked: HostTimeAsked): Promise<ReadHostTime> {
    const { hostId, typeId, terms, span, now, leavingOut = null } = asked;
    const margin = Math.max(terms.bufferBefore, terms.bufferAfter) * MINUTE;
    const [row] = await source.query<Row>(HOST_TIME, {
      ...{ hostId, typeId: terms.maxAttendees > 1 || hasLimits(terms) ? typeId : null },
      leftId: typeof leavingOut === 'number' ? leavingOut : null,
      leftToken: typeof leavingOut === 'string' ? leavingOut : null,
      hasLimits: hasLimits(terms),
      now: new Date(now),
      // A day of a zone can have 27 hours.
      busyFrom: new Date(span.from - 2 * DAY_MS - 3 * 60 * MINUTE - margin),
      busyUntil: new Date(span.until + terms.duration * MINUTE + margin),
      countedFrom: new Date(span.from - 8 * DAY_MS),
      countedUntil: new Date(span.until + 8 * DAY_MS),
    });
    if (!row) throw new NotFound('The organizer');
    const { zone, weekly, overrides, claimed, blocked, counted, changesAt, leftOut } = row;
    return {
      hours: { zone, weekly, overrides },
      busy: mergedBusyTimes(claimed, blocked),
      sessions: terms.maxAttendees > 1 ? row.sessions : [],
      ...{ counted, changesAt, leftOut },
    };
  }
}

function hasLimits({ maxPerDay, maxPerWeek }: SlotTerms): boolean {
  return maxPerDay !== null || maxPerWeek !== null;
}
