import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An offer knows how often its event changed in calendars, so that each booking's events can say it. */
export class CountChangesOfOffers1763898300000 implements MigrationInterface {
  name = 'CountChangesOfOffers1763898300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.offers ADD COLUMN calendar_changes integer NOT NULL DEFAULT 0;
      COMMENT ON COLUMN booking.offers.calendar_changes IS
        'How often it changed in calendars, where its bookings do not count that themselves.';
      UPDATE booking.offers o SET calendar_changes = e.sequence
      FROM collaboration.events e WHERE o.kind = 'event' AND o.ref_id = e.id AND e.sequence > 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE booking.offers DROP COLUMN calendar_changes;');
  }
}
