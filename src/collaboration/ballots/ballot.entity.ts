import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What one person chose in a vote, once and for all. */
@Entity({ schema: 'collaboration', name: 'ballots' })
export class Ballot {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'ballots_pkey',
  })
  readonly id: number;

  @Column('bigint')
  voteId: number;

  /** Null once that person has been erased; the ballot still counts. */
  @Column('bigint', { nullable: true })
  personId: number | null;

  @Column('bigint', { array: true })
  optionIds: number[];

  @Column('timestamptz')
  castAt: Date;
}
