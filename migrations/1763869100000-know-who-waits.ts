import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose account it is that waits for a session: exported with it, and erased. */
export class KnowWhoWaits1763869100000 implements MigrationInterface {
  name = 'KnowWhoWaits1763869100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scheduling.waiting_invitees ADD COLUMN person_id bigint;
      UPDATE scheduling.waiting_invitees w SET person_id = e.person_id FROM booking.waitlist e WHERE e.id = w.id;
      CREATE INDEX waiting_invitees_person ON scheduling.waiting_invitees (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE scheduling.waiting_invitees DROP COLUMN person_id');
  }
}
