import type { Tx } from '../database/tx.js';

/**
 * One request's hold on its `Idempotency-Key`. Database calls `claim` first in the use case's transaction
 * and `store` last before its COMMIT, so that effect and answer are kept together or not at all.
 */
export interface IdempotencyClaim {
  /** True once an answer was committed: later transactions of the same request are not asked any more. */
  readonly stored: boolean;
  /**
   * Throws `StoredAnswer` when the key was answered before, `IdempotencyKeyReused` when it came with another
   * body, `IdempotencyInProgress` while another request works under it. Waits for nobody.
   */
  claim(tx: Tx): Promise<void>;
  /** Keeps `answer`, what the work returned, as the answer to this key for 24 hours. */
  store(tx: Tx, answer: unknown): Promise<void>;
}
