import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who went to a provider of calendars, to agree there and come back. */
export class KeepOauthStates1763883000000 implements MigrationInterface {
  name = 'KeepOauthStates1763883000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integrations.oauth_states (
        digest bytea CONSTRAINT oauth_states_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        provider text NOT NULL CONSTRAINT oauth_states_provider_known
          CHECK (provider IN ('google_calendar', 'microsoft_365')),
        sealed bytea NOT NULL,
        expires_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN integrations.oauth_states.sealed IS 'The state with its PKCE verifier, encrypted.';
      CREATE INDEX oauth_states_owner ON integrations.oauth_states (owner_id);
      CREATE INDEX oauth_states_expires ON integrations.oauth_states (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE integrations.oauth_states');
  }
}
