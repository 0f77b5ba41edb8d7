import { Checked } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  IdField,
  InstantField,
  IntField,
  NumberField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import type { FieldErrors } from '../../shared/errors.js';
import { percentageOf } from './rating.policy.js';
import type { Review } from './review.entity.js';

/** Of an event or of a meeting. Whether one attended is what the bookings say, whatever a client sends. */
@Checked<ReviewRequest>((request, { isAtFault }) =>
  isAtFault('event', 'meeting_id') ? {} : (subjectProblems(request) ?? {}),
)
export class ReviewRequest {
  @IdField({ optional: true, description: 'A published event.' })
  event?: number;

  @IdField({
    optional: true,
    means: 'meetingId',
    example: null,
    description: 'A completed meeting of yours; not together with `event`.',
  })
  meeting_id?: number;

  @IdField({
    optional: true,
    means: 'revieweeId',
    example: null,
    description: 'With `meeting_id`: the other of the two.',
  })
  reviewee_id?: number;

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

  @TextField({
    max: 5000,
    multiline: true,
    optional: true,
    description: 'With `meeting_id`: what you say of it.',
    example: 'Excellent session, very helpful!',
  })
  review_text?: string;
}

export function subjectProblems({
  event,
  meeting_id: meeting,
}: Partial<ReviewRequest>): FieldErrors | undefined {
  if (event !== undefined && meeting !== undefined)
    return { meetingId: ['Name an event or a meeting, not both.'] };
  return (event ?? meeting) ? undefined : { event: ['Name an event or a meeting.'] };
}

@SortedBy(['created_at', 'rating'])
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

export class ReviewsListQuery extends ReviewsQuery {
  @IdField({ optional: true, description: 'Reviews of this meeting, for the two who met and admins.' })
  meeting_id?: number;
}

@SortedBy(['created_at', 'rating'])
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

/** Of one of the two who met. */
export class MeetingReviewResponse {
  @IdField()
  id: number;

  @IdField({ description: 'Who wrote it.' })
  reviewer_id: number;

  @TextField({ min: 0, example: 'John Doe' })
  reviewer_name: string;

  @IdField({ example: 2 })
  reviewee_id: number;

  @TextField({ min: 0, example: 'Jane Smith' })
  reviewee_name: string;

  @IntField({ min: 1, max: 5, example: 5 })
  rating: number;

  @TextField({ min: 0, example: 'Excellent session, very helpful!' })
  review_text: string;

  @InstantField()
  created_at: Date;
}

export class ReviewOfMeetingResponse extends MeetingReviewResponse {
  @IdField()
  meeting_id: number;
}

/** A review with what is shown of its event. */
export interface ReviewRow extends Omit<Review, 'mark'> {
  eventTitle: string | null;
  attended: boolean;
}

export type Names = ReadonlyMap<number, { fullName: string }>;

export function toMeetingReviewResponse(row: ReviewRow, names: Names): MeetingReviewResponse {
  return {
    id: row.id,
    reviewer_id: row.authorId,
    reviewer_name: names.get(row.authorId)?.fullName ?? '',
    reviewee_id: row.revieweeId,
    reviewee_name: names.get(row.revieweeId)?.fullName ?? '',
    rating: row.rating,
    review_text: row.body,
    created_at: row.createdAt,
  };
}

/** In the words of what it is about. */
export function toReview(row: ReviewRow, names: Names): ReviewResponse | ReviewOfMeetingResponse {
  if (row.subjectKind === 'meeting')
    return { ...toMeetingReviewResponse(row, names), meeting_id: row.subjectId };
  return toReviewResponse(row, names.get(row.authorId)?.fullName ?? '');
}

function toReviewResponse(row: ReviewRow, authorName: string): ReviewResponse {
  return {
    id: row.id,
    event: row.subjectId,
    event_title: row.eventTitle ?? '',
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
