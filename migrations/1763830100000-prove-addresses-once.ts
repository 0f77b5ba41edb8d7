import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the first proof of an address has to know: which password, which links, and who denies a registration. */
export class ProveAddressesOnce1763830100000 implements MigrationInterface {
  name = 'ProveAddressesOnce1763830100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts ADD password_changed_at timestamptz;
      ALTER TABLE identity.mailed_tokens
        ADD denial_digest bytea CONSTRAINT mailed_tokens_denial_digest_unique UNIQUE;
      UPDATE identity.social_accounts s SET email = NULL
      FROM identity.accounts a WHERE a.id = s.account_id AND a.email_verified_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts DROP password_changed_at;
      ALTER TABLE identity.mailed_tokens DROP denial_digest;
    `);
  }
}
