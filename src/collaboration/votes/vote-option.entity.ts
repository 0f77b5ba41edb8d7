import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

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

  /** How many ballots chose it. */
  @Column('integer', { default: 0 })
  ballots: number;
}
