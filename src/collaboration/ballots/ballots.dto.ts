import { Checked } from '../../platform/http/fields/checked.js';
import { IdField, InstantField, IntField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';

export const MAX_OPTIONS = 20;

/** One list, under either of its names, or a single option. */
@Checked<BallotRequestBody>((ballot, { isAtFault }) =>
  isAtFault('options', 'option_ids', 'option_id') ? {} : (ballotProblems(ballot) ?? {}),
)
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
    const problems = ballotProblems(this);
    if (problems) throw new InvalidInput(problems);
    return chosenBy(this).sort((a, b) => a - b);
  }
}

function ballotProblems(ballot: Partial<BallotRequestBody>): FieldErrors | undefined {
  const chosen = chosenBy(ballot);
  if (chosen.length === 0) return { options: ['Choose at least one option.'] };
  return new Set(chosen).size < chosen.length ? { options: ['Choose each option once.'] } : undefined;
}

function chosenBy({ options, option_ids: ids, option_id: id }: Partial<BallotRequestBody>): number[] {
  return [...(options ?? ids ?? (id === undefined ? [] : [id]))];
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
