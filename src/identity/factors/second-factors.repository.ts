import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Secrets, tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { newRecoveryCode, plainRecoveryCode } from './totp.policy.js';

const PURPOSE = 'totp-secret';
const CODES = 10;
const HOUR_MS = 3_600_000;
const MOST_WRONG = 50;

export interface KnownFactor {
  /** Null where it was encrypted with another `APP_SECRET`. */
  secret: string | null;
  restsUntil: Date | null;
}

/** Whoever uses or changes a factor holds its account locked; each use is a guarded update besides. */
@Injectable()
export class SecondFactorsRepository {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async setUp(tx: Tx, accountId: number, secret: string): Promise<void> {
    await tx.query(
      `INSERT INTO identity.totp_factors AS f (account_id, sealed_secret, created_at) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT totp_factors_pkey DO UPDATE
         SET sealed_secret = $2, created_at = $3, last_step = NULL`,
      [accountId, this.secrets.encrypt(PURPOSE, secret), this.clock.now()],
    );
  }

  async find(tx: Tx, accountId: number): Promise<KnownFactor | null> {
    const [row] = await tx.query<{ sealedSecret: Buffer; restsUntil: Date | null }>(
      `SELECT sealed_secret AS "sealedSecret", rests_until AS "restsUntil"
       FROM identity.totp_factors WHERE account_id = $1`,
      [accountId],
    );
    if (!row) return null;
    const secret = this.secrets.decrypt(PURPOSE, row.sealedSecret)?.toString() ?? null;
    const rests = row.restsUntil !== null && row.restsUntil.getTime() > this.clock.millis();
    return { secret, restsUntil: rests ? row.restsUntil : null };
  }

  /** False for a step that is not newer than every one that was used. */
  async useStep(tx: Tx, accountId: number, step: number): Promise<boolean> {
    const [used] = await tx.query(
      `UPDATE identity.totp_factors SET last_step = $2
       WHERE account_id = $1 AND (last_step IS NULL OR last_step < $2) RETURNING account_id`,
      [accountId, step],
    );
    return used !== undefined;
  }

  /** The fiftieth within an hour has the codes of the app rest for an hour. */
  async recordWrong(tx: Tx, accountId: number): Promise<void> {
    const now = this.clock.millis();
    await tx.query(
      `UPDATE identity.totp_factors f
       SET wrong_at = CASE WHEN known.count + 1 < $most THEN known.recent || $now::timestamptz ELSE '{}' END,
         rests_until = CASE WHEN known.count + 1 < $most THEN f.rests_until ELSE $later END
       FROM (
         SELECT count(at) AS count, coalesce(array_agg(at) FILTER (WHERE at IS NOT NULL), '{}') AS recent
         FROM identity.totp_factors own LEFT JOIN LATERAL unnest(own.wrong_at) AS at ON at > $earlier
         WHERE own.account_id = $accountId) AS known
       WHERE f.account_id = $accountId`,
      {
        ...{ accountId, most: MOST_WRONG, now: new Date(now) },
        ...{ earlier: new Date(now - HOUR_MS), later: new Date(now + HOUR_MS) },
      },
    );
  }

  /** Ten new ones; the old are void. */
  async replaceRecoveryCodes(tx: Tx, accountId: number): Promise<string[]> {
    const codes = Array.from({ length: CODES }, newRecoveryCode);
    await tx.query('DELETE FROM identity.recovery_codes WHERE account_id = $1', [accountId]);
    await tx.query(
      `INSERT INTO identity.recovery_codes (account_id, digest, created_at)
       SELECT $1, digest, $3 FROM unnest($2::bytea[]) AS digest`,
      [accountId, codes.map(digestOf), this.clock.now()],
    );
    return codes;
  }

  /** How many are left after this one; null for one that is unknown or used. */
  async useRecoveryCode(tx: Tx, accountId: number, code: string): Promise<number | null> {
    const [used] = await tx.query<{ left: number }>(
      `UPDATE identity.recovery_codes SET used_at = $3
       WHERE account_id = $1 AND digest = $2 AND used_at IS NULL
       RETURNING (SELECT count(*) - 1 FROM identity.recovery_codes c
         WHERE c.account_id = $1 AND c.used_at IS NULL) AS left`,
      [accountId, digestOf(code), this.clock.now()],
    );
    return used?.left ?? null;
  }

  /** Answers their names. */
  async removePasskeys(tx: Tx, accountId: number): Promise<string[]> {
    const removed = await tx.query<{ name: string }>(
      'DELETE FROM identity.passkeys WHERE account_id = $1 RETURNING name',
      [accountId],
    );
    return removed.map(({ name }) => name);
  }

  async remove(tx: Tx, accountId: number): Promise<void> {
    for (const table of ['recovery_codes', 'totp_factors'])
      await tx.query(`DELETE FROM identity.${table} WHERE account_id = $1`, [accountId]);
  }
}

function digestOf(code: string): Buffer {
  return tokenDigest(`recovery code ${plainRecoveryCode(code)}`);
}
