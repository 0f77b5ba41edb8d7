import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { prepared, type PreparedStatement } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { RefundAbovePayment } from '../booking.errors.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { LOCK_PERSON } from '../claims/person-locks.repository.js';
import type { Booking, BookingKind } from '../model/booking.entity.js';
import { bookable, live, started, unanswered } from '../model/booking-clock.rules.js';
import { BY_ID, runTransition, transitionStatement } from '../transitions/transition-statement.sql.js';

const LOCK_OFFER = prepared(
  'booking-lock-offer-of',
  `WITH locks AS MATERIALIZED (
     SELECT ${LOCK_PERSON} FROM (
       SELECT DISTINCT who.id AS person_id
       FROM booking.bookings x CROSS JOIN LATERAL (VALUES (x.host_id), (x.person_id)) AS who (id)
       WHERE x.id = $id AND x.kind = ANY($timeKinds::text[]) AND who.id IS NOT NULL ORDER BY 1) AS asked)
   SELECT o.id FROM (SELECT count(*) FROM locks) AS first
   CROSS JOIN booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
   WHERE b.id = $id FOR UPDATE OF o`,
);

const LOCK = prepared(
  'booking-lock',
  `SELECT ${bookingWithOfferColumns('b', 'o')}
   FROM booking.bookings b LEFT JOIN booking.offers o ON o.id = b.offer_id WHERE b.id = $1 FOR UPDATE OF b`,
);

const PAY = transitionStatement('booking-pay', 'pay', { chosen: BY_ID });

// Its time is free, as who asks has seen under the people's locks.
const REBOOK_TIME = transitionStatement('booking-pay-late-time', 'rebook', {
  chosen: `chosen AS (
    SELECT b.id, b.offer_id, b.starts_at, b.ends_at, b.host_id AS organizer_id, b.label_id
    FROM booking.bookings b
    WHERE b.id = $id AND b.status = 'expired' AND b.offer_id IS NULL
      AND NOT (${started.sql('b', '$at::timestamptz')}) AND NOT (${unanswered.sql('b', '$at::timestamptz')})
      AND b.paid_cents + $cents::bigint = b.price_cents)`,
});

// Guarded as in `seat-claims.repository.ts`. The offer may have moved without the expired booking, so its
// times are copied.
const REBOOK = transitionStatement('booking-pay-late', 'rebook', {
  chosen: `seat AS (
     UPDATE booking.offers o SET taken = o.taken + b.quantity FROM booking.bookings b
     WHERE b.id = $id AND b.status = 'expired' AND o.id = b.offer_id
       AND NOT (${unanswered.sql('b', '$at::timestamptz')})
       AND b.paid_cents + $cents::bigint = b.price_cents AND ${bookable.sql('o', '$at::timestamptz')}
       AND o.waiting = 0
       AND (o.capacity IS NULL OR o.taken + b.quantity <= o.capacity)
       AND NOT EXISTS (
         SELECT FROM booking.bookings other
         WHERE other.offer_id = o.id AND other.person_id = b.person_id AND ${live.sql('other')})
     RETURNING o.*
   ), chosen AS (
     SELECT $id::bigint AS id, seat.id AS offer_id, seat.starts_at, seat.ends_at, seat.organizer_id,
       seat.label_id FROM seat
   )`,
});

const REFUND = prepared(
  'booking-refund',
  `WITH moved AS (
     UPDATE booking.bookings SET refunded_cents = refunded_cents + $2::bigint WHERE id = $1 RETURNING *
   )
   SELECT ${bookingWithOfferColumns('moved', 'o')}
   FROM moved LEFT JOIN booking.offers o ON o.id = moved.offer_id`,
);

@Injectable()
export class BookingPaymentsRepository {
  /** Those whose time it claims, where its kind is among these, before its offer, then the booking. */
  async lock(tx: Tx, id: number, timeKinds: BookingKind[]): Promise<BookingWithOffer | null> {
    const [offer] = await tx.query<{ id: number }>(LOCK_OFFER, { id, timeKinds });
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
  rebook(
    tx: Tx,
    { id, offerId }: Booking,
    cents: number,
    at: Date,
    timeKinds: BookingKind[],
  ): Promise<BookingWithOffer | null> {
    return this.write(tx, offerId === null ? REBOOK_TIME : REBOOK, id, cents, at, { timeKinds });
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
    more: object = {},
  ): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, statement, { at }, { id, cents, ...more }))[0] ?? null;
  }
}
