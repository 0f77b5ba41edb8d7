import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, their sessions and the ways in: passwords, providers, mailed tokens. */
export class CreateIdentity1763600100000 implements MigrationInterface {
  name = 'CreateIdentity1763600100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA identity;

      CREATE TABLE identity.accounts (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT accounts_pkey PRIMARY KEY,
        username citext CONSTRAINT accounts_username_unique UNIQUE,
        email citext CONSTRAINT accounts_email_unique UNIQUE,
        email_verified_at timestamptz,
        password_hash text,
        user_type text NOT NULL DEFAULT 'attendee',
        status text NOT NULL DEFAULT 'pending_verification',
        slug text CONSTRAINT accounts_slug_unique UNIQUE,
        first_name text NOT NULL DEFAULT '',
        last_name text NOT NULL DEFAULT '',
        bio text NOT NULL DEFAULT '',
        phone text NOT NULL DEFAULT '',
        website text NOT NULL DEFAULT '',
        organization text NOT NULL DEFAULT '',
        avatar text,
        timezone text NOT NULL DEFAULT 'UTC',
        twitter text NOT NULL DEFAULT '',
        linkedin text NOT NULL DEFAULT '',
        github text NOT NULL DEFAULT '',
        facebook text NOT NULL DEFAULT '',
        newsletter_subscribed boolean NOT NULL DEFAULT false,
        notifications_enabled boolean NOT NULL DEFAULT true,
        joined_at timestamptz NOT NULL,
        last_login_at timestamptz,
        updated_at timestamptz NOT NULL,
        erased_at timestamptz,
        CONSTRAINT accounts_user_type_known CHECK (user_type IN ('attendee', 'organizer', 'admin')),
        CONSTRAINT accounts_status_known CHECK (status IN ('pending_verification', 'active', 'suspended', 'erased')),
        CONSTRAINT accounts_named_until_erased
          CHECK (erased_at IS NOT NULL OR (username IS NOT NULL AND email IS NOT NULL AND slug IS NOT NULL)),
        CONSTRAINT accounts_nothing_personal_once_erased
          CHECK (erased_at IS NULL OR (status = 'erased' AND username IS NULL AND email IS NULL AND password_hash IS NULL))
      );
      CREATE INDEX accounts_username_part ON identity.accounts USING gin ((username::text) gin_trgm_ops);
      CREATE INDEX accounts_joined ON identity.accounts (joined_at, id);
      CREATE INDEX accounts_to_erase ON identity.accounts (id) WHERE status = 'erased' AND erased_at IS NULL;

      CREATE TABLE identity.sessions (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sessions_pkey PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT sessions_account_fkey REFERENCES identity.accounts,
        method text NOT NULL,
        mfa boolean NOT NULL DEFAULT false,
        refresh_id uuid,
        cookie_digest bytea CONSTRAINT sessions_cookie_unique UNIQUE,
        ip_address text NOT NULL DEFAULT '',
        user_agent text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        revoked_because text,
        CONSTRAINT sessions_dead_hold_no_token CHECK (revoked_at IS NULL OR (refresh_id IS NULL AND cookie_digest IS NULL))
      );
      CREATE INDEX sessions_account ON identity.sessions (account_id, id);
      CREATE INDEX sessions_expired ON identity.sessions (expires_at);

      CREATE TABLE identity.sign_in_codes (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sign_in_codes_pkey PRIMARY KEY,
        session_id bigint NOT NULL CONSTRAINT sign_in_codes_session_fkey REFERENCES identity.sessions ON DELETE CASCADE,
        digest bytea NOT NULL CONSTRAINT sign_in_codes_digest_unique UNIQUE,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX sign_in_codes_session ON identity.sign_in_codes (session_id);

      CREATE TABLE identity.mailed_tokens (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mailed_tokens_pkey PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT mailed_tokens_account_fkey REFERENCES identity.accounts,
        purpose text NOT NULL,
        email citext NOT NULL,
        digest bytea NOT NULL CONSTRAINT mailed_tokens_digest_unique UNIQUE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT mailed_tokens_purpose_known CHECK (purpose IN ('verify_email', 'change_email', 'reset_password'))
      );
      CREATE INDEX mailed_tokens_account ON identity.mailed_tokens (account_id);
      CREATE INDEX mailed_tokens_expired ON identity.mailed_tokens (expires_at);

      CREATE TABLE identity.social_accounts (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT social_accounts_pkey PRIMARY KEY,
        account_id bigint NOT NULL CONSTRAINT social_accounts_account_fkey REFERENCES identity.accounts,
        provider text NOT NULL,
        subject text NOT NULL,
        email citext,
        connected_at timestamptz NOT NULL,
        last_login_at timestamptz,
        CONSTRAINT social_accounts_subject_unique UNIQUE (provider, subject)
      );
      CREATE INDEX social_accounts_account ON identity.social_accounts (account_id);

      CREATE TABLE identity.sign_in_failures (
        scope text NOT NULL,
        digest bytea NOT NULL,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        CONSTRAINT sign_in_failures_pkey PRIMARY KEY (scope, digest),
        CONSTRAINT sign_in_failures_scope_known CHECK (scope IN ('account', 'address', 'pair'))
      );
      CREATE INDEX sign_in_failures_old ON identity.sign_in_failures (last_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA identity CASCADE');
  }
}
