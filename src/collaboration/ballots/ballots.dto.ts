import { IdField, InstantField, IntField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { InvalidInput } from '../../shared/errors.js';

export const MAX_OPTIONS = 20;

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

export class UserVoteResponse {
  @IdField({ description: 'The first of the options chosen.' })
  option_id: number;

  @IdField({ many: true, minItems: 1, maxItems: MAX_OPTIONS })
  option_ids: number[];

  @InstantField()
  voted_at: Date;
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

export function toUserVote(optionIds: number[], castAt: Date): UserVoteResponse {
  return { option_id: optionIds[0]!, option_ids: optionIds, voted_at: castAt };
}
