import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The few admins are found without reading everybody, and who came last without sorting them. */
export class IndexAccounts1763811000000 implements MigrationInterface {
  name = 'IndexAccounts1763811000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX accounts_admins ON identity.accounts (id) WHERE user_type = 'admin';
      CREATE INDEX accounts_last_login ON identity.accounts (last_login_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.accounts_admins, identity.accounts_last_login');
  }
}
