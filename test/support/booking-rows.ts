import type { Sql } from './people.js';

// Booking's rows as other contexts' tests need them, where the way through the API would be long.

/** Counts money as paid, without a payment. */
export async function setPaid(db: Sql, bookingId: number, cents: number): Promise<void> {
  await db.query('UPDATE booking.bookings SET paid_cents = $2 WHERE id = $1', [bookingId, cents]);
}

/** Counts money as given back, without a refund. */
export async function setRefunded(db: Sql, bookingId: number, cents: number): Promise<void> {
  await db.query('UPDATE booking.bookings SET refunded_cents = $2 WHERE id = $1', [bookingId, cents]);
}

/** Marks all bookings of an event, or one person's, as checked in, whenever the event begins. */
export async function setCheckedIn(db: Sql, eventId: number, at: Date, personId?: number): Promise<void> {
  await db.query(
    `UPDATE booking.bookings SET checked_in_at = $2
     WHERE kind = 'ticket' AND ref_id = $1 AND person_id = coalesce($3::bigint, person_id)`,
    [eventId, at, personId ?? null],
  );
}

/** All tickets of an event are over, or go on, whatever the clock says. */
export async function setCompleted(db: Sql, eventId: number, at: Date | null): Promise<void> {
  await db.query(
    `UPDATE booking.bookings
      SET status = CASE WHEN $2::timestamptz IS NULL THEN 'confirmed' ELSE 'completed' END,
       completed_at = $2 WHERE kind = 'ticket' AND ref_id = $1 AND status IN ('confirmed', 'completed')`,
    [eventId, at],
  );
}

export async function giveBookingTo(db: Sql, bookingId: number, personId: number): Promise<void> {
  await db.query('UPDATE booking.bookings SET person_id = $2 WHERE id = $1', [bookingId, personId]);
}

/** Prices a slot, which the API offers for nothing. */
export async function setSlotPrice(db: Sql, slot: number, cents: number): Promise<void> {
  await db.query(`UPDATE booking.offers SET price_cents = $2 WHERE kind = 'slot' AND ref_id = $1`, [
    slot,
    cents,
  ]);
}

/** Takes their own refund policies from all events; what was booked keeps the policy of its day. */
export async function forgetRefundPolicies(db: Sql): Promise<void> {
  await db.query(`UPDATE booking.offers SET refund_policy = NULL WHERE kind = 'event'`);
}
