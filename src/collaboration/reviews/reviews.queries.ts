import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { reviewRow, reviewsPage } from './review-selection.queries.js';
import {
  toReviewResponse,
  type PersonReviewsQuery,
  type ReviewResponse,
  type ReviewRow,
  type ReviewsQuery,
} from './reviews.dto.js';

const ORDER = {
  ordering: { created_at: 'r.created_at', rating: 'r.rating' },
  default: '-created_at',
  tiebreak: 'r.id',
};

/** Reviews are of public events alone, so everybody may read them. */
@Injectable()
export class ReviewsQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  async list(query: ReviewsQuery): Promise<Page<ReviewResponse>> {
    const { items: rows, ...count } = await reviewsPage(this.db, query, pageOf(query, ORDER));
    const people = await this.identity.people(rows.map(({ authorId }) => authorId));
    return {
      items: rows.map((row) => toReviewResponse(row, people.get(row.authorId)?.fullName ?? '')),
      ...count,
    };
  }

  async ofPerson(personId: number, query: PersonReviewsQuery): Promise<Page<ReviewResponse>> {
    const whose = query.about ? { reviewee: personId } : { author: personId };
    const { items: rows, ...count } = await reviewsPage(this.db, whose, pageOf(query, ORDER));
    const people = await this.identity.people([personId, ...rows.map(({ authorId }) => authorId)]);
    if (!people.has(personId)) throw new NotFound('The user');
    return {
      items: rows.map((row) => toReviewResponse(row, people.get(row.authorId)?.fullName ?? '')),
      ...count,
    };
  }

  /** One review as it is in `source`; refuses with `NotFound`. */
  async row(source: Pick<Tx, 'query'>, id: number): Promise<ReviewRow> {
    const row = await reviewRow(source, id);
    if (!row) throw new NotFound('The review');
    return row;
  }
}
