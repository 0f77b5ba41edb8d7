import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the claims of a no-show be kept, empty, until it is taken back: a booking itself is never empty. */
export class SuspendClaims1763837100000 implements MigrationInterface {
  name = 'SuspendClaims1763837100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE booking.time_claims DROP CONSTRAINT time_claims_not_empty');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM booking.time_claims WHERE isempty(during);
      ALTER TABLE booking.time_claims ADD CONSTRAINT time_claims_not_empty CHECK (NOT isempty(during));
    `);
  }
}
