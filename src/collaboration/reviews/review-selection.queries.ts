import { columnList } from '../../platform/database/column-list.js';
import { matches, searchText, wordsOf, type Searched } from '../../platform/database/selection/search.js';
import { Selection, type Sought } from '../../platform/database/selection/selection.js';
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
const REVIEWS_SEARCHED: Searched = { text: TITLE, words: 'r.search_words', signs: { of: TITLE } };
const OF_EVENT: Searched = { text: searchText('e.title'), words: 'e.title_words' };

/** By their title or their event's, which is asked of all events first or of each review in its turn. */
function found(words: string[], values: Record<string, unknown>): Required<Sought> {
  const ofReview = matches(REVIEWS_SEARCHED, words, values);
  const ofTitle = matches(OF_EVENT, words, values);
  // The last condition is true wherever the one before is, and has indexes.
  const events = `collaboration.events e WHERE ${ofTitle} AND ${matches(EVENTS_SEARCHED, words, values)}`;
  return {
    condition: `(${ofReview} OR r.subject_kind = 'event'
      AND r.subject_id = ANY (ARRAY(SELECT e.id FROM ${events})))`,
    ofRow: `(${ofReview} OR (SELECT ${ofTitle} FROM collaboration.events e
      WHERE r.subject_kind = 'event' AND e.id = r.subject_id))`,
    guess: `SELECT FROM collaboration.reviews r WHERE ${ofReview} UNION ALL SELECT FROM ${events}`,
  };
}

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
    const { condition, ofRow, guess } = found(wordsOf(search), values);
    const isOfFew = [meeting, event, author, reviewee].some((filter) => filter !== undefined);
    if (isOfFew) reviews.and(ofRow, values).narrow();
    else reviews.search({ condition, ofRow, guess }, values);
  }
  return reviews.page(source, SHOWN, page);
}
