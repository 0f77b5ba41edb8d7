import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { Review, type ReviewMark } from './review.entity.js';
import { AlreadyReviewed } from './reviews.errors.js';

/** The event is locked, so that it can neither be moved nor cancelled meanwhile. */
const INSERT = `
  WITH event AS (
    SELECT id, organizer_id FROM collaboration.events
    WHERE id = $subjectId AND kind = 'ticketed' AND state = 'open' AND deleted_at IS NULL
      AND starts_at <= $createdAt FOR SHARE
  )
  INSERT INTO collaboration.reviews (subject_kind, subject_id, author_id, reviewee_id, rating, title, body,
    created_at, updated_at)
  SELECT 'event', event.id, $authorId, event.organizer_id, $rating, $title, $body, $createdAt, $updatedAt
  FROM event
  RETURNING id`;

/** The expert's sum goes with it, one review after the other. */
const INSERT_OF_MEETING = `
  WITH written AS (
    INSERT INTO collaboration.reviews (subject_kind, subject_id, author_id, reviewee_id, is_of_expert, rating,
      title, body, created_at, updated_at)
    VALUES ('meeting', $subjectId, $authorId, $revieweeId, $isOfExpert, $rating, $title, $body, $createdAt,
      $updatedAt)
    RETURNING id, reviewee_id, rating, is_of_expert
  ), rated AS (
    INSERT INTO collaboration.expert_ratings AS e (person_id, rating_sum, rating_count)
    SELECT reviewee_id, rating, 1 FROM written WHERE is_of_expert
    ON CONFLICT ON CONSTRAINT expert_ratings_pkey DO UPDATE
      SET rating_sum = e.rating_sum + excluded.rating_sum, rating_count = e.rating_count + 1
  )
  SELECT id FROM written`;

/** A statement of its own: the one behind it must see what was marked while this one waited. */
const LOCK = `SELECT ${columnList('r', Review)} FROM collaboration.reviews r WHERE r.id = $1 FOR NO KEY UPDATE`;

/**
 * The mark and its counts in one statement: a new mark counts up, a changed one moves its count, a repeated one
 * changes nothing.
 */
const MARK = `
  WITH marked AS (
    INSERT INTO collaboration.review_marks AS m (review_id, person_id, is_helpful, marked_at)
    VALUES ($reviewId, $personId, $isHelpful, $markedAt)
    ON CONFLICT ON CONSTRAINT review_marks_pkey DO UPDATE
      SET is_helpful = excluded.is_helpful, marked_at = excluded.marked_at
        WHERE m.is_helpful <> excluded.is_helpful
    RETURNING new.review_id, old.review_id IS NOT NULL AS changed
  )
  UPDATE collaboration.reviews r SET
    helpful_count = r.helpful_count + CASE WHEN $isHelpful THEN 1 ELSE -marked.changed::int END,
    unhelpful_count = r.unhelpful_count + CASE WHEN $isHelpful THEN -marked.changed::int ELSE 1 END
  FROM marked WHERE r.id = marked.review_id`;

/** Reviews as they are written; `reviews_one_per_author` refuses a second one. */
@Injectable()
export class ReviewsRepository {
  /** The id, or null where the event cannot be reviewed now. */
  async insert(tx: Tx, review: Review): Promise<number | null> {
    try {
      const [row] = await tx.query<{ id: number }>(INSERT, { ...review });
      return row?.id ?? null;
    } catch (error) {
      if (violates(error, 'reviews_one_per_author')) throw new AlreadyReviewed();
      throw error;
    }
  }

  /** The caller has locked its booking. */
  async insertOfMeeting(tx: Tx, review: Review): Promise<number> {
    try {
      const [row] = await tx.query<{ id: number }>(INSERT_OF_MEETING, { ...review });
      return row!.id;
    } catch (error) {
      if (violates(error, 'reviews_one_per_author')) throw new AlreadyReviewed();
      throw error;
    }
  }

  /** Locked until the commit; refuses with `NotFound`. */
  async getForUpdate(tx: Tx, id: number): Promise<Review> {
    const [row] = await tx.query<Review>(LOCK, [id]);
    if (!row) throw new NotFound('The review');
    return toEntity(Review, row);
  }

  /** Of a review that the caller has locked. */
  async mark(tx: Tx, mark: ReviewMark): Promise<void> {
    await tx.query(MARK, { ...mark });
  }

  async deleteOf(tx: Tx, eventId: number): Promise<void> {
    await tx.query(`DELETE FROM collaboration.reviews WHERE subject_kind = 'event' AND subject_id = $1`, [
      eventId,
    ]);
  }
}
