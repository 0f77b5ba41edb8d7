import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';

export interface OverrideTerms {
  onDate: string;
  isAvailable: boolean;
  opens?: string;
  closes?: string;
  reason: string;
}

/** Other hours on one date, or none. */
@Entity({ schema: 'scheduling', name: 'availability_overrides' })
export class AvailabilityOverride {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'availability_overrides_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  @Column('date')
  onDate: string;

  @Column('time', { nullable: true })
  opens: string | null;

  @Column('time', { nullable: true })
  closes: string | null;

  @Column('text', { default: '' })
  reason: string;

  @Column('timestamptz')
  createdAt: Date;

  /** Refuses with `InvalidInput` an open date without times and a closed one with them. */
  static of(ownerId: number, terms: OverrideTerms, now: Date): AvailabilityOverride {
    const { onDate, opens, closes, reason } = terms;
    const problems = overrideProblems(terms);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    const times = { opens: opens ?? null, closes: closes ?? null };
    return Object.assign(new AvailabilityOverride(), { ownerId, onDate, ...times, reason, createdAt: now });
  }
}

export function overrideProblems({
  isAvailable,
  opens,
  closes,
}: Pick<OverrideTerms, 'isAvailable' | 'opens' | 'closes'>): FieldErrors {
  const problems: FieldErrors = {};
  for (const [name, value] of Object.entries({ opens, closes }))
    if (isAvailable && value === undefined) problems[name] = ['Required where the date is available.'];
    else if (!isAvailable && value !== undefined) problems[name] = ['A closed date has no times.'];
  return problems;
}
