import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { nameKey } from '../../shared/texts.js';
import { isTooFarAway } from '../../shared/time-range.js';

export type VoteStatus = 'active' | 'ended';

export interface VotePlan {
  eventId: number;
  creatorId: number;
  title: string;
  description: string;
  multipleChoice: boolean;
  endsAt: Date;
}

/** A question to the participants of an event. Its options never change; each participant casts one ballot. */
@Entity({ schema: 'collaboration', name: 'votes' })
export class Vote {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'votes_pkey',
  })
  readonly id: number;

  @Column('bigint')
  eventId: number;

  @Column('bigint')
  creatorId: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('boolean')
  multipleChoice: boolean;

  /** When it is over by the clock; its creator may bring it forward to the present. */
  @Column('timestamptz')
  endsAt: Date;

  /** When its end was written and published; no ballot is counted after that, whatever its clock says. */
  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  @Column('integer', { default: 0 })
  ballots: number;

  /** How many the results that were published last had, and when that was. */
  @Column('integer', { default: 0 })
  toldBallots: number;

  @Column('timestamptz', { nullable: true })
  toldAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  /** Refuses an end in the past, and options with the same text, with `InvalidInput`. */
  static create(plan: VotePlan, options: readonly string[], now: Date): Vote {
    const errors = voteProblems({ endsAt: plan.endsAt, options }, now);
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
    return Object.assign(new Vote(), plan, {
      endedAt: null,
      ballots: 0,
      toldBallots: 0,
      toldAt: null,
      createdAt: now,
    });
  }
}

/** `vote_options_text_unique` holds too, by the database's own reading of names. */
export const OPTIONS_ALIKE: FieldErrors = { options: ['Options must differ from each other.'] };

/** One answer that a vote offers. */
@Entity({ schema: 'collaboration', name: 'vote_options' })
export class VoteOption {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'vote_options_pkey',
  })
  readonly id: number;

  @Column('bigint')
  voteId: number;

  /** From 1, in the order in which they were given. */
  @Column('integer')
  position: number;

  @Column('text')
  text: string;

  @Column('integer', { default: 0 })
  ballots: number;
}

export function voteStatus(vote: Pick<Vote, 'endsAt' | 'endedAt'>, now: Date): VoteStatus {
  return vote.endedAt === null && vote.endsAt > now ? 'active' : 'ended';
}

export function voteProblems(
  { endsAt, options = [] }: { endsAt?: Date; options?: readonly string[] },
  now: Date,
): FieldErrors {
  const problems: FieldErrors = {};
  if (endsAt && endsAt <= now) problems.endsAt = ['A vote must end in the future.'];
  if (endsAt && isTooFarAway(endsAt)) problems.endsAt = ['It is too far away.'];
  if (new Set(options.map(nameKey)).size < options.length) Object.assign(problems, OPTIONS_ALIKE);
  return problems;
}
