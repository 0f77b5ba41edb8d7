/** What a claim needs of a transaction, so that this folder imports nothing. */
export interface ClaimingTransaction {
  query<Row>(sql: string | { name: string; text: string }, values?: unknown[]): Promise<Row[]>;
  afterCommit(action: () => void): void;
}

/** A request's key as a row of the table of keys has it. */
export interface RequestKey {
  /** `user:7`; of a stranger `address:…`, or `body:…` with a key that nobody guesses. */
  caller: string;
  /** Method and path under /api/v1, whatever alias was called. */
  route: string;
  key: string;
  bodyHash: Buffer;
  /** The advisory lock of caller, route and key, as a bigint's text. */
  lock: string;
  status: number;
  usedAt: Date;
  expiresAt: Date;
}

/** One request's hold on its `Idempotency-Key`: claimed first in the use case's transaction, stored last. */
export interface IdempotencyClaim {
  /** True once a response was committed: later transactions of the same request are not asked any more. */
  readonly stored: boolean;
  /** Throws `ReplayedResponse`, `IdempotencyKeyReused` or `IdempotencyInProgress`; waits for nobody. */
  claim(tx: ClaimingTransaction): Promise<void>;
  store(tx: ClaimingTransaction, response: unknown): Promise<void>;
  /** For a statement that does both by itself. */
  requestKey(): RequestKey;
  wasStored(response: unknown): void;
}
