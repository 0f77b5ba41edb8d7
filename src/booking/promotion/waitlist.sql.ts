import { prepared } from '../../platform/database/prepared-statement.js';
import { publishSql } from '../../platform/events/payload-sql.js';
import { WaitlistClosed, WaitlistJoined, WaitlistLeft } from '../booking.events.js';
import { holdLimit } from '../model/booking-clock.rules.js';
import { offerPayload, waitlistPayload } from '../model/booking-payload.sql.js';
import { seatsOf } from '../transitions/new-booking.sql.js';
import { claimedTime, transitionStatement } from '../transitions/transition-statement.sql.js';

/** Numbers below zero are of entries, so that no grant stands in the way of another hold. */
const UNASKED = 2_147_483_647;

// Each for whoever has locked the offer.

const recorded = (action: string, actor: string, entry: string) => `
  INSERT INTO platform.audit_log (actor_id, action, subject_type, subject_id, request_id, ip_address, details)
  SELECT ${actor}, 'waitlist.${action}', 'waitlist', ${entry}.id::text, $requestId::text, $ip::text,
    jsonb_build_object('offer', ${entry}.offer_id, 'quantity', ${entry}.quantity)
  FROM ${entry}`;

/** A slow clock puts nobody ahead. */
export const JOIN = prepared(
  'waitlist-join',
  `WITH offer AS (
     UPDATE booking.offers o SET waiting = o.waiting + 1,
       waitlist_due_at = coalesce(o.waitlist_due_at, o.starts_at)
     WHERE o.id = $offerId RETURNING o.*
   ), made AS (
     INSERT INTO booking.waitlist (offer_id, person_id, held_by, access_token, quantity, status, joined_at)
     SELECT offer.id, $personId::bigint, $heldBy::text, $accessToken::uuid, $quantity::integer, 'waiting',
     greatest($at::timestamptz, (
       SELECT max(q.joined_at) FROM booking.waitlist q WHERE q.offer_id = $offerId AND q.status = 'waiting'))
     FROM offer RETURNING *
   ), recorded AS (${recorded('joined', '$personId::bigint', 'made')}
   ), published AS (
     ${publishSql(WaitlistJoined, waitlistPayload('made', 'offer'), 'FROM made CROSS JOIN offer')}
   )
   SELECT id FROM made`,
);

const LEFT_OFFER = 'FROM gone JOIN offer ON offer.id = gone.offer_id';

/** The offer is due then: who comes next may fit where this one did not. */
const leaving = (name: string, condition: string) =>
  prepared(
    name,
    `WITH gone AS (
     UPDATE booking.waitlist SET status = 'left', ended_at = $at
     WHERE ${condition} AND status = 'waiting' RETURNING *
   ), offer AS (
     UPDATE booking.offers o SET waiting = o.waiting - 1,
       waitlist_due_at = CASE WHEN o.waiting > 1 THEN $at::timestamptz END
     FROM gone WHERE o.id = gone.offer_id RETURNING o.*
   ), recorded AS (${recorded('left', 'gone.person_id', 'gone')}
   ), published AS (
     ${publishSql(WaitlistLeft, waitlistPayload('gone', 'offer'), LEFT_OFFER)}
   )
   SELECT id FROM gone`,
  );

export const LEAVE = leaving('waitlist-leave', 'id = $entryId');
export const LEAVE_ALL = leaving(
  'waitlist-leave-all',
  'person_id = $personId AND offer_id = ANY($offerIds::bigint[])',
);

/** While others are left the offer stays due. */
export const CLOSE = prepared(
  'waitlist-close',
  `WITH closed AS (
     UPDATE booking.waitlist w SET status = 'expired', ended_at = $at FROM (
       SELECT q.id FROM booking.waitlist q WHERE q.offer_id = $offerId AND q.status = 'waiting'
       ORDER BY q.joined_at, q.id LIMIT $limit::integer) AS next
     WHERE w.id = next.id RETURNING w.id, w.person_id
   ), waited AS (
     SELECT count(*)::integer AS parties, jsonb_agg(id ORDER BY id) AS entries,
       coalesce(jsonb_agg(person_id ORDER BY person_id) FILTER (WHERE person_id IS NOT NULL), '[]') AS people
     FROM closed
   ), offer AS (
     UPDATE booking.offers o SET waiting = o.waiting - waited.parties,
       waitlist_due_at = CASE WHEN o.waiting > waited.parties THEN $at::timestamptz END
     FROM waited WHERE o.id = $offerId RETURNING o.*
   ), published AS (
     ${publishSql(
       WaitlistClosed,
       {
         personIds: 'waited.people',
         entryIds: 'waited.entries',
         cause: '$cause::text',
         offer: offerPayload('offer'),
       },
       'FROM waited CROSS JOIN offer WHERE waited.parties > 0',
     )}
   )
   SELECT waiting FROM offer`,
);

// Of those that do not fit, only the first with each `passed_over` can stop others; a party larger than the
// capacity stops nobody.
export const QUEUE = prepared(
  'waitlist-queue',
  `SELECT id, quantity, passed_over AS "passedOver" FROM (
     (SELECT w.id, w.quantity, w.passed_over, w.joined_at FROM booking.waitlist w
      WHERE w.offer_id = $offerId AND w.status = 'waiting' AND w.quantity <= $free::integer
      ORDER BY w.joined_at, w.id LIMIT $limit::integer)
     UNION ALL
     (SELECT DISTINCT ON (w.passed_over) w.id, w.quantity, w.passed_over, w.joined_at
      FROM booking.waitlist w
      WHERE w.offer_id = $offerId AND w.status = 'waiting' AND w.quantity > $free::integer
        AND w.quantity <= $capacity::integer
      ORDER BY w.passed_over, w.joined_at, w.id)
   ) AS looked_at ORDER BY joined_at, id`,
);

/** What all bookings of a session have, and its offer does not say. */
const OF_SESSION = {
  hostId: 'coalesce(session.host_id, offer.organizer_id)',
  refId: 'coalesce(session.ref_id, offer.ref_id)',
  bufferBeforeMinutes: 'coalesce(session.buffer_before_minutes, 0)',
  bufferAfterMinutes: 'coalesce(session.buffer_after_minutes, 0)',
  awaitsHost: 'coalesce(session.awaits_host, false)',
  noticeMinutes: 'session.notice_minutes',
};

// The invitee's own time is claimed once the seats are taken.
export const GRANT = transitionStatement('waitlist-grant', 'grant', {
  taking: `chosen AS (
      SELECT w.*, CASE w.lapses WHEN 0 THEN w.access_token ELSE given.token END AS token, given.uid, given.place
      FROM unnest($entryIds::bigint[], $tokens::uuid[], $uids::uuid[]) WITH ORDINALITY
        AS given (id, token, uid, place)
      JOIN booking.waitlist w ON w.id = given.id AND w.offer_id = $offerId AND w.status = 'waiting'
    ), offer AS (
      UPDATE booking.offers o SET taken = o.taken + total.seats, waiting = o.waiting - total.parties,
        waitlist_due_at = CASE WHEN o.waiting > total.parties THEN o.starts_at END
      FROM (SELECT sum(quantity)::integer AS seats, count(*)::integer AS parties FROM chosen) AS total
      WHERE o.id = $offerId RETURNING o.*)`,
  made: {
    rows: `FROM chosen CROSS JOIN offer LEFT JOIN LATERAL (
        SELECT s.* FROM booking.bookings s WHERE s.offer_id = offer.id AND $claimsTime::boolean
        ORDER BY s.id DESC LIMIT 1) AS session ON true
      ORDER BY chosen.place`,
    isFirm: 'false',
    expiresAt: `least($expiresAt::timestamptz, ${holdLimit.sql('offer')})`,
    values: {
      ...seatsOf('offer', 'chosen.quantity'),
      ...OF_SESSION,
      kind: '$kind::text',
      graceMinutes: '$graceMinutes::integer',
      personId: 'chosen.person_id',
      // It counts against who asks for more, and is never refused itself.
      heldBy: 'CASE WHEN offer.price_cents > 0 THEN coalesce(chosen.person_id::text, chosen.held_by) END',
      holdNumber: `CASE WHEN offer.price_cents > 0 THEN -(chosen.id % ${UNASKED})::integer END`,
      specialRequirements: `''`,
      accessToken: 'chosen.token',
      calendarUid: 'chosen.uid',
    },
  },
  with: `entry AS (
      UPDATE booking.waitlist w SET status = 'offered', booking_id = moved.id
      FROM chosen JOIN moved ON moved.access_token = chosen.token WHERE w.id = chosen.id RETURNING w.*
    ), host AS (
      INSERT INTO booking.time_claims (booking_id, person_id, kind, claim, during)
      SELECT moved.id, moved.host_id, part.kind, -moved.offer_id, ${claimedTime('part.kind', 'moved.host_id')}
      FROM moved CROSS JOIN (VALUES ('core'), ('guard')) AS part (kind) WHERE $claimsTime::boolean
    ), passed AS (
      UPDATE booking.waitlist w SET passed_over = least($mostPassedOver::integer, w.passed_over + others.seated)
      FROM (
        SELECT q.id, count(*)::integer AS seated FROM booking.waitlist q
        JOIN chosen ON (chosen.joined_at, chosen.id) > (q.joined_at, q.id)
        WHERE q.offer_id = $offerId AND q.status = 'waiting' AND q.id <> ALL($entryIds::bigint[]) GROUP BY q.id
      ) AS others
      WHERE w.id = others.id)`,
  isCounted: true,
});
