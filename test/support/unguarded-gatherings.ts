import { TasksRepository } from '../../src/collaboration/tasks/tasks.repository.js';
import { BallotsRepository, type BallotRequest } from '../../src/collaboration/ballots/ballots.repository.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { rewritten } from './unguarded.js';

// Twins of repositories for races that must fail: the very statements of the product, without their guards.

/** Counts a ballot without asking whether that person has voted. */
export class UnguardedBallots extends BallotsRepository {
  override cast(tx: Tx, ballot: BallotRequest) {
    const onceEach = /AND NOT EXISTS \(SELECT FROM collaboration\.ballots b [^)]*\)/;
    return super.cast(rewritten(tx, [[onceEach, '']]), ballot);
  }
}

/** Counts a ballot by the number it read before. */
export class ForgetfulBallots extends BallotsRepository {
  override cast(tx: Tx, ballot: BallotRequest) {
    const read = '(SELECT seen.ballots FROM collaboration.votes seen WHERE seen.id = $1) + 1';
    return super.cast(rewritten(tx, [[/v\.ballots \+ 1/, read]]), ballot);
  }
}

/** Completes a task that is completed already. */
export class UnguardedTasks extends TasksRepository {
  override complete(tx: Tx, id: number, personId: number, at: Date) {
    return super.complete(rewritten(tx, [[/AND t\.status <> 'completed'/, '']]), id, personId, at);
  }
}

/** What guards ballots in the database itself. */
export const DROP_BALLOT_CONSTRAINT =
  'ALTER TABLE collaboration.ballots DROP CONSTRAINT ballots_one_per_person';
