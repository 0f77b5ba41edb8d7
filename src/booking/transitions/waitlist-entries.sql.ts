import { publishSql } from '../../platform/events/payload-sql.js';
import { SeatOfferLapsed } from '../booking.events.js';
import { waitlistPayload } from '../model/booking-payload.sql.js';

/** CTE: claims entries whose bookings the CTE `moved` has confirmed at $at, or left to the host. */
export const CLAIM_ENTRIES = `taken_up AS (
  UPDATE booking.waitlist w SET status = 'claimed', ended_at = $at::timestamptz FROM moved
  WHERE w.booking_id = moved.id AND w.status = 'offered'
    AND (moved.status = 'confirmed' OR (moved.awaits_host AND moved.paid_cents = moved.price_cents))
)`;

const GIVEN_UP = `
  UPDATE booking.waitlist w SET booking_id = NULL, ended_at = $at,
    status = CASE WHEN o.state IN ('cancelled', 'gone') THEN 'expired' ELSE 'left' END
  FROM moved JOIN booking.offers o ON o.id = moved.offer_id
  WHERE w.booking_id = moved.id AND w.status = 'offered'
  RETURNING w.*, moved.id AS lost_id`;

/** The first time it goes to the end of the queue, behind everybody whatever the clocks say; then it is out. */
const LAPSED = `
  UPDATE booking.waitlist w SET booking_id = NULL, lapses = w.lapses + 1, passed_over = 0,
    status = CASE w.lapses WHEN 0 THEN 'waiting' ELSE 'expired' END,
    ended_at = CASE w.lapses WHEN 0 THEN NULL ELSE $at::timestamptz END,
    joined_at = CASE w.lapses WHEN 0 THEN greatest($at::timestamptz, (
      SELECT max(q.joined_at) + interval '1 microsecond' FROM booking.waitlist q
      WHERE q.offer_id = w.offer_id AND q.status = 'waiting')) ELSE w.joined_at END
  FROM moved WHERE w.booking_id = moved.id AND w.status = 'offered'
  RETURNING w.*, moved.id AS lost_id`;

/** The CTE `entry`: changes the entries whose bookings are in `moved`, which end at $at. */
export const ENTRY_CHANGES = { cancelled: GIVEN_UP, expired: LAPSED };

export const PUBLISH_LAPSES = publishSql(
  SeatOfferLapsed,
  { ...waitlistPayload('entry', 'offer'), bookingId: 'entry.lost_id', out: `entry.status = 'expired'` },
  'FROM entry JOIN offer ON offer.id = entry.offer_id ORDER BY entry.joined_at, entry.id',
);
