import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Event } from '../model/event.entity.js';
import { OwnEventReviewed, OwnReviewMarked } from './reviews.errors.js';

export type ReviewSubjectKind = 'event' | 'meeting';
export type ReviewWords = Pick<Review, 'rating' | 'title' | 'body'>;

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

  /** Whom it is about: the organizer of an event, the other side of a meeting. */
  @Column('bigint')
  revieweeId: number;

  /** Whether it counts for the average of an expert. */
  @Column('boolean', { default: false })
  isOfExpert: boolean;

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

  /** Refuses with `OwnEventReviewed`. */
  static write(
    event: Pick<Event, 'id' | 'organizerId'>,
    authorId: number,
    words: ReviewWords,
    now: Date,
  ): Review {
    if (event.organizerId === authorId) throw new OwnEventReviewed();
    const about = { subjectKind: 'event', subjectId: event.id, revieweeId: event.organizerId, authorId };
    return Object.assign(new Review(), about, words, { createdAt: now, updatedAt: now });
  }

  static ofMeeting(
    { id, personId, hostId }: { id: number; personId: number; hostId: number },
    authorId: number,
    words: ReviewWords,
    now: Date,
  ): Review {
    const isOfExpert = authorId === personId;
    const about = { subjectKind: 'meeting', subjectId: id, authorId, isOfExpert };
    const revieweeId = isOfExpert ? hostId : personId;
    return Object.assign(new Review(), about, words, { revieweeId, createdAt: now, updatedAt: now });
  }

  /** Refuses with `OwnReviewMarked`. */
  mark(personId: number, isHelpful: boolean, now: Date): ReviewMark {
    if (personId === this.authorId) throw new OwnReviewMarked();
    return Object.assign(new ReviewMark(), { reviewId: this.id, personId, isHelpful, markedAt: now });
  }
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

/** What experts were given in reviews of meetings, added up; who had none has no row. */
@Entity({ schema: 'collaboration', name: 'expert_ratings' })
export class ExpertRating {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'expert_ratings_pkey' })
  personId: number;

  @Column('integer')
  ratingSum: number;

  @Column('integer')
  ratingCount: number;
}
