/** What a claim needs of a transaction, so that this folder imports nothing. */
export interface ClaimingTransaction {
  query<Row>(sql: string | { name: string; text: string }, values?: unknown[]): Promise<Row[]>;
  afterCommit(action: () => void): void;
}

/** One request's hold on its `Idempotency-Key`: claimed first in the use case's transaction, stored last. */
export interface IdempotencyClaim {
  /** True once a response was committed: later transactions of the same request are not asked any more. */
  readonly stored: boolean;
  /** Throws `ReplayedResponse`, `IdempotencyKeyReused` or `IdempotencyInProgress`; waits for nobody. */
  claim(tx: ClaimingTransaction): Promise<void>;
  store(tx: ClaimingTransaction, response: unknown): Promise<void>;
}
