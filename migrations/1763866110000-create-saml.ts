import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a sign-in by SAML needs to know over all processes. */
export class CreateSaml1763866110000 implements MigrationInterface {
  name = 'CreateSaml1763866110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.saml_requests (
        digest bytea CONSTRAINT saml_requests_pkey PRIMARY KEY,
        needs_browser boolean NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX saml_requests_expired ON identity.saml_requests (expires_at);

      CREATE TABLE identity.saml_messages (
        digest bytea CONSTRAINT saml_messages_pkey PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX saml_messages_expired ON identity.saml_messages (expires_at);

      CREATE TABLE identity.saml_sessions (
        session_id bigint CONSTRAINT saml_sessions_pkey PRIMARY KEY
          CONSTRAINT saml_sessions_session_fkey REFERENCES identity.sessions (id) ON DELETE CASCADE,
        name_id text NOT NULL,
        format text,
        name_qualifier text,
        sp_name_qualifier text,
        session_index text
      );
      CREATE INDEX saml_sessions_name ON identity.saml_sessions (name_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.saml_sessions, identity.saml_messages, identity.saml_requests');
  }
}
