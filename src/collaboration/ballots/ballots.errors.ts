import { DomainError, Forbidden } from '../../shared/errors.js';

/** 400, as the clients of gatherings know it: one ballot each. */
export class AlreadyVoted extends DomainError {
  static override readonly code = 'ALREADY_VOTED';
  static override readonly kind = 'invalid';
  static override readonly title = 'You have voted already.';
}

/** 403, as the clients of gatherings know it: the vote is over. */
export class VotingEnded extends Forbidden {
  static override readonly code = 'VOTING_ENDED';
  static override readonly title = 'Voting has ended.';
}
