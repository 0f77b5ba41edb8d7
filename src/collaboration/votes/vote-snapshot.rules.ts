import type { VoteSnapshot, VoteResults } from '../collaboration.events.js';
import { resultsOf } from './vote-results.policy.js';
import { voteStatus } from './vote.entity.js';
import type { PublishableVote } from './votes.sql.js';

/** What the vote's events say of it. */
export function toVoteSnapshot(
  { vote, options, eventTitle, visibility: { openTo, organizerId } }: PublishableVote,
  now: Date,
): VoteSnapshot {
  const { id, eventId, title, description, creatorId, multipleChoice } = vote;
  return {
    ...{ openTo, organizerId, id, eventId, eventTitle, title, description, creatorId, multipleChoice },
    status: voteStatus(vote, now),
    endsAt: vote.endsAt.toISOString(),
    options: options.map(({ id: optionId, text }) => ({ id: optionId, text })),
    createdAt: vote.createdAt.toISOString(),
  };
}

export function toVoteResultsSnapshot(opened: PublishableVote, now: Date): VoteSnapshot & VoteResults {
  return { ...toVoteSnapshot(opened, now), ...resultsOf(opened.options, opened.vote.ballots) };
}
