import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events have the zone of who made them, and so have their offers and what was certified of them. */
export class GiveEventsZones1763843100000 implements MigrationInterface {
  name = 'GiveEventsZones1763843100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.events ADD COLUMN timezone text NOT NULL DEFAULT 'UTC';
      UPDATE collaboration.events e SET timezone = a.timezone FROM identity.accounts a
      WHERE a.id = e.organizer_id AND a.timezone <> e.timezone;

      UPDATE messaging.gathered_changes g SET previous = previous || jsonb_build_object('timezone', (
        SELECT e.timezone FROM collaboration.events e WHERE e.id = g.event_id));

      ALTER TABLE booking.offers ADD COLUMN timezone text;
      UPDATE booking.offers o SET timezone = e.timezone FROM collaboration.events e
      WHERE o.kind = 'event' AND o.ref_id = e.id;

      ALTER TABLE collaboration.certificates ADD COLUMN event_timezone text NOT NULL DEFAULT 'UTC';
      UPDATE collaboration.certificates c SET event_timezone = e.timezone FROM collaboration.events e
      WHERE e.id = c.event_id AND e.timezone <> c.event_timezone;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.certificates DROP COLUMN event_timezone;
      ALTER TABLE booking.offers DROP COLUMN timezone;
      ALTER TABLE collaboration.events DROP COLUMN timezone;
    `);
  }
}
