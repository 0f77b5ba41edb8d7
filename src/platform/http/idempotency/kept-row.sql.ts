import type { RequestKey } from '../../context/idempotency-claim.js';

/** A request's key for a statement that keeps its own answer, and how that answer is rendered. */
export interface KeptUnder {
  key: RequestKey;
  shape: string;
  given: unknown;
}

/** Guards a statement: nobody else is at this key. Waits for nobody. */
export const KEY_IS_FREE = '(SELECT pg_try_advisory_xact_lock($keyLock::bigint))';

/** Fails by `idempotency_keys_pkey` where the key is used already, and all of its statement with it. */
export const keepRow = (row: string, rows: string): string => `
  INSERT INTO platform.idempotency_keys
    (caller, route, key, body_hash, status, shape, body, created_at, expires_at)
  SELECT $keyCaller::text, $keyRoute::text, $keyText::text, $keyBodyHash::bytea, $keyStatus::smallint,
    $keyShape::text, json_build_object('row', ${row}, 'given', $keyGiven::json), $keyUsedAt::timestamptz,
    $keyExpiresAt::timestamptz
  FROM ${rows}`;

export const keptValues = ({ key, shape, given }: KeptUnder) => ({
  ...{ keyLock: key.lock, keyCaller: key.caller, keyRoute: key.route, keyText: key.key },
  ...{ keyBodyHash: key.bodyHash, keyStatus: key.status, keyShape: shape, keyGiven: JSON.stringify(given) },
  ...{ keyUsedAt: key.usedAt, keyExpiresAt: key.expiresAt },
});
