import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

export type ReviewSubjectKind = 'event';

/** What somebody thinks of something they could take part in; one per person and subject. */
@Entity({ schema: 'collaboration', name: 'reviews' })
export class Review {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'reviews_pkey',
  })
  readonly id: number;

  @Column('text')
  subjectKind: ReviewSubjectKind;

  @Column('bigint')
  subjectId: number;

  @Column('bigint')
  authorId: number;

  /** Whom it is about: the organizer of an event. */
  @Column('bigint')
  revieweeId: number;

  /** From 1 to 5. */
  @Column('smallint')
  rating: number;

  @Column('text', { default: '' })
  title: string;

  @Column('text', { default: '' })
  body: string;

  @Column('integer', { default: 0 })
  helpfulCount: number;

  @Column('integer', { default: 0 })
  unhelpfulCount: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}

/** Whether somebody found a review helpful; one per person and review, which may change its mind. */
@Entity({ schema: 'collaboration', name: 'review_marks' })
export class ReviewMark {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'review_marks_pkey' })
  reviewId: number;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'review_marks_pkey' })
  personId: number;

  @Column('boolean')
  isHelpful: boolean;

  @Column('timestamptz')
  markedAt: Date;
}
