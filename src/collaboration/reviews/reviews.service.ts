import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { MeetingReviewed, ReviewWritten } from '../collaboration.events.js';
import { EventAccess } from '../model/event.access.js';
import { Review } from './review.entity.js';
import { subjectProblems, type ReviewRequest } from './reviews.dto.js';
import { NotReviewable } from './reviews.errors.js';
import { ReviewsQueries, type AnyReview } from './reviews.queries.js';
import { ReviewsRepository } from './reviews.repository.js';

/** Writing reviews, and marking them as helpful or not. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly db: Database,
    private readonly reviews: ReviewsRepository,
    private readonly queries: ReviewsQueries,
    private readonly events: EventAccess,
    private readonly booking: BookingApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses with `InvalidInput` where the caller cannot see such an event or is not in such a meeting, with 403
   * `OWN_EVENT`, and with 409 `NOT_REVIEWABLE` and `ALREADY_REVIEWED`.
   */
  write(request: ReviewRequest, caller: Caller): Promise<AnyReview> {
    const { event, meeting_id: meetingId } = request;
    const problems = subjectProblems(request);
    if (problems) throw new InvalidInput(problems);
    if (meetingId !== undefined) return this.writeOfMeeting(meetingId, request, caller);
    return this.writeOfEvent(event!, request, caller);
  }

  private writeOfEvent(eventId: number, request: ReviewRequest, caller: Caller): Promise<AnyReview> {
    const { rating, title, review: body } = request;
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const event = await this.events.getVisibleFromField(tx, eventId, caller);
      const review = Review.write(event, caller.id, { rating, title, body }, now);
      const id = await this.reviews.insert(tx, review);
      if (id === null) throw new NotReviewable();
      const { organizerId, title: eventTitle } = event;
      const payload = { reviewId: id, eventId, eventTitle, organizerId, personId: caller.id, rating };
      await this.outbox.publish(tx, ReviewWritten, payload);
      return this.queries.one(tx, id);
    });
  }

  /** The booking stays locked, so that it cannot become a no-show meanwhile. */
  private async writeOfMeeting(id: number, request: ReviewRequest, caller: Caller): Promise<AnyReview> {
    const { rating, title, review_text: body = request.review } = request;
    const meeting = partiesOf(await this.booking.find(this.db, id), caller);
    const review = Review.ofMeeting(meeting, caller.id, { rating, title, body }, this.clock.now());
    const { revieweeId } = review;
    if (request.reviewee_id !== undefined && request.reviewee_id !== revieweeId)
      throw new InvalidInput({ revieweeId: ['This is not whom you met.'] });
    return this.db.transaction(async (tx) => {
      if ((await this.booking.lockBooking(tx, id)).status !== 'completed') throw new NotReviewable();
      const reviewId = await this.reviews.insertOfMeeting(tx, review);
      await this.outbox.publish(tx, MeetingReviewed, {
        ...{ reviewId, meetingId: id, revieweeId, personId: caller.id, rating },
      });
      return this.queries.one(tx, reviewId);
    });
  }

  /** Repeated it changes nothing. Refuses with `NotFound` and 403 `OWN_REVIEW`. */
  mark(id: number, isHelpful: boolean, caller: Caller): Promise<AnyReview> {
    return this.db.transaction(async (tx) => {
      const review = await this.reviews.getForUpdate(tx, id);
      await this.reviews.mark(tx, review.mark(caller.id, isHelpful, this.clock.now()));
      return this.queries.one(tx, id);
    });
  }
}

function partiesOf(
  meeting: BookingData | null,
  caller: Caller,
): { id: number; personId: number; hostId: number } {
  const isOwn = meeting?.kind === 'meeting' && [meeting.personId, meeting.hostId].includes(caller.id);
  if (!isOwn) throw new InvalidInput({ meetingId: ['You take part in no such meeting.'] });
  return { id: meeting.id, personId: meeting.personId!, hostId: meeting.hostId! };
}
