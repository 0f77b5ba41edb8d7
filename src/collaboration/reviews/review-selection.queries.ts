import { columnList } from '../../platform/database/column-list.js';
import { containing, Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { attendedEvent } from './attendance.sql.js';
import { Review } from './review.entity.js';
import type { ReviewRow } from './reviews.dto.js';

type Source = Pick<Tx, 'query'>;

const ATTENDED = attendedEvent('r.subject_id', 'r.author_id');

const SHOWN = `${columnList('r', Review)}, e.title AS "eventTitle", ${ATTENDED} AS attended`;
const WITH_EVENT = 'collaboration.reviews r JOIN collaboration.events e ON e.id = r.subject_id';

export async function reviewRow(source: Source, id: number): Promise<ReviewRow | undefined> {
  const [row] = await source.query<ReviewRow>(`SELECT ${SHOWN} FROM ${WITH_EVENT} WHERE r.id = $1`, [id]);
  return row;
}

/** The second condition is true wherever the first is, and has an index: events_search. */
const FOUND = `(r.title ILIKE $pattern OR r.subject_id = ANY (ARRAY(SELECT e.id FROM collaboration.events e
  WHERE e.title ILIKE $pattern AND (e.title || ' ' || e.description || ' ' || e.tags) ILIKE $pattern)))`;

export interface ReviewFilters {
  event?: number;
  author?: number;
  reviewee?: number;
  rating?: number;
  attended?: boolean;
  search?: string;
}

/** A search is collected first, by the indexes of words. */
export function reviewsPage(
  source: Source,
  { event, author, reviewee, rating, attended, search }: ReviewFilters,
  page: PageRequest,
): Promise<Page<ReviewRow>> {
  const reviews = new Selection({ from: 'collaboration.reviews r', id: 'r.id', rows: WITH_EVENT })
    .and(`r.subject_kind = 'event'`)
    .and('r.subject_id = $event', { event })
    .and('r.author_id = $author', { author })
    .and('r.reviewee_id = $reviewee', { reviewee })
    .and('r.rating = $rating', { rating });
  if (attended !== undefined) reviews.and(`${attended ? '' : 'NOT '}${ATTENDED}`);
  if (search) reviews.and(FOUND, { pattern: containing(search) }).narrow();
  return reviews.page(source, SHOWN, page);
}
