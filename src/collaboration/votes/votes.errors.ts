import { DomainError } from '../../shared/errors.js';

export class VoteOver extends DomainError {
  static override readonly code = 'VOTE_OVER';
  static override readonly kind = 'conflict';
  static override readonly title = 'This vote has ended already.';
}

/** 409: somebody has voted, so it stays; it can be ended instead. */
export class VoteHasBallots extends DomainError {
  static override readonly code = 'VOTE_HAS_BALLOTS';
  static override readonly kind = 'conflict';
  static override readonly title = 'Somebody has voted already. End the vote instead of deleting it.';
}
