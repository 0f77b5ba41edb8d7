import { prepared, type PreparedStatement } from '../../platform/database/prepared-statement.js';
import { BookingCancelled, BookingCompleted, BookingExpired, BookingMissed } from '../booking.events.js';
import { isStatusCurrent, lapsed, started, type BookingStatus } from '../model/booking-clock.rules.js';
import { bookingWithOfferColumns } from '../model/booking-columns.sql.js';
import { statesBefore } from '../model/booking.entity.js';
import { bookingPayload } from '../model/booking-payload.sql.js';
import { ENTRY_CHANGES, PUBLISH_LAPSES } from './waitlist-entries.sql.js';

export type TerminalStatus = 'cancelled' | 'expired' | 'completed' | 'no_show';

const EVENTS: Record<TerminalStatus, string> = {
  cancelled: BookingCancelled.name,
  expired: BookingExpired.name,
  completed: BookingCompleted.name,
  no_show: BookingMissed.name,
};

const STAMPS: Record<TerminalStatus, string> = {
  cancelled: `, cancelled_at = $1, cancelled_by = $2, cancel_cause = $3, cancel_reason = $4,
         sequence = b.sequence + 1`,
  expired: '',
  completed: ', completed_at = $1',
  no_show: '',
};

const list = (statuses: readonly BookingStatus[]) => statuses.map((status) => `'${status}'`).join(', ');

/** What must hold besides `TRANSITIONS`. */
const GUARDS: Record<TerminalStatus, string> = {
  cancelled: `AND ${isStatusCurrent.sql('b', '$1')}`,
  expired: `AND ${lapsed.sql('b', '$1')}`,
  completed: '',
  no_show: `AND ${started.sql('b', '$1')} AND ${isStatusCurrent.sql('b', '$1')}`,
};

interface TerminalStatementOptions {
  /** CTEs, the last of them `chosen (id, offer_id)`; they lock the offers before the bookings. */
  chosen: string;
  /** Answers how many they were instead of the rows: an offer may have had tens of thousands. */
  isCounted?: boolean;
}

/**
 * $1 instant, $2 actor, $3 cause, $4 reason, $5 request id, $6 address; from $7 on the parameters of `chosen`.
 */
export function terminalStatement(
  name: string,
  to: TerminalStatus,
  { chosen, isCounted = false }: TerminalStatementOptions,
): PreparedStatement {
  const freesSeats = to === 'cancelled' || to === 'expired';
  const extra =
    to === 'cancelled'
      ? ` || jsonb_build_object('cause', $3::text, 'actorId', $2::bigint, 'reason', $4::text)`
      : '';
  return prepared(
    name,
    `WITH ${chosen},
     input AS (
       SELECT $1::timestamptz, $2::bigint, $3::text, $4::text, $5::text, $6::text
     ), moved AS (
       UPDATE booking.bookings b SET status = '${to}'${STAMPS[to]} FROM chosen
       WHERE b.id = chosen.id AND b.offer_id IS NOT DISTINCT FROM chosen.offer_id
         AND b.status IN (${list(statesBefore(to))}) ${GUARDS[to]}
       RETURNING b.*
     ), ${freesSeats ? `entry AS (${ENTRY_CHANGES[to]}), offer AS (${FREED})` : OFFERS}, released AS (
       DELETE FROM booking.time_claims c USING moved WHERE c.booking_id = moved.id
     ), recorded AS (
       ${RECORDED.replace('{action}', `booking.${to}`)}
     ), lapses AS (
       ${to === 'expired' ? PUBLISH_LAPSES : 'SELECT 1'}
     ), published AS (
       INSERT INTO platform.outbox (name, payload, request_id)
       SELECT '${EVENTS[to]}', ${bookingPayload('moved', 'offer')}${extra}, $5::text
       FROM moved LEFT JOIN offer ON offer.id = moved.offer_id ORDER BY moved.id
     )
     ${isCounted ? COUNTED : ENDED}`,
  );
}

const ENDED = `SELECT ${bookingWithOfferColumns('moved', 'offer')}
  FROM moved LEFT JOIN offer ON offer.id = moved.offer_id`;
const COUNTED = 'SELECT count(*)::integer AS ended FROM moved';

const OFFERS = `offer AS (SELECT o.* FROM booking.offers o WHERE o.id IN (SELECT offer_id FROM moved))`;

const FREED = `
  UPDATE booking.offers o SET taken = o.taken - seats.freed, waiting = o.waiting + seats.back,
    waitlist_due_at = CASE WHEN o.waiting + seats.back > 0 THEN $1::timestamptz ELSE o.waitlist_due_at END
  FROM (
    SELECT moved.offer_id, sum(moved.quantity)::integer AS freed,
      count(*) FILTER (WHERE entry.status = 'waiting')::integer AS back
    FROM moved LEFT JOIN entry ON entry.lost_id = moved.id GROUP BY moved.offer_id
  ) seats
  WHERE o.id = seats.offer_id RETURNING o.*`;

const RECORDED = `
  INSERT INTO platform.audit_log (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
  SELECT $2::bigint, '{action}', 'booking', moved.id::text, $6::text, $5::text,
    jsonb_build_object('kind', moved.kind, 'ref_id', moved.ref_id, 'cause', $3::text)
  FROM moved`;
