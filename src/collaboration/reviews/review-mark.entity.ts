import { Column, Entity, PrimaryColumn } from 'typeorm';

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
