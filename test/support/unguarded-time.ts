import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { TimeClaimsRepository, type TimeRequest } from '../../src/booking/claims/time-claims.repository.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { without } from './unguarded.js';

/** Lets several write one person's time at once. */
export class NoPersonLocks extends PersonLocksRepository {
  override async lock(): Promise<void> {}
}

/** Takes seats of a session without asking whether there are any. */
export class UnguardedTime extends TimeClaimsRepository {
  override reserve(tx: Tx, request: TimeRequest) {
    const capacity = /AND \(o\.capacity IS NULL OR o\.taken \+ \$\d+::integer <= o\.capacity\)/;
    return super.reserve(without(tx, [capacity]), request);
  }
}

/** Takes seats of a session that others wait for. */
export class UnreservedTime extends TimeClaimsRepository {
  override reserve(tx: Tx, request: TimeRequest) {
    return super.reserve(without(tx, [/AND o\.waiting = 0/]), request);
  }
}
