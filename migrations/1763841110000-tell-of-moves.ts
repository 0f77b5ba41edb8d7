import type { MigrationInterface, QueryRunner } from 'typeorm';

const BOOKINGS = (more: string) => `
  SELECT o.kind, o.ref_id, o.id AS offer_id, b.id AS booking_id, b.person_id,
    CASE WHEN b.status = 'pending' AND b.expires_at <= now() THEN 'expired'
      WHEN b.status = 'confirmed' AND b.ends_at + make_interval(mins => b.grace_minutes) <= now() THEN 'completed'
      ELSE b.status END AS status,
    b.quantity, b.price_cents, b.paid_cents, b.refunded_cents, b.special_requirements, b.registered_at,
    b.confirmed_at, b.cancelled_at, b.checked_in_at, b.starts_at, b.ends_at,
    b.calendar_uid, b.sequence, b.reschedule_count, b.expires_at, b.kind AS booking_kind${more}
  FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id`;

/** Shows others when a booking was moved and in which currency it was paid: notices name what comes back. */
export class TellOfMoves1763841110000 implements MigrationInterface {
  name = 'TellOfMoves1763841110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE OR REPLACE VIEW booking.offer_bookings AS ${BOOKINGS(', b.currency, b.moved_at')}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW booking.offer_bookings;
      CREATE VIEW booking.offer_bookings AS ${BOOKINGS('')};
    `);
  }
}
