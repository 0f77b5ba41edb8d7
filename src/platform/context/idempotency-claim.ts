/** As much of the use case's transaction as a claim needs; this folder imports nothing, the database neither. */
export interface ClaimingTransaction {
  query<Row>(sql: string | { name: string; text: string }, values?: unknown[]): Promise<Row[]>;
  afterCommit(action: () => void): void;
}

/**
 * One request's hold on its `Idempotency-Key`. Database calls `claim` first in the use case's transaction
 * and `store` last before its COMMIT, so that effect and response are kept together or not at all.
 */
export interface IdempotencyClaim {
  /** True once a response was committed: later transactions of the same request are not asked any more. */
  readonly stored: boolean;
  /**
   * Throws `ReplayedResponse` when the key was answered before, `IdempotencyKeyReused` when it came with another
   * body, `IdempotencyInProgress` while another request works under it. Waits for nobody.
   */
  claim(tx: ClaimingTransaction): Promise<void>;
  /** Keeps `response`, what the work returned, under this key for 24 hours. */
  store(tx: ClaimingTransaction, response: unknown): Promise<void>;
}
