import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever was let in has used the booking. Those that were given up nevertheless lose the mark, not the audit row. */
export class KeepWhoCame1763831000000 implements MigrationInterface {
  name = 'KeepWhoCame1763831000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE booking.bookings SET checked_in_at = NULL
      WHERE checked_in_at IS NOT NULL
        AND (status IN ('pending', 'expired') OR (status = 'cancelled' AND cancel_cause <> 'offer_withdrawn'));

      ALTER TABLE booking.bookings ADD CONSTRAINT bookings_used_not_given_up CHECK (
        checked_in_at IS NULL OR status IN ('confirmed', 'completed', 'no_show')
        OR (status = 'cancelled' AND cancel_cause = 'offer_withdrawn'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE booking.bookings DROP CONSTRAINT bookings_used_not_given_up');
  }
}
