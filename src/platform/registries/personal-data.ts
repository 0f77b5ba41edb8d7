import { DomainError } from '../../shared/errors.js';
import type { Tx } from '../database/tx.js';

/** 409: somebody still depends on this person; the message says what to do first. */
export class ErasureRefused extends DomainError {
  static override readonly code = 'ERASURE_REFUSED';
  static override readonly kind = 'conflict';
  static override readonly title = 'Erasure refused.';

  constructor(message: string, details: unknown = null) {
    super(message);
    this.details = details;
  }
}

/** What a context holds about a person; every provider that extends this joins in export and erasure. */
export abstract class PersonalData {
  /** Order of erasure, lowest first: what others' refusals depend on goes early. */
  readonly order: number = 100;

  /** Section name → rows, each section bounded by what one person can own. */
  abstract export(personId: number): Promise<Record<string, unknown>>;

  /** Throws `ErasureRefused` where this person cannot be erased now. */
  async refuseErasure(_personId: number): Promise<void> {}

  /** Removes or anonymises it, or a part: true where more is left. Safe to repeat after an interruption. */
  abstract erase(tx: Tx, personId: number): Promise<boolean | void>;
}
