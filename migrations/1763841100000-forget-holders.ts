import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose hold it was is kept while it is one. Digests of addresses were made without a key: they go. */
export class ForgetHolders1763841100000 implements MigrationInterface {
  name = 'ForgetHolders1763841100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE booking.bookings SET held_by = NULL
      WHERE held_by IS NOT NULL AND (status <> 'pending' OR person_id IS NULL);
      ALTER TABLE booking.bookings DROP CONSTRAINT bookings_holds_are_numbered,
        ADD CONSTRAINT bookings_only_holds_have_holders
          CHECK (held_by IS NULL OR (status = 'pending' AND hold_number IS NOT NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.bookings DROP CONSTRAINT bookings_only_holds_have_holders,
        ADD CONSTRAINT bookings_holds_are_numbered CHECK ((held_by IS NULL) OR (hold_number IS NOT NULL));
    `);
  }
}
