import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { prepared, type PreparedStatement } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { RefundAbovePayment } from '../booking.errors.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { BookingConfirmed } from '../booking.events.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { bookable, live } from '../model/booking-clock.rules.js';
import { bookingPayload } from '../model/booking-payload.sql.js';
import { CLAIM_ENTRIES } from '../transitions/waitlist-entries.sql.js';

const LOCK_OFFER = prepared(
  'booking-lock-offer-of',
  `SELECT o.id FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
   WHERE b.id = $1 FOR UPDATE OF o`,
);

const LOCK = prepared(
  'booking-lock',
  `SELECT ${bookingWithOfferColumns('b', 'o')}
   FROM booking.bookings b LEFT JOIN booking.offers o ON o.id = b.offer_id WHERE b.id = $1 FOR UPDATE OF b`,
);

/** The CTE `moved` adds $3 cents to booking $1 at $2; a booking that it confirms is an event. */
const paying = (name: string, moved: string): PreparedStatement =>
  prepared(
    name,
    `WITH ${moved}, ${CLAIM_ENTRIES}, offer AS (
       SELECT o.* FROM booking.offers o JOIN moved ON moved.offer_id = o.id
     ), recorded AS (
       INSERT INTO platform.audit_log
         (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
       SELECT NULL, 'booking.paid', 'booking', moved.id::text, $5, $4,
         jsonb_build_object('cents', $3::integer, 'status', moved.status)
       FROM moved
     ), published AS (
       INSERT INTO platform.outbox (name, payload, request_id)
       SELECT '${BookingConfirmed.name}', ${bookingPayload('moved', 'offer')}, $4
       FROM moved LEFT JOIN offer ON true WHERE moved.status = 'confirmed'
     )
     SELECT ${bookingWithOfferColumns('moved', 'offer')} FROM moved LEFT JOIN offer ON true`,
  );

const PAY = paying(
  'booking-pay',
  `moved AS (
     UPDATE booking.bookings b SET paid_cents = b.paid_cents + $3::integer,
       status = CASE WHEN whole THEN 'confirmed' ELSE b.status END,
       confirmed_at = CASE WHEN whole THEN $2::timestamptz END,
       expires_at = CASE WHEN NOT whole THEN b.expires_at END
     FROM (
       SELECT p.id, p.paid_cents + $3::integer = p.price_cents AS whole FROM booking.bookings p WHERE p.id = $1
     ) due
     WHERE b.id = due.id AND b.status = 'pending' AND b.paid_cents + $3::integer <= b.price_cents
     RETURNING b.*
   )`,
);

// Guarded as in `seat-claims.repository.ts`. The offer may have moved without the expired booking, so its
// times are copied.
const REBOOK = paying(
  'booking-pay-late',
  `seat AS (
     UPDATE booking.offers o SET taken = o.taken + b.quantity FROM booking.bookings b
     WHERE b.id = $1 AND b.status = 'expired' AND o.id = b.offer_id
       AND b.paid_cents + $3::integer = b.price_cents AND ${bookable.sql('o', '$2::timestamptz')}
       AND o.waiting = 0
       AND (o.capacity IS NULL OR o.taken + b.quantity <= o.capacity)
       AND NOT EXISTS (
         SELECT FROM booking.bookings other
         WHERE other.offer_id = o.id AND other.person_id = b.person_id
           AND ${live.sql('other')})
     RETURNING o.*
   ), moved AS (
     UPDATE booking.bookings b SET paid_cents = b.paid_cents + $3::integer, status = 'confirmed',
       expires_at = NULL, confirmed_at = $2::timestamptz, sequence = b.sequence + 1,
       starts_at = seat.starts_at, ends_at = seat.ends_at, host_id = seat.organizer_id, label_id = seat.label_id
     FROM seat WHERE b.id = $1 AND b.status = 'expired' RETURNING b.*
   )`,
);

const REFUND = prepared(
  'booking-refund',
  `WITH moved AS (
     UPDATE booking.bookings SET refunded_cents = refunded_cents + $2::integer WHERE id = $1 RETURNING *
   )
   SELECT ${bookingWithOfferColumns('moved', 'o')}
   FROM moved LEFT JOIN booking.offers o ON o.id = moved.offer_id`,
);

@Injectable()
export class BookingPaymentsRepository {
  async lock(tx: Tx, id: number): Promise<BookingWithOffer | null> {
    const [offer] = await tx.query<{ id: number }>(LOCK_OFFER, [id]);
    const [row] = await tx.query<BookingWithOfferRow>(LOCK, [id]);
    if (!row) return null;
    const locked = toBookingWithOffer(row);
    if (locked.booking.offerId !== (offer?.id ?? null)) throw new StaleRead();
    return locked;
  }

  /** Null where the booking is not pending, or the sum would be above its price. */
  pay(tx: Tx, id: number, cents: number, at: Date): Promise<BookingWithOffer | null> {
    return this.write(tx, PAY, id, cents, at);
  }

  /** Confirms an expired booking; null where its seats are gone or it is not the whole price. */
  rebook(tx: Tx, id: number, cents: number, at: Date): Promise<BookingWithOffer | null> {
    return this.write(tx, REBOOK, id, cents, at);
  }

  /** Refuses with `RefundAbovePayment`; the transaction is then lost. */
  async refund(tx: Tx, id: number, cents: number): Promise<BookingWithOffer | null> {
    try {
      const [row] = await tx.query<BookingWithOfferRow>(REFUND, [id, cents]);
      return row ? toBookingWithOffer(row) : null;
    } catch (error) {
      if (violates(error, 'bookings_refunds_within_paid')) throw new RefundAbovePayment();
      throw error;
    }
  }

  private async write(
    tx: Tx,
    statement: PreparedStatement,
    id: number,
    cents: number,
    at: Date,
  ): Promise<BookingWithOffer | null> {
    const origin = currentRequest();
    const values = [id, at, cents, origin?.requestId ?? null, origin?.ip ?? null];
    const [row] = await tx.query<BookingWithOfferRow>(statement, values);
    return row ? toBookingWithOffer(row) : null;
  }
}
