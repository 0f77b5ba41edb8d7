import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bookings of an event are counted and passed over from an index alone, by their states too. */
export class IndexLists1763807000000 implements MigrationInterface {
  name = 'IndexLists1763807000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX booking.bookings_tickets_registered;
      CREATE INDEX bookings_tickets_registered ON booking.bookings (offer_id, registered_at, id)
        INCLUDE (status, expires_at, ends_at, person_id, kind) WHERE kind = 'ticket';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX booking.bookings_tickets_registered;
      CREATE INDEX bookings_tickets_registered ON booking.bookings (offer_id, registered_at, id)
        INCLUDE (status, expires_at, ends_at, person_id) WHERE kind = 'ticket';
    `);
  }
}
