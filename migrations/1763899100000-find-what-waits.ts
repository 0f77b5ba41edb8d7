import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every page of administration counts what failed for good and which refunds are not made. */
export class FindWhatWaits1763899100000 implements MigrationInterface {
  name = 'FindWhatWaits1763899100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mails_failed ON platform.mails (id) WHERE status = 'failed';
      CREATE INDEX refunds_not_made ON payments.refunds (id) WHERE status <> 'completed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payments.refunds_not_made, platform.mails_failed');
  }
}
