import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which start of a meeting its people were reminded of, and finds firm meetings by their start. */
export class RemindOfMeetings1763853110000 implements MigrationInterface {
  name = 'RemindOfMeetings1763853110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scheduling.meetings ADD COLUMN reminded_for timestamptz;
      COMMENT ON COLUMN scheduling.meetings.reminded_for IS 'The start that its people were reminded of.';
      CREATE INDEX bookings_firm_meetings ON booking.bookings (starts_at, id)
        WHERE kind = 'meeting' AND status = 'confirmed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX booking.bookings_firm_meetings;
      ALTER TABLE scheduling.meetings DROP COLUMN reminded_for;
    `);
  }
}
