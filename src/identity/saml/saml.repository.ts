import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { SamlName } from './saml-assertion.policy.js';

const REQUEST_LIFETIME_MS = 10 * 60_000;
const MOST_SESSIONS = 100;

@Injectable()
export class SamlRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async keepRequest(id: string, needsBrowser: boolean): Promise<void> {
    await this.db.query(
      'INSERT INTO identity.saml_requests (digest, needs_browser, expires_at) VALUES ($1, $2, $3)',
      [tokenDigest(id), needsBrowser, new Date(this.clock.millis() + REQUEST_LIFETIME_MS)],
    );
  }

  /** Whether it was a request of ours, for one answer. */
  async takeRequest(tx: Tx, id: string, isOfThisBrowser: boolean): Promise<boolean> {
    const [taken] = await tx.query(
      `DELETE FROM identity.saml_requests
       WHERE digest = $1 AND expires_at > $2 AND (NOT needs_browser OR $3) RETURNING true AS taken`,
      [tokenDigest(id), this.clock.now(), isOfThisBrowser],
    );
    return taken !== undefined;
  }

  /** False where a message of this ID was taken before. */
  async takeMessage(tx: Tx, id: string, expiresAt: Date): Promise<boolean> {
    const [taken] = await tx.query(
      `INSERT INTO identity.saml_messages (digest, expires_at) VALUES ($1, $2)
       ON CONFLICT DO NOTHING RETURNING true AS taken`,
      [tokenDigest(id), expiresAt],
    );
    return taken !== undefined;
  }

  async keepSession(tx: Tx, sessionId: number, name: SamlName): Promise<void> {
    await tx.query(
      `INSERT INTO identity.saml_sessions
         (session_id, name_id, format, name_qualifier, sp_name_qualifier, session_index)
       VALUES ($sessionId, $nameId, $format, $nameQualifier, $spNameQualifier, $sessionIndex)`,
      { sessionId, ...name },
    );
  }

  /** Null for a session that was not opened by SAML. */
  async nameOf(sessionId: number): Promise<SamlName | null> {
    const [name] = await this.db.query<SamlName>(
      `SELECT name_id AS "nameId", format, name_qualifier AS "nameQualifier",
         sp_name_qualifier AS "spNameQualifier", session_index AS "sessionIndex"
       FROM identity.saml_sessions WHERE session_id = $1`,
      [sessionId],
    );
    return name ?? null;
  }

  /** Live sessions of somebody; of the given ones over there alone, where some are. */
  async sessionsOf(tx: Tx, nameId: string, indexes: string[]): Promise<{ id: number; accountId: number }[]> {
    return tx.query(
      `SELECT s.id, s.account_id AS "accountId"
       FROM identity.saml_sessions m JOIN identity.sessions s ON s.id = m.session_id
       WHERE m.name_id = $1 AND s.revoked_at IS NULL
         AND (cardinality($2::text[]) = 0 OR m.session_index = ANY ($2))
       ORDER BY s.id DESC LIMIT $3`,
      [nameId, indexes, MOST_SESSIONS],
    );
  }
}
