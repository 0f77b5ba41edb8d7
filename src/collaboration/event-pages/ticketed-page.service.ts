import { Injectable } from '@nestjs/common';
import type { TicketedBody } from '../../../web/pages/events/event-body.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../shared/clock.js';
import type { EventDetailsResponse } from '../event-views/event-details.dto.js';
import { ReviewsListQuery } from '../reviews/reviews.dto.js';
import { ReviewsQueries } from '../reviews/reviews.queries.js';
import { EventStatisticsQueries } from '../ticketing/event-statistics.queries.js';

const REVIEWS_SHOWN = 5;

/** What the page of a ticketed event shows, and its forms. */
@Injectable()
export class TicketedPageService {
  constructor(
    private readonly figures: EventStatisticsQueries,
    private readonly reviews: ReviewsQueries,
    private readonly clock: Clock,
  ) {}

  async bodyOf(
    event: EventDetailsResponse,
    caller: Caller | null,
  ): Promise<Record<keyof TicketedBody, unknown>> {
    const newest = Object.assign(new ReviewsListQuery(), { event: event.id, page_size: REVIEWS_SHOWN });
    return {
      event,
      at: this.clock.now(),
      isOrganizer: caller?.id === event.organizer,
      figures: await this.figures.get(event.id, caller),
      reviews: (await this.reviews.list(newest, caller)).items,
    };
  }
}
