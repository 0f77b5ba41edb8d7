import type { Tx } from '../database/tx.js';

export abstract class NewcomerFollower {
  /** In the transaction that makes the account. */
  abstract accountCreated(tx: Tx, personId: number): Promise<void>;
}
