import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Secrets } from '../../platform/secrets/secrets.js';

const PURPOSE = 'oidc-id-token';
/** It goes back in an address, which many servers take up to 8 KB of. */
const MOST_LETTERS = 6_000;

export interface SessionAtIssuer {
  issuer: string;
  /** Null where it is not known, or was encrypted with another `APP_SECRET`. */
  idToken: string | null;
}

@Injectable()
export class OidcSessionsRepository {
  constructor(private readonly secrets: Secrets) {}

  async keep(tx: Tx, sessionId: number, issuer: string, idToken: string): Promise<void> {
    const sealed = idToken.length > MOST_LETTERS ? null : this.secrets.encrypt(PURPOSE, idToken);
    await tx.query(
      `INSERT INTO identity.oidc_sessions (session_id, issuer, sealed_id_token)
       VALUES ($sessionId, $issuer, $sealed)`,
      { sessionId, issuer, sealed },
    );
  }

  /** Once; null for a session that was not opened by an issuer. */
  async take(source: Pick<Tx, 'query'>, sessionId: number): Promise<SessionAtIssuer | null> {
    const [row] = await source.query<{ issuer: string; sealed: Buffer | null }>(
      `DELETE FROM identity.oidc_sessions WHERE session_id = $sessionId
       RETURNING issuer, sealed_id_token AS sealed`,
      { sessionId },
    );
    if (!row) return null;
    const idToken = row.sealed && this.secrets.decrypt(PURPOSE, row.sealed);
    return { issuer: row.issuer, idToken: idToken?.toString() ?? null };
  }
}
