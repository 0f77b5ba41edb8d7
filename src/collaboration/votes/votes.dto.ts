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
import { ListQuery } from '../../platform/http/lists/lists.js';
import { InvalidInput } from '../../shared/errors.js';
import { CreatorResponse, DatedEventResponse, EventBriefResponse } from '../model/references.dto.js';
import type { VoteStatus } from './vote.entity.js';

const MAX_OPTIONS = 20;
const STATUSES = ['active', 'ended'] as const;

export class VoteOptionRequest {
  @TextField({ max: 200, example: 'Saturday' })
  text: string;
}

export class VoteRequest {
  @TextField({ max: 200, example: 'Which day?' })
  title: string;

  @TextField({ max: 5_000, default: '', example: 'Both days are free.' })
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

  @InstantField({ description: 'In the future.', example: '2035-03-01T09:00:00Z' })
  ends_at: Date;

  @BooleanField({ default: false, description: 'Whether a ballot may choose several options.' })
  multiple_choice: boolean;
}

/** One list, under either of its names, or a single option. */
export class BallotRequestBody {
  @IdField({
    many: true,
    minItems: 1,
    maxItems: MAX_OPTIONS,
    optional: true,
    description: 'Ids of the options chosen.',
  })
  options?: number[];

  @IdField({
    many: true,
    minItems: 1,
    maxItems: MAX_OPTIONS,
    optional: true,
    description: 'The same as `options`.',
  })
  option_ids?: number[];

  @IdField({ optional: true, description: 'The same as `options` with one id.' })
  option_id?: number;

  /** Ids in ascending order; refuses none at all, and one that is given twice, with `InvalidInput`. */
  chosen(): number[] {
    const chosen = this.options ?? this.option_ids ?? (this.option_id === undefined ? [] : [this.option_id]);
    if (chosen.length === 0) throw new InvalidInput({ options: ['Choose at least one option.'] });
    if (new Set(chosen).size < chosen.length) throw new InvalidInput({ options: ['Choose each option once.'] });
    return [...chosen].sort((a, b) => a - b);
  }
}

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

export class UserVoteResponse {
  @IdField({ description: 'The first of the options chosen.' })
  option_id: number;

  @IdField({ many: true, minItems: 1, maxItems: MAX_OPTIONS })
  option_ids: number[];

  @InstantField()
  voted_at: Date;
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

class CastVote {
  @IdField()
  id: number;

  @TextField({ example: 'Which day?' })
  title: string;

  @NestedField(() => UserVoteResponse)
  user_vote: UserVoteResponse;

  @IntField({ min: 0, example: 16, description: 'Ballots.' })
  total_votes: number;
}

export class BallotCastResponse {
  @TextField({ example: 'Vote cast successfully' })
  message: string;

  @NestedField(() => CastVote)
  vote: CastVote;
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
