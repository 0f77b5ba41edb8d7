import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** Reviews that a person wrote, and marks. */
@Injectable()
export class ReviewsPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const reviews = await this.db.query(
      `SELECT r.id, r.subject_kind, r.subject_id, r.rating, r.title, r.body, r.helpful_count, r.unhelpful_count,
         r.created_at, r.updated_at
       FROM collaboration.reviews r WHERE r.author_id = $1 ORDER BY r.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const marks = await this.db.query(
      `SELECT review_id, is_helpful, marked_at FROM collaboration.review_marks
       WHERE person_id = $1 ORDER BY review_id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { reviews, review_marks: marks };
  }

  /** The person's marks count no more, and what the person wrote is gone. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query(
      `WITH gone AS (DELETE FROM collaboration.review_marks WHERE person_id = $1
        RETURNING review_id, is_helpful)
       UPDATE collaboration.reviews r SET helpful_count = r.helpful_count - gone.is_helpful::int,
         unhelpful_count = r.unhelpful_count - (NOT gone.is_helpful)::int
       FROM gone WHERE r.id = gone.review_id`,
      [personId],
    );
    await tx.query(
      `WITH gone AS (DELETE FROM collaboration.reviews WHERE author_id = $1
        RETURNING reviewee_id, rating, is_of_expert)
       UPDATE collaboration.expert_ratings e SET rating_sum = e.rating_sum - of_expert.sum,
         rating_count = e.rating_count - of_expert.count
       FROM (SELECT reviewee_id, sum(rating)::integer, count(*)::integer FROM gone WHERE is_of_expert
         GROUP BY reviewee_id ORDER BY reviewee_id) of_expert
       WHERE e.person_id = of_expert.reviewee_id`,
      [personId],
    );
  }
}
