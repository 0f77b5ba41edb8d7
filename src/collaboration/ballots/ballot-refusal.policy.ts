import { SeatRequired } from '../../booking/booking.errors.js';
import { InvalidInput, NotFound, type DomainError } from '../../shared/errors.js';
import { EventEnded } from '../collaboration.errors.js';
import { AlreadyVoted, VotingEnded } from './ballots.errors.js';

export interface BallotSnapshot {
  isCancelled: boolean;
  takesPart: boolean;
  isOver: boolean;
  multipleChoice: boolean;
  /** How many of the chosen options are the vote's. */
  known: number;
  hasVoted: boolean;
}

/** Null where nothing stands in its way any more, so that it is worth casting again. */
export function ballotRefusal(snapshot: BallotSnapshot | null, chosen: number): DomainError | null {
  if (!snapshot) return new NotFound('The vote');
  if (snapshot.isCancelled) return new EventEnded('cancelled');
  if (!snapshot.takesPart) return new SeatRequired();
  if (snapshot.isOver) return new VotingEnded();
  if (snapshot.known < chosen) return new InvalidInput({ options: ['This is no option of the vote.'] });
  if (chosen > 1 && !snapshot.multipleChoice) return new InvalidInput({ options: ['Choose one option.'] });
  return snapshot.hasVoted ? new AlreadyVoted() : null;
}
