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
