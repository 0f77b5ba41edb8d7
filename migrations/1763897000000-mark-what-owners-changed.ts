import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Marks written bookings that their owners deleted or moved in their own calendars. */
export class MarkWhatOwnersChanged1763897000000 implements MigrationInterface {
  name = 'MarkWhatOwnersChanged1763897000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE integrations.written_bookings ADD COLUMN gone_at timestamptz, ADD COLUMN moved_at timestamptz;
      COMMENT ON COLUMN integrations.written_bookings.gone_at IS
        'Its owner was found to have deleted it there: the booking is to be cancelled.';
      COMMENT ON COLUMN integrations.written_bookings.moved_at IS
        'Its owner was found to have moved it there: it is to be put back, and that told.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE integrations.written_bookings DROP COLUMN gone_at, DROP COLUMN moved_at;
    `);
  }
}
