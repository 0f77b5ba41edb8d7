import type { Tx } from '../database/tx.js';

/** What a context holds about a person; every provider that extends this is walked by export and erasure. */
export abstract class PersonalData {
  /** Order of erasure, lowest first: what others' refusals depend on goes early. */
  readonly order: number = 100;

  /** Everything held about the person: section name → rows, each section bounded by what one person can own. */
  abstract export(personId: number): Promise<Record<string, unknown>>;

  /** Throws a DomainError (409) that says why this person cannot be erased now; answers nothing otherwise. */
  async refuseErasure(_personId: number): Promise<void> {}

  /** Removes or anonymises it; run again after an interruption, it ends in the same state. */
  abstract erase(tx: Tx, personId: number): Promise<void>;
}
