import type { BallotCast, VoteFacts, VoteResults } from '../../collaboration/collaboration.events.js';
import type { PayloadOf } from '../../platform/events/event.js';
import type { FrameDraft } from '../feed/frame.js';
import { mention } from '../feed/mentions.js';
import { readersOf, told } from './told.js';

// All of it for those signed in who may read the vote's event.

/** A vote before its first ballot. */
export function tellVote(type: `vote_${string}`, vote: VoteFacts, more: object = {}): FrameDraft[] {
  const options = vote.options.map(({ id, text }) => ({ id, text, vote_count: 0, percentage: 0 }));
  const data = { ...publicVote(vote), options, total_votes: 0, ...more };
  return [told(type, data, readersOf(vote.eventId, vote, 'signedIn'))];
}

/** That somebody voted, and neither who nor for what. */
export function tellBallot(ballot: PayloadOf<typeof BallotCast>): FrameDraft[] {
  const { voteId, eventId, title, totalVotes } = ballot;
  const data = { id: voteId, title, event: { id: eventId }, total_votes: totalVotes };
  return [told('vote_cast', data, readersOf(eventId, ballot, 'signedIn'))];
}

export function tellResults(type: 'vote_results' | 'vote_ended', vote: VoteFacts & VoteResults): FrameDraft[] {
  const results = vote.results.map(({ optionId, text, voteCount, percentage }) => ({
    option_id: optionId,
    text,
    vote_count: voteCount,
    percentage,
  }));
  const winner = vote.winner && { option_id: vote.winner.optionId, text: vote.winner.text };
  const data = { ...publicVote(vote), total_votes: vote.totalVotes, results, winner };
  return [told(type, data, readersOf(vote.eventId, vote, 'signedIn'))];
}

function publicVote(vote: VoteFacts): object {
  return {
    id: vote.id,
    title: vote.title,
    description: vote.description,
    status: vote.status,
    event: { id: vote.eventId, title: vote.eventTitle },
    creator: mention(vote.creatorId),
    ends_at: vote.endsAt,
    multiple_choice: vote.multipleChoice,
    created_at: vote.createdAt,
  };
}
