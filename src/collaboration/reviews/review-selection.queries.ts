import type { Tx } from '../../platform/database/tx.js';
import { countKey, countUpTo, EXACT_UP_TO, knownTotal, type Count } from '../../platform/http/lists/count.js';
import { onPage, type PageRequest } from '../../platform/http/lists/lists.js';
import { attendedEvent } from './attendance.sql.js';
import type { ReviewRow } from './reviews.dto.js';

type Source = Pick<Tx, 'query'>;

const ATTENDED = attendedEvent('r.subject_id', 'r.author_id');

const SHOWN = `r.id, r.subject_kind AS "subjectKind", r.subject_id AS "subjectId", r.author_id AS "authorId",
  r.reviewee_id AS "revieweeId", r.rating, r.title, r.body, r.helpful_count AS "helpfulCount",
  r.unhelpful_count AS "unhelpfulCount", r.created_at AS "createdAt", r.updated_at AS "updatedAt",
  e.title AS "eventTitle", ${ATTENDED} AS attended`;
const WITH_EVENT = 'collaboration.reviews r JOIN collaboration.events e ON e.id = r.subject_id';

export async function reviewRow(source: Source, id: number): Promise<ReviewRow | undefined> {
  const [row] = await source.query<ReviewRow>(`SELECT ${SHOWN} FROM ${WITH_EVENT} WHERE r.id = $1`, [id]);
  return row;
}

/**
 * Which reviews a list shows. Only ids are looked for, in the order of an index; the page's rows are joined.
 */
export class ReviewSelection {
  private readonly conditions = [`r.subject_kind = 'event'`];
  private readonly values: unknown[] = [];
  private isSearch = false;

  of(eventId: number): void {
    this.conditions.push(`r.subject_id = ${this.value(eventId)}`);
  }

  by(personId: number): void {
    this.conditions.push(`r.author_id = ${this.value(personId)}`);
  }

  about(personId: number): void {
    this.conditions.push(`r.reviewee_id = ${this.value(personId)}`);
  }

  rated(rating: number): void {
    this.conditions.push(`r.rating = ${this.value(rating)}`);
  }

  attended(attended: boolean): void {
    this.conditions.push(`${attended ? '' : 'NOT '}${ATTENDED}`);
  }

  search(text: string): void {
    const pattern = this.value(`%${text.replace(/[\\%_]/g, '\\$&')}%`);
    // The second condition is true wherever the first is, and has an index: events_search.
    const events = `SELECT e.id FROM collaboration.events e
      WHERE e.title ILIKE ${pattern} AND (e.title || ' ' || e.description || ' ' || e.tags) ILIKE ${pattern}`;
    this.conditions.push(`(r.title ILIKE ${pattern} OR r.subject_id = ANY (ARRAY(${events})))`);
    this.isSearch = true;
  }

  /** A search is collected first, by the indexes of words, unless it finds very many. */
  async page(source: Source, request: PageRequest): Promise<{ rows: ReviewRow[] } & Count> {
    const { matching, values } = this;
    const counted = `SELECT 1 ${matching}`;
    if (this.isSearch && !knownTotal(countKey(counted, values))) {
      const found = await source.query<{ id: number }>(
        `SELECT r.id ${matching} LIMIT ${EXACT_UP_TO + 1}`,
        values,
      );
      if (found.length <= EXACT_UP_TO) {
        const those = 'FROM collaboration.reviews r WHERE r.id = ANY ($1::bigint[])';
        const rows = await this.rows(source, those, [found.map(({ id }) => id)], request);
        return { rows, total: found.length, exact: true };
      }
    }
    const rows = await this.rows(source, matching, values, request);
    return { rows, ...(await countUpTo(source, counted, values)) };
  }

  private rows(source: Source, matching: string, values: unknown[], page: PageRequest): Promise<ReviewRow[]> {
    return source.query(`SELECT ${SHOWN} FROM ${WITH_EVENT} WHERE ${onPage('r.id', matching, page)}`, values);
  }

  private get matching(): string {
    return `FROM collaboration.reviews r WHERE ${this.conditions.join(' AND ')}`;
  }

  private value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
