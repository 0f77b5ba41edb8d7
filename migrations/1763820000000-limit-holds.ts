import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ends holds with what they hold, and words the views as the rules of the clock do. */
export class LimitHolds1763820000000 implements MigrationInterface {
  name = 'LimitHolds1763820000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE booking.bookings b SET expires_at = least(b.expires_at, o.closes_at, o.ends_at)
      FROM booking.offers o
      WHERE o.id = b.offer_id AND b.status = 'pending' AND b.expires_at > least(o.closes_at, o.ends_at);
      UPDATE booking.bookings b SET expires_at = b.starts_at
      WHERE b.offer_id IS NULL AND b.status = 'pending' AND b.expires_at > b.starts_at;

      CREATE OR REPLACE VIEW booking.offer_seats AS
      SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, o.taken - lapsed.seats AS taken,
        CASE WHEN o.capacity IS NOT NULL THEN o.capacity - o.taken + lapsed.seats END AS seats_available,
        o.starts_at, o.ends_at, o.title, o.label_id, o.label_name, o.label_color, o.state, o.visibility,
        o.max_per_booking, o.price_cents, o.currency, o.refund_policy, o.opens_at, o.closes_at, o.organizer_id,
        o.created_at, o.updated_at, o.join_only, o.waiting, o.taken - lapsed.pending AS confirmed
      FROM booking.offers o
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(b.quantity) FILTER (WHERE b.status = 'pending' AND b.expires_at <= now()), 0)::integer
            AS seats,
          coalesce(sum(b.quantity), 0)::integer AS pending
        FROM booking.bookings b WHERE b.offer_id = o.id AND b.status = 'pending'
      ) lapsed;

      CREATE OR REPLACE VIEW booking.offer_bookings AS
      SELECT o.kind, o.ref_id, o.id AS offer_id, b.id AS booking_id, b.person_id,
        CASE WHEN b.status = 'pending' AND b.expires_at <= now() THEN 'expired'
          WHEN b.status = 'confirmed' AND b.ends_at + CASE b.kind WHEN 'meeting' THEN interval '24 hours'
            ELSE interval '0' END <= now() THEN 'completed'
          ELSE b.status END AS status,
        b.quantity, b.price_cents, b.paid_cents, b.refunded_cents, b.special_requirements, b.registered_at,
        b.confirmed_at, b.cancelled_at, b.checked_in_at, b.starts_at, b.ends_at,
        b.calendar_uid, b.sequence, b.reschedule_count, b.expires_at, b.kind AS booking_kind
      FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id;
    `);
  }

  /** The views mean what they meant before; a hold that was limited stays so. */
  async down(): Promise<void> {}
}
