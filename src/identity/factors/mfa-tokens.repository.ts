import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { randomToken, tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { MFA_TOKEN_LIFETIME_MS, MOST_TRIES, type Door } from './mfa-token.entity.js';

export interface WaitingSignIn {
  id: number;
  accountId: number;
  door: Door;
}

/** Sign-ins that wait for their second factor; `SessionsRepository.revoke` ends them with all sessions. */
@Injectable()
export class MfaTokensRepository {
  constructor(private readonly clock: Clock) {}

  async issue(tx: Tx, accountId: number, door: Door): Promise<string> {
    const token = randomToken();
    const now = this.clock.millis();
    await tx.query(
      `INSERT INTO identity.mfa_tokens (account_id, digest, door, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [accountId, tokenDigest(token), door, new Date(now), new Date(now + MFA_TOKEN_LIFETIME_MS)],
    );
    return token;
  }

  async find(tx: Tx, token: string): Promise<WaitingSignIn | null> {
    const [row] = await tx.query<WaitingSignIn>(
      'SELECT id, account_id AS "accountId", door FROM identity.mfa_tokens WHERE digest = $1',
      [tokenDigest(token)],
    );
    return row ?? null;
  }

  /** Null where nothing waits for it any more. */
  async findLive(tx: Tx, token: string): Promise<WaitingSignIn | null> {
    const [row] = await tx.query<WaitingSignIn>(
      `SELECT id, account_id AS "accountId", door FROM identity.mfa_tokens
       WHERE digest = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3`,
      [tokenDigest(token), this.clock.now(), MOST_TRIES],
    );
    return row ?? null;
  }

  /** One of its five tries; false where none is left, or it is used or too old. */
  async take(tx: Tx, id: number): Promise<boolean> {
    const [taken] = await tx.query(
      `UPDATE identity.mfa_tokens SET tries = tries + 1
       WHERE id = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3 RETURNING id`,
      [id, this.clock.now(), MOST_TRIES],
    );
    return taken !== undefined;
  }

  async use(tx: Tx, id: number): Promise<void> {
    await tx.query('UPDATE identity.mfa_tokens SET used_at = $2 WHERE id = $1', [id, this.clock.now()]);
  }
}
