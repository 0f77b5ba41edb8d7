import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which of two people did not come, and when credits went on for it; shows bookings of people's time. */
export class KeepWhoWasMissed1763846110000 implements MigrationInterface {
  name = 'KeepWhoWasMissed1763846110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.bookings
        ADD COLUMN booker_missed_at timestamptz, ADD COLUMN host_missed_at timestamptz,
        ADD COLUMN settled_at timestamptz;
      UPDATE booking.bookings SET booker_missed_at = ends_at WHERE status = 'no_show';
      COMMENT ON COLUMN booking.bookings.settled_at IS 'When what was set aside for it was passed on.';

      CREATE VIEW booking.time_bookings AS
      SELECT b.id AS booking_id, b.kind, b.ref_id, b.status, b.person_id, b.host_id, b.starts_at, b.ends_at,
        b.grace_minutes, b.expires_at, b.registered_at, b.confirmed_at, b.calendar_uid, b.sequence,
        b.booker_missed_at, b.host_missed_at, b.settled_at
      FROM booking.bookings b WHERE b.kind IN ('appointment', 'meeting');
      COMMENT ON VIEW booking.time_bookings IS 'As stored: what the clock says of them is asked of its rules.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW booking.time_bookings;
      ALTER TABLE booking.bookings
        DROP COLUMN booker_missed_at, DROP COLUMN host_missed_at, DROP COLUMN settled_at;
    `);
  }
}
