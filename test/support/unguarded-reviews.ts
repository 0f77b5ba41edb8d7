import { Review, type ReviewMark } from '../../src/collaboration/reviews/review.entity.js';
import { ReviewsRepository } from '../../src/collaboration/reviews/reviews.repository.js';
import { columnList, toEntity } from '../../src/platform/database/column-list.js';
import type { Tx } from '../../src/platform/database/tx.js';

/** Counts marks by what it read before, as one does who has not heard of other writers. */
export class ForgetfulReviews extends ReviewsRepository {
  override async getForUpdate(tx: Tx, id: number): Promise<Review> {
    const [row] = await tx.query<Review>(
      `SELECT ${columnList('r', Review)} FROM collaboration.reviews r
      WHERE r.id = $1`,
      [id],
    );
    return toEntity(Review, row!);
  }

  override async mark(tx: Tx, { reviewId, personId, isHelpful, markedAt }: ReviewMark): Promise<void> {
    const [review] = await tx.query<{ helpful: number; unhelpful: number }>(
      'SELECT helpful_count AS helpful, unhelpful_count AS unhelpful FROM collaboration.reviews WHERE id = $1',
      [reviewId],
    );
    await tx.query(
      `INSERT INTO collaboration.review_marks (review_id, person_id, is_helpful, marked_at)
        VALUES ($1, $2, $3, $4)`,
      [reviewId, personId, isHelpful, markedAt],
    );
    const { helpful, unhelpful } = review!;
    await tx.query('UPDATE collaboration.reviews SET helpful_count = $2, unhelpful_count = $3 WHERE id = $1', [
      reviewId,
      helpful + Number(isHelpful),
      unhelpful + Number(!isHelpful),
    ]);
  }
}

export const DROP_REVIEW_CONSTRAINT =
  'ALTER TABLE collaboration.reviews DROP CONSTRAINT reviews_one_per_author';

export const DROP_AGENDA_CONSTRAINTS = `ALTER TABLE collaboration.sessions
  DROP CONSTRAINT sessions_speaker_once, DROP CONSTRAINT sessions_speaker_once_in_event,
  DROP CONSTRAINT sessions_room_once`;
