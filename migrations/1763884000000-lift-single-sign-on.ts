import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose password an operator reset is let in by it for an hour, where the domain asks for single sign-on. */
export class LiftSingleSignOn1763884000000 implements MigrationInterface {
  name = 'LiftSingleSignOn1763884000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts
        ADD sso_lifted_until timestamptz,
        ADD CONSTRAINT accounts_not_lifted_once_erased CHECK (erased_at IS NULL OR sso_lifted_until IS NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.accounts DROP sso_lifted_until');
  }
}
