import type { BallotCast, VoteSnapshot, VoteResults } from '../../collaboration/collaboration.events.js';
import { resultsOf } from '../../collaboration/collaboration.api.js';
import type { PayloadOf } from '../../platform/events/event.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { userRef } from '../feed/frame.entity.js';
import { readersOf, eventFrame } from './relay.rules.js';

export function voteFrames(type: `vote_${string}`, vote: VoteSnapshot, more: object = {}): FrameDraft[] {
  const options = vote.options.map(({ id, text }) => ({ id, text, vote_count: 0, percentage: 0 }));
  const data = { ...voteBody(vote), options, total_votes: 0, ...more };
  return [eventFrame(type, data, readersOf(vote.eventId, vote, 'signedIn'))];
}

/** Says that somebody voted, and neither who nor for what; and how the vote stands, where that came with it. */
export function ballotFrames(ballot: PayloadOf<typeof BallotCast>): FrameDraft[] {
  const { voteId, eventId, title, totalVotes, counted } = ballot;
  const data = { id: voteId, title, event: { id: eventId }, total_votes: totalVotes };
  const cast = eventFrame('vote_cast', data, readersOf(eventId, ballot, 'signedIn'));
  if (!counted) return [cast];
  return [cast, ...voteResultFrames('vote_results', { ...counted, ...resultsOf(counted.options, totalVotes) })];
}

export function voteResultFrames(
  type: 'vote_results' | 'vote_ended',
  vote: VoteSnapshot & VoteResults,
): FrameDraft[] {
  const results = vote.results.map(({ optionId, text, voteCount, percentage }) => ({
    option_id: optionId,
    text,
    vote_count: voteCount,
    percentage,
  }));
  const winner = vote.winner && { option_id: vote.winner.optionId, text: vote.winner.text };
  const data = { ...voteBody(vote), total_votes: vote.totalVotes, results, winner };
  return [eventFrame(type, data, readersOf(vote.eventId, vote, 'signedIn'))];
}

function voteBody(vote: VoteSnapshot): object {
  return {
    id: vote.id,
    title: vote.title,
    description: vote.description,
    status: vote.status,
    event: { id: vote.eventId, title: vote.eventTitle },
    creator: userRef(vote.creatorId),
    ends_at: vote.endsAt,
    multiple_choice: vote.multipleChoice,
    created_at: vote.createdAt,
  };
}
