import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { ReviewWritten } from '../collaboration.events.js';
import { EventAccess } from '../model/event.access.js';
import { Review } from './review.entity.js';
import { toReviewResponse, type ReviewRequest, type ReviewResponse } from './reviews.dto.js';
import { NotReviewable } from './reviews.errors.js';
import { ReviewsQueries } from './reviews.queries.js';
import { ReviewsRepository } from './reviews.repository.js';

/** Writing reviews, and marking them as helpful or not. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly db: Database,
    private readonly reviews: ReviewsRepository,
    private readonly queries: ReviewsQueries,
    private readonly events: EventAccess,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses with `InvalidInput` where the caller cannot see such an event, with 403 `OWN_EVENT`, and with 409
   * `NOT_REVIEWABLE` and `ALREADY_REVIEWED`.
   */
  write(request: ReviewRequest, caller: Caller): Promise<ReviewResponse> {
    const { rating, title, review: body } = request;
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const event = await this.events.getVisibleFromField(tx, request.event, caller);
      const review = Review.write(event, caller.id, { rating, title, body }, now);
      const id = await this.reviews.insert(tx, review);
      if (id === null) throw new NotReviewable();
      const { organizerId, id: eventId, title: eventTitle } = event;
      const payload = { reviewId: id, eventId, eventTitle, organizerId, personId: caller.id, rating };
      await this.outbox.publish(tx, ReviewWritten, payload);
      return toReviewResponse(await this.queries.row(tx, id), caller.fullName);
    });
  }

  /** Repeated it changes nothing. Refuses with `NotFound` and 403 `OWN_REVIEW`. */
  mark(id: number, isHelpful: boolean, caller: Caller): Promise<ReviewResponse> {
    return this.db.transaction(async (tx) => {
      const review = await this.reviews.getForUpdate(tx, id);
      await this.reviews.mark(tx, review.mark(caller.id, isHelpful, this.clock.now()));
      const author = (await this.identity.people([review.authorId], tx)).get(review.authorId);
      return toReviewResponse(await this.queries.row(tx, id), author?.fullName ?? '');
    });
  }
}
