import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Administrators find people by any part of what they are called, among a million of them. */
export class IndexAccountSearch1763600120000 implements MigrationInterface {
  name = 'IndexAccountSearch1763600120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX accounts_search ON identity.accounts
        USING gin ((username::text || ' ' || email::text || ' ' || first_name || ' ' || last_name) gin_trgm_ops);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.accounts_search');
  }
}
