import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../../platform/registries/invariant-source.js';

/** What must hold of reviews at any time, whoever writes. */
export const REVIEW_INVARIANTS: readonly Invariant[] = [
  {
    name: 'two_reviews_by_one_person',
    sql: `SELECT subject_kind, subject_id, author_id FROM collaboration.reviews
      GROUP BY subject_kind, subject_id, author_id HAVING count(*) > 1`,
  },
  {
    name: 'review_counts_differ_from_marks',
    sql: `SELECT r.id FROM collaboration.reviews r
      LEFT JOIN (SELECT review_id, count(*) FILTER (WHERE is_helpful) AS helpful,
          count(*) FILTER (WHERE NOT is_helpful) AS unhelpful
        FROM collaboration.review_marks GROUP BY review_id) m ON m.review_id = r.id
      WHERE r.helpful_count <> coalesce(m.helpful, 0) OR r.unhelpful_count <> coalesce(m.unhelpful, 0)`,
  },
];

@Injectable()
export class ReviewsInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...REVIEW_INVARIANTS];
  }
}
