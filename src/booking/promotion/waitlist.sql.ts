import { prepared } from '../../platform/database/prepared-statement.js';
import { publishSql } from '../../platform/events/payload-sql.js';
import { WaitlistClosed, WaitlistJoined } from '../booking.events.js';
import { holdLimit } from '../model/booking-clock.rules.js';
import { offerPayload, waitlistPayload } from '../model/booking-payload.sql.js';
import { seatsOf } from '../transitions/new-booking.sql.js';
import { transitionStatement } from '../transitions/transition-statement.sql.js';

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
     INSERT INTO booking.waitlist (offer_id, person_id, quantity, status, joined_at)
     SELECT offer.id, $personId::bigint, $quantity::integer, 'waiting', greatest($at::timestamptz, (
       SELECT max(q.joined_at) FROM booking.waitlist q WHERE q.offer_id = $offerId AND q.status = 'waiting'))
     FROM offer RETURNING *
   ), recorded AS (${recorded('joined', '$personId::bigint', 'made')}
   ), published AS (
     ${publishSql(WaitlistJoined, waitlistPayload('made', 'offer'), 'FROM made CROSS JOIN offer')}
   )
   SELECT id FROM made`,
);

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
     FROM gone WHERE o.id = gone.offer_id
   ), recorded AS (${recorded('left', 'gone.person_id', 'gone')}
   )
   SELECT id FROM gone`,
  );

export const LEAVE = leaving('waitlist-leave', 'id = $entryId');
export const LEAVE_ALL = leaving(
  'waitlist-leave-all',
  'person_id = $personId AND offer_id = ANY($offerIds::bigint[])',
);

export const CLOSE = prepared(
  'waitlist-close',
  `WITH closed AS (
     UPDATE booking.waitlist SET status = 'expired', ended_at = $at
     WHERE offer_id = $offerId AND status = 'waiting' RETURNING person_id
   ), offer AS (
     UPDATE booking.offers o SET waiting = 0, waitlist_due_at = NULL WHERE o.id = $offerId RETURNING o.*
   ), waited AS (
     SELECT jsonb_agg(person_id ORDER BY person_id) AS people FROM closed HAVING count(*) > 0
   )
   ${publishSql(
     WaitlistClosed,
     { personIds: 'waited.people', cause: '$cause::text', offer: offerPayload('offer') },
     'FROM waited CROSS JOIN offer',
   )}`,
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

export const GRANT = transitionStatement('waitlist-grant', 'grant', {
  taking: `chosen AS (
      SELECT w.*, given.token, given.uid, given.place
      FROM unnest($entryIds::bigint[], $tokens::uuid[], $uids::uuid[]) WITH ORDINALITY
        AS given (id, token, uid, place)
      JOIN booking.waitlist w ON w.id = given.id AND w.offer_id = $offerId AND w.status = 'waiting'
    ), offer AS (
      UPDATE booking.offers o SET taken = o.taken + total.seats, waiting = o.waiting - total.parties,
        waitlist_due_at = CASE WHEN o.waiting > total.parties THEN o.starts_at END
      FROM (SELECT sum(quantity)::integer AS seats, count(*)::integer AS parties FROM chosen) AS total
      WHERE o.id = $offerId RETURNING o.*)`,
  made: {
    rows: 'FROM chosen CROSS JOIN offer ORDER BY chosen.place',
    isFirm: 'false',
    expiresAt: `least($expiresAt::timestamptz, ${holdLimit.sql('offer')})`,
    values: {
      ...seatsOf('offer', 'chosen.quantity'),
      kind: '$kind::text',
      graceMinutes: '$graceMinutes::integer',
      personId: 'chosen.person_id',
      // It counts against who asks for more, and is never refused itself.
      heldBy: 'CASE WHEN offer.price_cents > 0 THEN chosen.person_id::text END',
      holdNumber: `CASE WHEN offer.price_cents > 0 THEN -(chosen.id % ${UNASKED})::integer END`,
      specialRequirements: `''`,
      accessToken: 'chosen.token',
      calendarUid: 'chosen.uid',
    },
  },
  with: `entry AS (
      UPDATE booking.waitlist w SET status = 'offered', booking_id = moved.id FROM moved
      WHERE w.offer_id = $offerId AND w.person_id = moved.person_id AND w.status = 'waiting' RETURNING w.*
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
