import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens for programs: each is a session of its own kind, with scopes and without a refresh token or a cookie. */
export class CreateApiTokens1763865110000 implements MigrationInterface {
  name = 'CreateApiTokens1763865110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.sessions ADD COLUMN scopes text[],
        ADD CONSTRAINT sessions_scopes_of_tokens
          CHECK ((method = 'token') = (scopes IS NOT NULL) AND cardinality(scopes) > 0),
        ADD CONSTRAINT sessions_token_is_all
          CHECK (method <> 'token' OR (refresh_id IS NULL AND cookie_digest IS NULL));
      CREATE TABLE identity.api_tokens (
        session_id bigint CONSTRAINT api_tokens_pkey PRIMARY KEY
          CONSTRAINT api_tokens_session_fkey REFERENCES identity.sessions ON DELETE CASCADE,
        name text NOT NULL,
        prefix text NOT NULL,
        digest bytea NOT NULL,
        CONSTRAINT api_tokens_digest_unique UNIQUE (digest)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE identity.api_tokens;
      DELETE FROM identity.sessions WHERE method = 'token';
      ALTER TABLE identity.sessions DROP COLUMN scopes, DROP CONSTRAINT sessions_token_is_all;
    `);
  }
}
