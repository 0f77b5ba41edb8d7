import { prepared } from '../../platform/database/prepared-statement.js';
import { SeatOffered, WaitlistClosed, WaitlistJoined } from '../booking.events.js';
import { holdLimit } from '../model/booking-clock.rules.js';
import { iso, offerPayload } from '../model/booking-payload.sql.js';

// Each for whoever has locked the offer. Tokens are the booking's: access token and calendar id.

const recorded = (action: string, actor: string, entry: string, origin: string) => `
  INSERT INTO platform.audit_log (actor_id, action, subject_type, subject_id, request_id, ip_address, details)
  SELECT ${actor}, 'waitlist.${action}', 'waitlist', ${entry}.id::text, ${origin},
    jsonb_build_object('offer', ${entry}.offer_id, 'quantity', ${entry}.quantity)
  FROM ${entry}`;

const entryPayload = (
  entry: string,
) => `jsonb_build_object('entryId', ${entry}.id, 'personId', ${entry}.person_id,
  'quantity', ${entry}.quantity, 'offer', ${offerPayload('offer')})`;

/** A slow clock puts nobody ahead. */
export const JOIN = prepared(
  'waitlist-join',
  `WITH offer AS (
     UPDATE booking.offers o SET waiting = o.waiting + 1,
       waitlist_due_at = coalesce(o.waitlist_due_at, o.starts_at)
     WHERE o.id = $offerId RETURNING o.*
   ), made AS (
     INSERT INTO booking.waitlist (offer_id, person_id, quantity, status, joined_at)
     SELECT offer.id, $personId::bigint, $quantity::integer, 'waiting', greatest($at::timestamptz, (
       SELECT max(q.joined_at) FROM booking.waitlist q WHERE q.offer_id = $offerId AND q.status = 'waiting'))
     FROM offer RETURNING *
   ), recorded AS (${recorded('joined', '$personId::bigint', 'made', '$requestId, $ip')}
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT '${WaitlistJoined.name}', ${entryPayload('made')}, $requestId FROM made CROSS JOIN offer
   )
   SELECT id FROM made`,
);

/** $2 instant, $3 request, $4 address. The offer is due: who comes next may fit where this one did not. */
const leaving = (name: string, condition: string) =>
  prepared(
    name,
    `WITH gone AS (
     UPDATE booking.waitlist SET status = 'left', ended_at = $2
     WHERE ${condition} AND status = 'waiting' RETURNING *
   ), offer AS (
     UPDATE booking.offers o SET waiting = o.waiting - 1,
       waitlist_due_at = CASE WHEN o.waiting > 1 THEN $2::timestamptz END
     FROM gone WHERE o.id = gone.offer_id
   ), recorded AS (${recorded('left', 'gone.person_id', 'gone', '$3, $4')}
   )
   SELECT id FROM gone`,
  );

export const LEAVE = leaving('waitlist-leave', 'id = $1');
/** $1 person, $5 offers. */
export const LEAVE_ALL = leaving('waitlist-leave-all', 'person_id = $1 AND offer_id = ANY($5::bigint[])');

/** $1 offer, $2 instant, $3 cause, $4 request. */
export const CLOSE = prepared(
  'waitlist-close',
  `WITH closed AS (
     UPDATE booking.waitlist SET status = 'expired', ended_at = $2
     WHERE offer_id = $1 AND status = 'waiting' RETURNING person_id
   ), offer AS (
     UPDATE booking.offers o SET waiting = 0, waitlist_due_at = NULL WHERE o.id = $1 RETURNING o.*
   ), waited AS (
     SELECT jsonb_agg(person_id ORDER BY person_id) AS people FROM closed HAVING count(*) > 0
   )
   INSERT INTO platform.outbox (name, payload, request_id)
   SELECT '${WaitlistClosed.name}',
     jsonb_build_object('personIds', waited.people, 'cause', $3::text, 'offer', ${offerPayload('offer')}), $4
   FROM waited CROSS JOIN offer`,
);

/**
 * $1 offer, $2 free seats, $3 limit, $4 capacity. Of those that do not fit, only the first with each
 * `passed_over` can stop others; a party larger than the capacity stops nobody.
 */
export const QUEUE = prepared(
  'waitlist-queue',
  `SELECT id, quantity, passed_over AS "passedOver" FROM (
     (SELECT w.id, w.quantity, w.passed_over, w.joined_at FROM booking.waitlist w
      WHERE w.offer_id = $1 AND w.status = 'waiting' AND w.quantity <= $2::integer
      ORDER BY w.joined_at, w.id LIMIT $3::integer)
     UNION ALL
     (SELECT DISTINCT ON (w.passed_over) w.id, w.quantity, w.passed_over, w.joined_at
      FROM booking.waitlist w
      WHERE w.offer_id = $1 AND w.status = 'waiting' AND w.quantity > $2::integer AND w.quantity <= $4::integer
      ORDER BY w.passed_over, w.joined_at, w.id)
   ) AS looked_at ORDER BY joined_at, id`,
);

export const GRANT = prepared(
  'waitlist-grant',
  `WITH chosen AS (
     SELECT w.*, given.token, given.uid, given.place
     FROM unnest($entryIds::bigint[], $tokens::uuid[], $uids::uuid[]) WITH ORDINALITY
       AS given (id, token, uid, place)
     JOIN booking.waitlist w ON w.id = given.id AND w.offer_id = $offerId AND w.status = 'waiting'
   ), offer AS (
     UPDATE booking.offers o SET taken = o.taken + total.seats, waiting = o.waiting - total.parties,
       waitlist_due_at = CASE WHEN o.waiting > total.parties THEN o.starts_at END
     FROM (SELECT sum(quantity)::integer AS seats, count(*)::integer AS parties FROM chosen) AS total
     WHERE o.id = $offerId RETURNING o.*
   ), made AS (
     INSERT INTO booking.bookings (kind, status, offer_id, ref_id, label_id, person_id, host_id, quantity,
       price_cents, currency, refund_policy, starts_at, ends_at, expires_at, access_token,
       calendar_uid, registered_at)
     SELECT $kind,
       'pending', offer.id, offer.ref_id, offer.label_id, chosen.person_id, offer.organizer_id, chosen.quantity,
       offer.price_cents * chosen.quantity, offer.currency, offer.refund_policy, offer.starts_at, offer.ends_at,
       least($expiresAt::timestamptz, ${holdLimit.sql('offer')}), chosen.token, chosen.uid, $at::timestamptz
     FROM chosen CROSS JOIN offer ORDER BY chosen.place
     RETURNING *
   ), offered AS (
     UPDATE booking.waitlist w SET status = 'offered', booking_id = made.id FROM made
     WHERE w.offer_id = $offerId AND w.person_id = made.person_id AND w.status = 'waiting' RETURNING w.*
   ), passed AS (
     UPDATE booking.waitlist w SET passed_over = least($mostPassedOver::integer, w.passed_over + others.seated)
     FROM (
       SELECT q.id, count(*)::integer AS seated FROM booking.waitlist q
       JOIN chosen ON (chosen.joined_at, chosen.id) > (q.joined_at, q.id)
       WHERE q.offer_id = $offerId AND q.status = 'waiting' AND q.id <> ALL($entryIds::bigint[]) GROUP BY q.id
     ) AS others
     WHERE w.id = others.id
   ), recorded AS (${recorded('offered', 'NULL::bigint', 'offered', '$requestId, $ip')}
   )
   INSERT INTO platform.outbox (name, payload, request_id)
   SELECT '${SeatOffered.name}', ${entryPayload('offered')} || jsonb_build_object('bookingId', made.id,
     'expiresAt', ${iso('made.expires_at')}, 'priceCents', made.price_cents, 'currency', made.currency),
     $requestId
   FROM made JOIN offered ON offered.booking_id = made.id CROSS JOIN offer ORDER BY made.id`,
);
