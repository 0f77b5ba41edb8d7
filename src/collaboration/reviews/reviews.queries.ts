import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type ListQuery, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { reviewRow, reviewsOfMeeting, reviewsPage, type ReviewFilters } from './review-selection.queries.js';
import {
  toMeetingReviewResponse,
  toReview,
  type MeetingReviewResponse,
  type Names,
  type PersonReviewsQuery,
  type ReviewOfMeetingResponse,
  type ReviewResponse,
  type ReviewsListQuery,
} from './reviews.dto.js';

export type AnyReview = ReviewResponse | ReviewOfMeetingResponse;

const ORDER = {
  ordering: { created_at: 'r.created_at', rating: 'r.rating' },
  default: '-created_at',
  tiebreak: 'r.id',
};

/** Reviews of events are public; those of a meeting are listed for the two, and at whom they are about. */
@Injectable()
export class ReviewsQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  list(query: ReviewsListQuery, caller: Caller | null): Promise<Page<AnyReview>> {
    const { meeting_id: meetingId, ...filters } = query;
    if (meetingId === undefined) return this.page({ ...filters, kind: 'event' }, query);
    const askedBy = caller ?? { id: 0, isAdmin: false };
    return this.page({ ...filters, meeting: { id: meetingId, askedBy } }, query);
  }

  ofPerson(personId: number, query: PersonReviewsQuery): Promise<Page<AnyReview>> {
    return this.page(query.about ? { reviewee: personId } : { author: personId }, query, [personId]);
  }

  /** One review as it is in `source`; refuses with `NotFound`. */
  async one(source: Pick<Tx, 'query'>, id: number): Promise<AnyReview> {
    const row = await reviewRow(source, id);
    if (!row) throw new NotFound('The review');
    return toReview(row, await this.identity.people([row.authorId, row.revieweeId], source));
  }

  async ofMeeting(meetingId: number, names: Names): Promise<MeetingReviewResponse[]> {
    return (await reviewsOfMeeting(this.db, meetingId)).map((row) => toMeetingReviewResponse(row, names));
  }

  private async page(filters: ReviewFilters, query: ListQuery, whose: number[] = []): Promise<Page<AnyReview>> {
    const { items: rows, ...count } = await reviewsPage(this.db, filters, pageOf(query, ORDER));
    const ids = rows.flatMap(({ authorId, revieweeId }) => [authorId, revieweeId]);
    const people = await this.identity.people([...new Set([...whose, ...ids])]);
    if (!whose.every((id) => people.has(id))) throw new NotFound('The user');
    return { items: rows.map((row) => toReview(row, people)), ...count };
  }
}
