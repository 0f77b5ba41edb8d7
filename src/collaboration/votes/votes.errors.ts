import { DomainError, Forbidden } from '../../shared/errors.js';

/** 400, as the clients of gatherings know it: one ballot each. */
export class AlreadyVoted extends DomainError {
  readonly code = 'ALREADY_VOTED';
  readonly kind = 'invalid';

  constructor() {
    super('You have voted already.');
  }
}

/** 403, as the clients of gatherings know it: the vote is over. */
export class VotingEnded extends Forbidden {
  override readonly code = 'VOTING_ENDED';

  constructor() {
    super('Voting has ended.');
  }
}

/** 409: it is over already, and its result told. */
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
