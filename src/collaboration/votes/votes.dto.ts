import { Checked } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  NumberField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { MAX_OPTIONS, toUserVote, UserVoteResponse } from '../ballots/ballots.dto.js';
import {
  CreatorResponse,
  DatedEventResponse,
  EventBriefResponse,
  toCreator,
  type People,
} from '../model/references.dto.js';
import { percentage, resultsOf } from './vote-results.policy.js';
import { voteProblems, voteStatus, type Vote, type VoteStatus } from './vote.entity.js';
import type { VoteWithOptions } from './votes.sql.js';

const STATUSES = ['active', 'ended'] as const;

export class VoteOptionRequest {
  @TextField({ max: 200, example: 'Saturday' })
  text: string;
}

@Checked<VoteRequest>(({ ends_at: endsAt }, { now, soundItems }) => {
  const options = soundItems<VoteOptionRequest>('options').map(({ text }) => text);
  return voteProblems({ endsAt, options }, now);
})
export class VoteRequest {
  @TextField({ max: 200, example: 'Which day?' })
  title: string;

  @TextField({ max: 5_000, multiline: true, default: '', example: 'Both days are free.' })
  description: string;

  @IdField({ description: 'The event it is for; the caller takes part in it.' })
  event: number;

  @NestedField(() => VoteOptionRequest, {
    many: true,
    minItems: 2,
    maxItems: MAX_OPTIONS,
    description: 'Different texts, whatever their case.',
    example: [{ text: 'Saturday' }, { text: 'Sunday' }],
  })
  options: VoteOptionRequest[];

  @InstantField({ description: 'In the future.', example: '2026-03-01T09:00:00Z' })
  ends_at: Date;

  @BooleanField({ default: false, description: 'Whether a ballot may choose several options.' })
  multiple_choice: boolean;
}

@SortedBy(['created_at', 'ends_at'])
export class VotesQuery extends ListQuery {
  @IdField({
    optional: true,
    description: 'Only those of this event; without it, of all events one takes part in.',
  })
  event?: number;

  @EnumField(STATUSES, { optional: true })
  status?: VoteStatus;

  @IdField({ optional: true, description: 'Only those that this person opened.' })
  creator?: number;
}

class VoteBody {
  @IdField()
  id: number;

  @TextField({ example: 'Which day?' })
  title: string;

  @TextField({ min: 0, example: 'Both days are free.' })
  description: string;

  @EnumField(STATUSES, { example: 'active' })
  status: VoteStatus;

  @NestedField(() => CreatorResponse)
  creator: CreatorResponse;

  @IntField({ min: 0, example: 15, description: 'Ballots.' })
  total_votes: number;

  @InstantField()
  ends_at: Date;

  @BooleanField()
  multiple_choice: boolean;

  @InstantField()
  created_at: Date;
}

export class VoteResponse extends VoteBody {
  @NestedField(() => EventBriefResponse)
  event: EventBriefResponse;
}

export class VoteOptionResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Saturday' })
  text: string;

  @IntField({ min: 0, example: 8 })
  vote_count: number;

  @NumberField({ min: 0, max: 100, example: 53.3, description: 'Of the ballots, to one decimal.' })
  percentage: number;
}

export class VoteDetailsResponse extends VoteBody {
  @NestedField(() => DatedEventResponse)
  event: DatedEventResponse;

  @NestedField(() => VoteOptionResponse, { many: true, minItems: 2, maxItems: MAX_OPTIONS })
  options: VoteOptionResponse[];

  @BooleanField({ description: 'Whether the caller has voted.' })
  user_voted: boolean;

  @NestedField(() => UserVoteResponse, { nullable: true })
  user_vote: UserVoteResponse | null;
}

export class OptionResultResponse {
  @IdField()
  option_id: number;

  @TextField({ example: 'Saturday' })
  text: string;

  @IntField({ min: 0, example: 8 })
  vote_count: number;

  @NumberField({ min: 0, max: 100, example: 53.3, description: 'Of the ballots, to one decimal.' })
  percentage: number;
}

export class WinnerResponse {
  @IdField()
  option_id: number;

  @TextField({ example: 'Saturday' })
  text: string;
}

export class VoteResultsResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Which day?' })
  title: string;

  @EnumField(STATUSES, { example: 'active' })
  status: VoteStatus;

  @IntField({ min: 0, example: 15, description: 'Ballots.' })
  total_votes: number;

  @NestedField(() => OptionResultResponse, { many: true, minItems: 2, maxItems: MAX_OPTIONS })
  results: OptionResultResponse[];

  @InstantField()
  ends_at: Date;

  @NestedField(() => WinnerResponse, {
    nullable: true,
    description: 'The one with most ballots; null for a tie.',
  })
  winner: WinnerResponse | null;
}

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
