import { Injectable } from '@nestjs/common';
import type { Scope } from '../../platform/auth/scopes.js';
import type { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { newApiToken, shownPrefixOf } from './api-token.policy.js';
import type { ApiTokenResponse, NewApiTokenResponse } from './api-tokens.dto.js';

const ROWS = 'identity.sessions s JOIN identity.api_tokens t ON t.session_id = s.id';
const COLUMNS = `s.id, t.name, t.prefix, s.scopes, s.expires_at, s.created_at,
  nullif(s.last_used_at, s.created_at) AS last_used_at`;

export interface WantedToken {
  accountId: number;
  name: string;
  scopes: readonly Scope[];
  expiresAt: Date;
}

@Injectable()
export class ApiTokensRepository {
  constructor(private readonly clock: Clock) {}

  /** `tx` must hold the account locked. */
  async insert(tx: Tx, { accountId, name, scopes, expiresAt }: WantedToken): Promise<NewApiTokenResponse> {
    const token = newApiToken();
    const prefix = shownPrefixOf(token);
    const now = this.clock.now();
    const [session] = await tx.query<{ id: number }>(
      `WITH session AS (
         INSERT INTO identity.sessions (account_id, method, scopes, created_at, last_used_at, expires_at)
         VALUES ($accountId, 'token', $scopes, $now, $now, $expiresAt) RETURNING id)
       INSERT INTO identity.api_tokens (session_id, name, prefix, digest)
       SELECT id, $name, $prefix, $digest FROM session RETURNING session_id AS id`,
      { accountId, scopes, now, expiresAt, name, prefix, digest: tokenDigest(token) },
    );
    const created = { scopes: [...scopes], expires_at: expiresAt, last_used_at: null, created_at: now };
    return { id: session!.id, name, prefix, ...created, token };
  }

  async countLive(tx: Tx, accountId: number): Promise<number> {
    const [live] = await tx.query<{ count: number }>(
      `SELECT count(*) AS count FROM identity.sessions
       WHERE account_id = $accountId AND method = 'token' AND revoked_at IS NULL AND expires_at > $now`,
      { accountId, now: this.clock.now() },
    );
    return live!.count;
  }

  list(db: Database, accountId: number, page: PageRequest): Promise<Page<ApiTokenResponse>> {
    return new Selection({ from: 'identity.sessions s', id: 's.id', rows: ROWS })
      .must(`s.account_id = $accountId AND s.method = 'token' AND s.revoked_at IS NULL`, { accountId })
      .must('s.expires_at > $now', { now: this.clock.now() })
      .page<ApiTokenResponse>(db, COLUMNS, page);
  }
}
