import { DomainError } from '../../shared/errors.js';

export class VoteOver extends DomainError {
  readonly code = 'VOTE_OVER';
  readonly kind = 'conflict';

  constructor() {
    super('This vote has ended already.');
  }
}

/** 409: somebody has voted, so it stays; it can be ended instead. */
export class VoteHasBallots extends DomainError {
  readonly code = 'VOTE_HAS_BALLOTS';
  readonly kind = 'conflict';

  constructor() {
    super('Somebody has voted already. End the vote instead of deleting it.');
  }
}
