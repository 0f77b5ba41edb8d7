import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The schema of what connects an installation to other programs: calendars and webhooks. */
export class CreateIntegrations1763880000000 implements MigrationInterface {
  name = 'CreateIntegrations1763880000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA integrations');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA integrations');
  }
}
