import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, OptionalUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import {
  PersonReviewsQuery,
  ReviewOfMeetingResponse,
  ReviewRequest,
  ReviewResponse,
  ReviewsListQuery,
} from './reviews.dto.js';
import { AlreadyReviewed, NotReviewable, OwnEventReviewed, OwnReviewMarked } from './reviews.errors.js';
import { ReviewsQueries, type AnyReview } from './reviews.queries.js';
import { ReviewsService } from './reviews.service.js';

@ApiTags('Reviews')
@Controller('api/v1')
export class ReviewsController {
  constructor(
    private readonly reviews: ReviewsService,
    private readonly queries: ReviewsQueries,
  ) {}

  @Get('reviews')
  @OptionalUser()
  @Operation({
    summary: 'Reviews of events, or of a meeting, newest first',
    body: ReviewResponse,
    orForm: ReviewOfMeetingResponse,
    list: true,
  })
  list(@Query() query: ReviewsListQuery, @CurrentUser() caller: Caller | null): Promise<Page<AnyReview>> {
    return this.queries.list(query, caller);
  }

  @Post('reviews')
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Review a published event, or the other side of a completed meeting, once',
    requests: {
      event: {
        event: 2,
        rating: 5,
        title: 'Excellent workshop!',
        review: 'Very informative and well organized',
      },
      meeting: { meeting_id: 1008, reviewee_id: 2, rating: 5, review_text: 'Excellent session, very helpful!' },
    },
    status: 201,
    body: ReviewResponse,
    orForm: ReviewOfMeetingResponse,
    errors: [OwnEventReviewed, AlreadyReviewed, NotReviewable],
  })
  write(@Body() body: ReviewRequest, @CurrentUser() caller: Caller): Promise<AnyReview> {
    return this.reviews.write(body, caller);
  }

  @Post('reviews/:id/mark_helpful')
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Call a review helpful, in place of the opposite',
    path: { id: 1001 },
    triedBy: 'organizer',
    body: ReviewResponse,
    orForm: ReviewOfMeetingResponse,
    errors: [OwnReviewMarked],
  })
  markHelpful(@PathId() id: number, @CurrentUser() caller: Caller): Promise<AnyReview> {
    return this.reviews.mark(id, true, caller);
  }

  @Post('reviews/:id/mark_unhelpful')
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Call a review unhelpful, in place of the opposite',
    path: { id: 1001 },
    triedBy: 'organizer',
    body: ReviewResponse,
    orForm: ReviewOfMeetingResponse,
    errors: [OwnReviewMarked],
  })
  markUnhelpful(@PathId() id: number, @CurrentUser() caller: Caller): Promise<AnyReview> {
    return this.reviews.mark(id, false, caller);
  }

  @Get('users/:id/reviews')
  @Requires('user')
  @Operation({
    summary: 'Reviews by a person, or about one',
    body: ReviewResponse,
    orForm: ReviewOfMeetingResponse,
    list: true,
  })
  ofPerson(@PathId() id: number, @Query() query: PersonReviewsQuery): Promise<Page<AnyReview>> {
    return this.queries.ofPerson(id, query);
  }
}
