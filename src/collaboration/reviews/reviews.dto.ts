import {
  BooleanField,
  IdField,
  InstantField,
  IntField,
  NumberField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery } from '../../platform/http/lists/lists.js';
import { percentageOf } from './rating.policy.js';
import type { Review } from './review.entity.js';

/** Whether one attended is what the bookings say, whatever a client sends. */
export class ReviewRequest {
  @IdField({ description: 'A published event.' })
  event: number;

  @IntField({ min: 1, max: 5, example: 5 })
  rating: number;

  @TextField({ max: 200, optional: true, default: '', example: 'Excellent workshop!' })
  title: string;

  @TextField({
    max: 5000,
    multiline: true,
    optional: true,
    default: '',
    example: 'Very informative and well organized',
  })
  review: string;
}

export class ReviewsQuery extends ListQuery {
  @IdField({ optional: true, description: 'Only reviews of this event.' })
  event?: number;

  @IntField({ min: 1, max: 5, optional: true, description: 'Only reviews with this rating.', example: 5 })
  rating?: number;

  @BooleanField({
    optional: true,
    description: 'Only reviews by people who, by their bookings, were there or not.',
  })
  attended?: boolean;

  @TextField({ max: 200, optional: true, description: 'Part of the event’s title or of the review’s.' })
  search?: string;
}

export class PersonReviewsQuery extends ListQuery {
  @BooleanField({ default: false, description: 'Those about the person in place of those by the person.' })
  about: boolean;
}

export class ReviewResponse {
  @IdField()
  id: number;

  @IdField()
  event: number;

  @TextField({ example: 'Advanced Python Workshop' })
  event_title: string;

  @IdField({ description: 'Who wrote it.', example: 2 })
  user: number;

  @TextField({ min: 0, example: 'John Doe' })
  user_name: string;

  @IntField({ min: 1, max: 5, example: 5 })
  rating: number;

  @TextField({ min: 0, example: 'Excellent workshop!' })
  title: string;

  @TextField({ min: 0, example: 'Very informative and well organized' })
  review: string;

  @BooleanField({ description: 'Whether the bookings show that the person was there.', example: true })
  attended: boolean;

  @IntField({ min: 0, example: 5 })
  helpful_count: number;

  @IntField({ min: 0, example: 0 })
  unhelpful_count: number;

  @NumberField({ min: 0, max: 100, description: 'Of all marks; 0 without any.', example: 100 })
  helpful_percentage: number;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

/** A review with what is shown of its event. */
export interface ReviewRow extends Omit<Review, 'mark'> {
  eventTitle: string;
  attended: boolean;
}

export function toReviewResponse(row: ReviewRow, authorName: string): ReviewResponse {
  return {
    id: row.id,
    event: row.subjectId,
    event_title: row.eventTitle,
    user: row.authorId,
    user_name: authorName,
    rating: row.rating,
    title: row.title,
    review: row.body,
    attended: row.attended,
    helpful_count: row.helpfulCount,
    unhelpful_count: row.unhelpfulCount,
    helpful_percentage: percentageOf(row.helpfulCount, row.unhelpfulCount),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
