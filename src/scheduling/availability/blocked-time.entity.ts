import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTooFarAway, isTooLong } from '../../shared/time-range.js';

export const BLOCK_SOURCES = ['manual', 'incoming'] as const;

export interface BlockTerms {
  startsAt: Date;
  endsAt: Date;
  reason: string;
}

/** Time in which somebody cannot be met, whatever the rules say. */
@Entity({ schema: 'scheduling', name: 'blocked_times' })
export class BlockedTime {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'blocked_times_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz')
  endsAt: Date;

  @Column('text', { default: '' })
  reason: string;

  /** By hand, or by a program that told it. */
  @Column('text')
  source: (typeof BLOCK_SOURCES)[number];

  @Column('timestamptz')
  createdAt: Date;

  /** How the program calls it that told of it. */
  @Column('text', { nullable: true })
  externalKey: string | null;

  /** Refuses with `InvalidInput` what ends before it starts or lies beyond all calendars. */
  static of(
    ownerId: number,
    { startsAt, endsAt, reason }: BlockTerms,
    now: Date,
    externalKey: string | null = null,
  ): BlockedTime {
    const problems = blockProblems({ startsAt, endsAt });
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    const source = externalKey === null ? 'manual' : 'incoming';
    const origin = { source, createdAt: now, externalKey };
    return Object.assign(new BlockedTime(), { ownerId, startsAt, endsAt, reason, ...origin });
  }
}

export function blockProblems({
  startsAt,
  endsAt,
}: Partial<Pick<BlockTerms, 'startsAt' | 'endsAt'>>): FieldErrors {
  if (!endsAt) return {};
  if (startsAt && endsAt <= startsAt) return { endsAt: ['End time must be after the start time.'] };
  if (isTooFarAway(endsAt)) return { endsAt: ['It is too far away.'] };
  const isLong = startsAt && isTooLong(startsAt, endsAt);
  return isLong ? { endsAt: ['It lies more than ten years after the start.'] } : {};
}
