import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Holds are numbered for each person, so that nobody takes two at once beyond the limit. */
export class NumberUnpaidHolds1763831030000 implements MigrationInterface {
  name = 'NumberUnpaidHolds1763831030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.bookings ADD COLUMN held_by text, ADD COLUMN hold_number integer,
        ADD CONSTRAINT bookings_holds_are_numbered CHECK ((held_by IS NULL) OR (hold_number IS NOT NULL));
      UPDATE booking.bookings b SET held_by = b.person_id::text, hold_number = held.n
      FROM (
        SELECT id, row_number() OVER (PARTITION BY person_id ORDER BY id) AS n FROM booking.bookings
        WHERE status = 'pending' AND price_cents > paid_cents AND person_id IS NOT NULL
      ) held
      WHERE held.id = b.id;
      CREATE UNIQUE INDEX bookings_unpaid_holds ON booking.bookings (held_by, hold_number)
        WHERE status = 'pending';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE booking.bookings DROP COLUMN held_by, DROP COLUMN hold_number');
  }
}
