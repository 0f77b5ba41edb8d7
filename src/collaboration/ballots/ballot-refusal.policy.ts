import { SeatRequired } from '../../booking/booking.errors.js';
import { InvalidInput, NotFound, type DomainError } from '../../shared/errors.js';
import { EventEnded } from '../collaboration.errors.js';
import { AlreadyVoted, VotingEnded } from './ballots.errors.js';

/** What there is to know about a ballot that was not counted. */
export interface BallotSnapshot {
  isCancelled: boolean;
  takesPart: boolean;
  isOver: boolean;
  multipleChoice: boolean;
  /** How many of the chosen options are the vote's. */
  known: number;
  hasVoted: boolean;
}

/** Why a ballot is refused; null where nothing stands in its way any more, so that it is worth casting again. */
export function ballotRefusal(facts: BallotSnapshot | null, chosen: number): DomainError | null {
  if (!facts) return new NotFound('The vote');
  if (facts.isCancelled) return new EventEnded('cancelled');
  if (!facts.takesPart) return new SeatRequired();
  if (facts.isOver) return new VotingEnded();
  if (facts.known < chosen) return new InvalidInput({ options: ['This is no option of the vote.'] });
  if (chosen > 1 && !facts.multipleChoice) return new InvalidInput({ options: ['Choose one option.'] });
  return facts.hasVoted ? new AlreadyVoted() : null;
}
