import { toCreator, type People } from '../model/references.dto.js';
import { voteStatus, type Vote } from './vote.entity.js';
import { percentage, resultsOf } from './vote-results.policy.js';
import type { UserVoteResponse, VoteDetailsResponse, VoteResponse, VoteResultsResponse } from './votes.dto.js';
import type { VoteWithOptions } from './votes.repository.js';

/** A vote as the reader finds it. */
export interface VoteForReader extends VoteWithOptions {
  eventDate: Date;
  own: { optionIds: number[]; castAt: Date } | null;
}

export function toVoteResponse(vote: Vote, eventTitle: string, people: People, now: Date): VoteResponse {
  return { ...toVoteBody(vote, people, now), event: { id: vote.eventId, title: eventTitle } };
}

export function toVoteDetails(seen: VoteForReader, people: People, now: Date): VoteDetailsResponse {
  const { vote, options, own } = seen;
  return {
    ...toVoteBody(vote, people, now),
    event: { id: vote.eventId, title: seen.eventTitle, date: seen.eventDate },
    options: options.map(({ id, text, ballots }) => ({
      id,
      text,
      vote_count: ballots,
      percentage: percentage(ballots, vote.ballots),
    })),
    user_voted: own !== null,
    user_vote: own && toUserVote(own.optionIds, own.castAt),
  };
}

export function toUserVote(optionIds: number[], castAt: Date): UserVoteResponse {
  return { option_id: optionIds[0]!, option_ids: optionIds, voted_at: castAt };
}

export function toVoteResults({ vote, options }: VoteWithOptions, now: Date): VoteResultsResponse {
  const { totalVotes, results, winner } = resultsOf(options, vote.ballots);
  return {
    id: vote.id,
    title: vote.title,
    status: voteStatus(vote, now),
    total_votes: totalVotes,
    results: results.map(({ optionId, text, voteCount, percentage: share }) => ({
      option_id: optionId,
      text,
      vote_count: voteCount,
      percentage: share,
    })),
    ends_at: vote.endsAt,
    winner: winner && { option_id: winner.optionId, text: winner.text },
  };
}

function toVoteBody(vote: Vote, people: People, now: Date) {
  return {
    id: vote.id,
    title: vote.title,
    description: vote.description,
    status: voteStatus(vote, now),
    creator: toCreator(vote.creatorId, people),
    total_votes: vote.ballots,
    ends_at: vote.endsAt,
    multiple_choice: vote.multipleChoice,
    created_at: vote.createdAt,
  };
}
