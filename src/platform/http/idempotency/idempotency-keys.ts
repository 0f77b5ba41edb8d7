import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { Database } from '../../database/database.js';
import { removeOld } from '../../database/remove-old.js';
import type { RequestKey } from '../../context/idempotency-claim.js';
import { prepared } from '../../database/prepared-statement.js';
import type { Tx } from '../../database/tx.js';
import { Every } from '../../schedule/every.js';
import { IdempotencyInProgress, IdempotencyKeyReused } from '../errors/http.errors.js';
import { KeptAnswers, type KeptBody } from './kept-answers.js';
import { ReplayedResponse } from './replayed-response.js';

const KEPT_MS = 24 * 3_600_000;
const CLEANED_EVERY_MS = 3_600_000;
const UNGUESSABLE = 16;

export type KeyUse = Omit<RequestKey, 'status' | 'usedAt' | 'expiresAt'>;

export interface KeySender {
  callerId: number | undefined;
  address: string;
}

interface Stored extends KeptBody {
  status: number | null;
  is_same: boolean | null;
}

const CLAIM = prepared(
  'idempotency_claim',
  `SELECT pg_try_advisory_xact_lock($lock::bigint) AS locked, k.status, k.shape, k.body,
     k.body_hash = $bodyHash AS is_same
   FROM (SELECT) one LEFT JOIN platform.idempotency_keys k
     ON k.caller = $caller AND k.route = $route AND k.key = $key AND k.expires_at > $now`,
);

const FIND = prepared(
  'idempotency_find',
  `SELECT status, shape, body, body_hash = $bodyHash AS is_same FROM platform.idempotency_keys
   WHERE caller = $caller AND route = $route AND key = $key AND expires_at > $now`,
);

const STORE = prepared(
  'idempotency_store',
  `INSERT INTO platform.idempotency_keys AS k
     (caller, route, key, body_hash, status, body, created_at, expires_at)
   VALUES ($caller, $route, $key, $bodyHash, $status, $body, $now, $expiresAt)
   ON CONFLICT (caller, route, key) DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status,
     shape = NULL, body = excluded.body, created_at = excluded.created_at, expires_at = excluded.expires_at
   WHERE k.expires_at <= excluded.created_at
   RETURNING 1 AS stored`,
);

/** The table of keys and the first response to each. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly db: Database,
    private readonly kept: KeptAnswers,
    private readonly clock: Clock,
  ) {}

  /** Holds the key until the transaction ends; throws as `IdempotencyClaim.claim`, and waits for nobody. */
  async claim(tx: Pick<Tx, 'query'>, use: KeyUse): Promise<void> {
    const [found] = await tx.query<Stored & { locked: boolean }>(CLAIM, { ...use, now: this.clock.now() });
    this.replay(found!);
    if (!found!.locked) throw new IdempotencyInProgress();
  }

  /** Throws the answer that is stored already, as `claim` does, and takes nothing. */
  async throwStored({ lock: _, ...use }: KeyUse): Promise<void> {
    const [found] = await this.db.query<Stored>(FIND, { ...use, now: this.clock.now() });
    if (found) this.replay(found);
  }

  /** Throws `IdempotencyInProgress` when another request was first: the effect is then rolled back. */
  async store(tx: Pick<Tx, 'query'>, use: KeyUse, status: number, response: unknown): Promise<void> {
    const { usedAt: now, expiresAt } = this.requestKey(use, status);
    const body = response === undefined ? null : JSON.stringify(response);
    const rows = await tx.query(STORE, { ...use, status, body, now, expiresAt });
    if (rows.length === 0) throw new IdempotencyInProgress();
  }

  requestKey(use: KeyUse, status: number): RequestKey {
    const usedAt = this.clock.now();
    return { ...use, status, usedAt, expiresAt: new Date(usedAt.getTime() + KEPT_MS) };
  }

  /** Stores a conflict, whose own transaction was rolled back. Throws as `claim` does. */
  async storeRefusal(use: KeyUse, status: number, response: unknown): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.claim(tx, use);
      await this.store(tx, use, status, response);
    });
  }

  @Every(CLEANED_EVERY_MS)
  cleanup(signal?: AbortSignal): Promise<void> {
    const expired = { table: 'platform.idempotency_keys', at: 'expires_at', before: this.clock.now() };
    return removeOld(this.db, expired, signal);
  }

  private replay({ status, is_same: isSame, ...kept }: Stored): void {
    if (status === null) return;
    throw isSame ? new ReplayedResponse(status, this.kept.answerOf(kept)) : new IdempotencyKeyReused();
  }
}

/** Bodies without their white space. A stranger's address may change, so a long key holds without it. */
export function keyUse(from: KeySender, route: string, key: string, body: unknown): KeyUse {
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest();
  const caller = callerOf(from, key, bodyHash);
  const lock = createHash('sha256').update(`${caller}\n${route}\n${key}`).digest().readBigInt64BE().toString();
  return { caller, route, key, bodyHash, lock };
}

function callerOf({ callerId, address }: KeySender, key: string, bodyHash: Buffer): string {
  if (callerId !== undefined) return `user:${callerId}`;
  return key.length < UNGUESSABLE ? `address:${address}` : `body:${bodyHash.toString('base64url')}`;
}
