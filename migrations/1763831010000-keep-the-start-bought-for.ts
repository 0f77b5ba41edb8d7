import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of bookings that were moved before, the start that was bought is not known any more. */
export class KeepTheStartBoughtFor1763831010000 implements MigrationInterface {
  name = 'KeepTheStartBoughtFor1763831010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.bookings
        ADD COLUMN bought_starts_at timestamptz,
        ADD COLUMN moved_at timestamptz
          CONSTRAINT bookings_moves_are_kept CHECK (bought_starts_at IS NULL OR moved_at IS NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE booking.bookings DROP COLUMN bought_starts_at, DROP COLUMN moved_at');
  }
}
