import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shows what takes people's time, and the sessions that several share. */
export class ShowClaimedTimes1763861110000 implements MigrationInterface {
  name = 'ShowClaimedTimes1763861110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW booking.claimed_times AS
      SELECT c.person_id, c.claim, c.during AS guarded, b.id AS booking_id, b.kind, b.ref_id, b.offer_id,
        b.status, b.expires_at, b.starts_at, b.ends_at
      FROM booking.time_claims c JOIN booking.bookings b ON b.id = c.booking_id
      WHERE c.kind = 'guard' AND NOT isempty(c.during);

      CREATE VIEW booking.sessions AS
      SELECT o.id AS offer_id, o.organizer_id, o.capacity, o.taken, o.waiting, o.state, o.is_barred, o.opens_at,
        o.closes_at, o.starts_at, o.ends_at
      FROM booking.offers o WHERE o.kind = 'occurrence';

      CREATE VIEW booking.session_bookings AS
      SELECT b.offer_id, b.id AS booking_id, b.quantity, b.status, b.expires_at
      FROM booking.bookings b WHERE b.kind = 'appointment' AND b.offer_id IS NOT NULL;

      COMMENT ON VIEW booking.claimed_times IS 'As stored: what the clock says of them is asked of its rules.';
      COMMENT ON VIEW booking.sessions IS 'As stored, with the seats of lapsed holds.';
      COMMENT ON VIEW booking.session_bookings IS 'As stored.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW booking.session_bookings;
      DROP VIEW booking.sessions;
      DROP VIEW booking.claimed_times;
    `);
  }
}
