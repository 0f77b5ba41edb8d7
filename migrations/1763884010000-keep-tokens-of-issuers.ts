import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which issuer a session came from, and its token of identity, by which the session is ended over there. */
export class KeepTokensOfIssuers1763884010000 implements MigrationInterface {
  name = 'KeepTokensOfIssuers1763884010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.oidc_sessions (
        session_id bigint CONSTRAINT oidc_sessions_pkey PRIMARY KEY
          CONSTRAINT oidc_sessions_session_fkey REFERENCES identity.sessions (id) ON DELETE CASCADE,
        issuer text NOT NULL,
        sealed_id_token bytea
      );
      INSERT INTO identity.oidc_sessions (session_id, issuer)
        SELECT DISTINCT ON (s.id) s.id, a.issuer FROM identity.sessions s
        JOIN identity.social_accounts a ON a.account_id = s.account_id AND a.provider = s.method
        WHERE s.method = 'oidc' AND s.revoked_at IS NULL
        ORDER BY s.id, a.last_login_at DESC NULLS LAST;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.oidc_sessions');
  }
}
