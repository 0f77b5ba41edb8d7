import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of OpenID Connect and SAML there are several providers; a subject means nothing without who gave it. */
export class TellIssuersApart1763865100000 implements MigrationInterface {
  name = 'TellIssuersApart1763865100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.social_accounts ADD COLUMN issuer text NOT NULL DEFAULT '',
        DROP CONSTRAINT social_accounts_subject_unique,
        ADD CONSTRAINT social_accounts_subject_unique UNIQUE (provider, issuer, subject);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM identity.social_accounts WHERE issuer <> '';
      ALTER TABLE identity.social_accounts DROP CONSTRAINT social_accounts_subject_unique,
        ADD CONSTRAINT social_accounts_subject_unique UNIQUE (provider, subject),
        DROP COLUMN issuer;
    `);
  }
}
