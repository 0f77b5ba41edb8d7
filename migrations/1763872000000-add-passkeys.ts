import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that sign in without a password, and the challenges that they have to answer. */
export class AddPasskeys1763872000000 implements MigrationInterface {
  name = 'AddPasskeys1763872000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.passkeys (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT passkeys_pkey PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT passkeys_account_fkey REFERENCES identity.accounts,
        credential_id text NOT NULL CONSTRAINT passkeys_credential_unique UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        backed_up boolean NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz
      );
      CREATE INDEX passkeys_account ON identity.passkeys (account_id, id);

      CREATE TABLE identity.passkey_challenges (
        digest bytea CONSTRAINT passkey_challenges_pkey PRIMARY KEY,
        account_id bigint CONSTRAINT passkey_challenges_account_fkey REFERENCES identity.accounts,
        mfa_token_id bigint CONSTRAINT passkey_challenges_mfa_token_fkey
          REFERENCES identity.mfa_tokens ON DELETE CASCADE,
        expires_at timestamptz NOT NULL,
        CONSTRAINT passkey_challenges_one_purpose CHECK (account_id IS NULL OR mfa_token_id IS NULL)
      );
      CREATE INDEX passkey_challenges_expired ON identity.passkey_challenges (expires_at);
      CREATE INDEX passkey_challenges_account ON identity.passkey_challenges (account_id);
      CREATE INDEX passkey_challenges_mfa_token ON identity.passkey_challenges (mfa_token_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.passkey_challenges, identity.passkeys');
  }
}
