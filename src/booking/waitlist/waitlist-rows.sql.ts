import { lapsed } from '../model/booking-clock.rules.js';
import type { WaitlistStatus } from '../model/waitlist-entry.entity.js';
import type { OfferKind } from '../model/offer.entity.js';

/** A lapsed offer of seats shows what becomes of it, even before the sweep writes it. */
export interface WaitlistRow {
  id: number;
  offerId: number;
  kind: OfferKind;
  refId: number;
  title: string;
  personId: number | null;
  hostId: number | null;
  accessToken: string;
  quantity: number;
  startsAt: Date;
  endsAt: Date;
  priceCents: number;
  currency: string;
  status: WaitlistStatus;
  /** From 1; null unless it waits. */
  position: number | null;
  offerExpiresAt: Date | null;
  bookingId: number | null;
  hasLapsed: boolean;
  joinedAt: Date;
}

/** SQL of `WaitlistRow`s by a condition on `w`; $1 is the instant. */
export const waitlistRows = (condition: string) => `
  SELECT w.id, w.offer_id AS "offerId", o.kind, o.ref_id AS "refId", o.title, w.person_id AS "personId",
    o.organizer_id AS "hostId", w.access_token AS "accessToken",
    w.quantity, o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    o.price_cents * w.quantity AS "priceCents", o.currency, shown.status,
    lapsed.yes AS "hasLapsed", w.joined_at AS "joinedAt",
    CASE WHEN shown.status IN ('offered', 'claimed') THEN w.booking_id END AS "bookingId",
    CASE WHEN shown.status = 'offered' THEN b.expires_at END AS "offerExpiresAt",
    CASE WHEN shown.status = 'waiting' THEN (
      SELECT count(*)::integer + CASE WHEN lapsed.yes THEN 1 ELSE 0 END FROM booking.waitlist q
      WHERE q.offer_id = w.offer_id AND q.status = 'waiting'
        AND (lapsed.yes OR (q.joined_at, q.id) <= (w.joined_at, w.id))
    ) END AS position
  FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id
  LEFT JOIN LATERAL (
    SELECT c.status, c.expires_at FROM booking.bookings c WHERE c.id = w.booking_id LIMIT 1) AS b ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(w.status = 'offered' AND ${lapsed.sql('b', '$1')}, false) AS yes) AS lapsed
  CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT lapsed.yes THEN w.status WHEN w.lapses = 0 THEN 'waiting' ELSE 'expired' END AS status
  ) AS shown
  WHERE ${condition}`;
