import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second factor per account, its recovery codes, and sign-ins that wait for one of them. */
export class AddSecondFactors1763864100000 implements MigrationInterface {
  name = 'AddSecondFactors1763864100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts
        ADD mfa_enabled_at timestamptz,
        ADD CONSTRAINT accounts_no_factor_once_erased CHECK (erased_at IS NULL OR mfa_enabled_at IS NULL);
      ALTER TABLE identity.sessions ADD mfa_at timestamptz;

      CREATE TABLE identity.totp_factors (
        account_id bigint CONSTRAINT totp_factors_pkey PRIMARY KEY
          CONSTRAINT totp_factors_account_fkey REFERENCES identity.accounts,
        sealed_secret bytea NOT NULL,
        last_step bigint,
        wrong_at timestamptz[] NOT NULL DEFAULT '{}',
        rests_until timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT totp_factors_few_wrong CHECK (cardinality(wrong_at) < 50)
      );

      CREATE TABLE identity.recovery_codes (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT recovery_codes_pkey PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT recovery_codes_account_fkey REFERENCES identity.accounts,
        digest bytea NOT NULL,
        created_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_codes_digest_unique UNIQUE (account_id, digest)
      );

      CREATE TABLE identity.mfa_tokens (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mfa_tokens_pkey PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT mfa_tokens_account_fkey REFERENCES identity.accounts,
        digest bytea NOT NULL CONSTRAINT mfa_tokens_digest_unique UNIQUE,
        door text NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT mfa_tokens_door_known CHECK (door IN ('auth', 'users', 'tokens')),
        CONSTRAINT mfa_tokens_few_tries CHECK (tries BETWEEN 0 AND 5)
      );
      CREATE INDEX mfa_tokens_account ON identity.mfa_tokens (account_id);
      CREATE INDEX mfa_tokens_expired ON identity.mfa_tokens (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE identity.mfa_tokens, identity.recovery_codes, identity.totp_factors;
      ALTER TABLE identity.sessions DROP mfa_at;
      ALTER TABLE identity.accounts DROP mfa_enabled_at;
    `);
  }
}
