import { columnList } from '../../platform/database/column-list.js';
import { matches, searchText, wordsOf, type Searched } from '../../platform/database/selection/search.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { EVENTS_SEARCHED } from '../model/event.sql.js';
import { attendedEvent } from './attendance.sql.js';
import { Review, type ReviewSubjectKind } from './review.entity.js';
import type { ReviewRow } from './reviews.dto.js';

type Source = Pick<Tx, 'query'>;

const ATTENDED = `(r.subject_kind = 'meeting' OR ${attendedEvent('r.subject_id', 'r.author_id')})`;

const SHOWN = `${columnList('r', Review)}, e.title AS "eventTitle", ${ATTENDED} AS attended`;
const WITH_EVENT = `collaboration.reviews r
  LEFT JOIN collaboration.events e ON e.id = r.subject_id AND r.subject_kind = 'event'`;

export async function reviewRow(source: Source, id: number): Promise<ReviewRow | undefined> {
  const [row] = await source.query<ReviewRow>(`SELECT ${SHOWN} FROM ${WITH_EVENT} WHERE r.id = $1`, [id]);
  return row;
}

/** Two at most. */
export function reviewsOfMeeting(source: Source, meetingId: number): Promise<ReviewRow[]> {
  return source.query<ReviewRow>(
    `SELECT ${SHOWN} FROM ${WITH_EVENT} WHERE r.subject_kind = 'meeting' AND r.subject_id = $1
     ORDER BY r.id LIMIT 2`,
    [meetingId],
  );
}

const TITLE = searchText('r.title');
/** By the indexes `reviews_search`, `reviews_words` and `reviews_signs`. */
const REVIEWS_SEARCHED: Searched = { text: TITLE, hasWords: true, signs: { of: TITLE } };
const OF_EVENT: Searched = { text: searchText('e.title'), hasWords: true };

/** The last condition is true wherever the one before is, and has indexes. */
const found = (
  words: string[],
  values: Record<string, unknown>,
) => `(${matches(REVIEWS_SEARCHED, words, values)}
  OR r.subject_id = ANY (ARRAY(SELECT e.id FROM collaboration.events e
    WHERE ${matches(OF_EVENT, words, values)} AND ${matches(EVENTS_SEARCHED, words, values)})))`;

export interface ReviewFilters {
  /** Who asks for reviews of a meeting: one of the two, or an admin. */
  meeting?: { id: number; askedBy: { id: number; isAdmin: boolean } };
  kind?: ReviewSubjectKind;
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
  { kind, meeting, event, author, reviewee, rating, attended, search }: ReviewFilters,
  page: PageRequest,
): Promise<Page<ReviewRow>> {
  const reviews = new Selection({ from: 'collaboration.reviews r', id: 'r.id', rows: WITH_EVENT })
    .and('r.subject_kind = $kind', { kind: meeting ? 'meeting' : kind })
    .and('r.subject_id = $meeting', { meeting: meeting?.id })
    .and('r.subject_id = $event', { event })
    .and('r.author_id = $author', { author })
    .and('r.reviewee_id = $reviewee', { reviewee })
    .and('r.rating = $rating', { rating });
  if (meeting && !meeting.askedBy.isAdmin)
    reviews.must('$asker IN (r.author_id, r.reviewee_id)', { asker: meeting.askedBy.id });
  if (attended !== undefined) reviews.and(`${attended ? '' : 'NOT '}${ATTENDED}`);
  if (search) {
    const values = {};
    reviews.and(found(wordsOf(search), values), values).narrow();
  }
  return reviews.page(source, SHOWN, page);
}
