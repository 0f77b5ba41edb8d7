import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { countUpTo } from '../../platform/http/count.js';
import { pageOf, type ListQuery, type Page } from '../../platform/http/lists.js';
import { NotFound } from '../../shared/errors.js';
import { attendedEvent } from './attendance.js';
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

const ATTENDED = attendedEvent('r.subject_id', 'r.author_id');

/** What is shown of the reviews `r`, beside the author's name. */
const SHOWN = `r.id, r.subject_kind AS "subjectKind", r.subject_id AS "subjectId", r.author_id AS "authorId",
  r.reviewee_id AS "revieweeId", r.rating, r.title, r.body, r.helpful_count AS "helpfulCount",
  r.unhelpful_count AS "unhelpfulCount", r.created_at AS "createdAt", r.updated_at AS "updatedAt",
  e.title AS "eventTitle", ${ATTENDED} AS attended`;
const EVENT = `collaboration.events e ON e.id = r.subject_id`;

/** Reviews are of public events alone, so everybody may read them: three statements, however long the page. */
@Injectable()
export class ReviewsQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  async list(query: ReviewsQuery): Promise<Page<ReviewResponse>> {
    const { total, exact, rows } = await this.page(query, (value) => [
      ...(query.event !== undefined ? [`r.subject_id = ${value(query.event)}`] : []),
      ...(query.rating !== undefined ? [`r.rating = ${value(query.rating)}`] : []),
      ...(query.attended !== undefined ? [`${query.attended ? '' : 'NOT '}${ATTENDED}`] : []),
      ...(query.search ? [found(value(containing(query.search)))] : []),
    ]);
    return { items: await this.named(rows), total, exact };
  }

  /** Reviews by a person, or about one: of the events that the person organizes. Refuses with `NotFound`. */
  async ofPerson(personId: number, query: PersonReviewsQuery): Promise<Page<ReviewResponse>> {
    const column = query.about ? 'r.reviewee_id' : 'r.author_id';
    const { total, exact, rows } = await this.page(query, (value) => [`${column} = ${value(personId)}`]);
    const people = await this.identity.people([personId, ...rows.map(({ authorId }) => authorId)]);
    if (!people.has(personId)) throw new NotFound('The user');
    const items = rows.map((row) => toReviewResponse(row, people.get(row.authorId)?.fullName ?? ''));
    return { items, total, exact };
  }

  /** One review as it is in `source`; refuses with `NotFound`. */
  async row(source: Pick<Tx, 'query'>, id: number): Promise<ReviewRow> {
    const sql = `SELECT ${SHOWN} FROM collaboration.reviews r JOIN ${EVENT} WHERE r.id = $1`;
    const [row] = await source.query<ReviewRow>(sql, [id]);
    if (!row) throw new NotFound('The review');
    return row;
  }

  /** Only ids are looked for, in the order of an index; what is shown is joined to the page. */
  private async page(query: ListQuery, conditionsOf: (value: (given: unknown) => string) => string[]) {
    const { limit, offset, orderBy } = pageOf(query, ORDER);
    const values: unknown[] = [];
    const conditions = [`r.subject_kind = 'event'`, ...conditionsOf((given) => `$${values.push(given)}`)];
    const matching = `FROM collaboration.reviews r WHERE ${conditions.join(' AND ')}`;
    const rows = await this.db.query<ReviewRow>(
      `SELECT ${SHOWN} FROM (SELECT r.id ${matching} ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}) page
       JOIN collaboration.reviews r ON r.id = page.id JOIN ${EVENT} ORDER BY ${orderBy}`,
      values,
    );
    return { rows, ...(await countUpTo(this.db, `SELECT 1 ${matching}`, values)) };
  }

  private async named(rows: ReviewRow[]): Promise<ReviewResponse[]> {
    const people = await this.identity.people(rows.map(({ authorId }) => authorId));
    return rows.map((row) => toReviewResponse(row, people.get(row.authorId)?.fullName ?? ''));
  }
}

function found(pattern: string): string {
  return `(r.title ILIKE ${pattern}
    OR r.subject_id = ANY (ARRAY(SELECT id FROM collaboration.events WHERE title ILIKE ${pattern})))`;
}

/** A LIKE pattern that takes `%` and `_` for themselves. */
function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
