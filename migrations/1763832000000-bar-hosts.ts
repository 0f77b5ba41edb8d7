import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Closes what is offered by people who may not offer it at present. */
export class BarHosts1763832000000 implements MigrationInterface {
  name = 'BarHosts1763832000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.offers ADD COLUMN is_barred boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN booking.offers.is_barred IS
        'Its host may not offer it at present: nobody books it, and what was booked stays.';
      UPDATE booking.offers o SET is_barred = true FROM identity.accounts a
      WHERE a.id = o.organizer_id AND (a.status IN ('suspended', 'erased')
        OR (a.user_type = 'attendee' AND o.kind = 'event' AND NOT o.join_only));

      CREATE OR REPLACE VIEW booking.offer_seats AS
      SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, o.taken - lapsed.seats AS taken,
        CASE WHEN o.capacity IS NOT NULL THEN o.capacity - o.taken + lapsed.seats END AS seats_available,
        o.starts_at, o.ends_at, o.title, o.label_id, o.label_name, o.label_color, o.state, o.visibility,
        o.max_per_booking, o.price_cents, o.currency, o.refund_policy, o.opens_at, o.closes_at, o.organizer_id,
        o.created_at, o.updated_at, o.join_only, o.waiting, o.taken - lapsed.pending AS confirmed, o.is_barred
      FROM booking.offers o
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(b.quantity) FILTER (WHERE b.status = 'pending' AND b.expires_at <= now()), 0)::integer
            AS seats,
          coalesce(sum(b.quantity), 0)::integer AS pending
        FROM booking.bookings b WHERE b.offer_id = o.id AND b.status = 'pending'
      ) lapsed;
    `);
  }

  /** The view keeps the column, which says nothing any more. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE booking.offers SET is_barred = false');
  }
}
