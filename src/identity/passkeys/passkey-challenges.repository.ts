import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { PasskeyChallenge } from './passkey-challenge.entity.js';

const BYTES = 32;
const LIFETIME_MS = 5 * 60_000;

/** For a new key of an account, for a sign-in that waits; with neither, for a sign-in by the key alone. */
export type ChallengePurpose = Partial<Pick<PasskeyChallenge, 'accountId' | 'mfaTokenId'>>;

@Injectable()
export class PasskeyChallenges {
  constructor(private readonly clock: Clock) {}

  async issue(source: Pick<Tx, 'query'>, purpose: ChallengePurpose): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(BYTES));
    const { accountId = null, mfaTokenId = null } = purpose;
    await source.query(
      `INSERT INTO identity.passkey_challenges (digest, account_id, mfa_token_id, expires_at)
       VALUES ($1, $2, $3, $4)`,
      [digestOf(challenge), accountId, mfaTokenId, new Date(this.clock.millis() + LIFETIME_MS)],
    );
    return challenge;
  }

  /** Whether it was one of ours for this, good until now: whoever presents it has used it up. */
  async take(tx: Tx, challenge: string, purpose: ChallengePurpose): Promise<boolean> {
    const { accountId = null, mfaTokenId = null } = purpose;
    const [taken] = await tx.query<{ fits: boolean }>(
      `DELETE FROM identity.passkey_challenges WHERE digest = $1
       RETURNING expires_at > $2 AND account_id IS NOT DISTINCT FROM $3::bigint
         AND mfa_token_id IS NOT DISTINCT FROM $4::bigint AS fits`,
      [tokenDigest(challenge), this.clock.now(), accountId, mfaTokenId],
    );
    return taken?.fits === true;
  }
}

function digestOf(challenge: Uint8Array): Buffer {
  return tokenDigest(Buffer.from(challenge).toString('base64url'));
}
