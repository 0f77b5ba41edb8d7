import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { EventType } from './event-type.entity.js';
import { toTypeResponse, type EventTypeResponse, type EventTypesQuery } from './event-types.dto.js';

const ORDER: Ordering = {
  ordering: { name: 't.name', duration: 't.duration', created_at: 't.created_at' },
  default: 'id',
  tiebreak: 't.id',
};
const WITH_OWNER = 'scheduling.event_types t JOIN identity.people p ON p.id = t.owner_id';
const OWN = `${columnList('t', EventType)}, coalesce(p.slug, '') AS "organizerSlug"`;

const ONE = prepared(
  'scheduling.own-event-type',
  `SELECT ${OWN} FROM ${WITH_OWNER} WHERE t.id = $id AND t.owner_id = $ownerId AND t.deleted_at IS NULL`,
);

const OWN_OF = `SELECT id FROM scheduling.event_types
  WHERE id = ANY ($ids::bigint[]) AND owner_id = $ownerId AND deleted_at IS NULL`;

interface OwnRow {
  organizerSlug: string;
}

/** One's own event types; others' are not found. */
@Injectable()
export class EventTypesQueries {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
  ) {}

  async list(ownerId: number, query: EventTypesQuery): Promise<Page<EventTypeResponse>> {
    const { items, ...count } = await new Selection({
      from: 'scheduling.event_types t',
      id: 't.id',
      rows: WITH_OWNER,
    })
      .must('t.owner_id = $owner AND t.deleted_at IS NULL', { owner: ownerId })
      .and('t.is_active = $isActive', { isActive: query.is_active })
      .page<OwnRow>(this.db, OWN, pageOf(query, ORDER));
    return { ...count, items: items.map((row) => this.shown(row)) };
  }

  async get(ownerId: number, id: number): Promise<EventTypeResponse> {
    const [row] = await this.db.query<OwnRow>(ONE, { ownerId, id });
    if (!row) throw new NotFound('The event type');
    return this.shown(row);
  }

  async ownOf(source: Pick<Tx, 'query'>, ownerId: number, ids: readonly number[]): Promise<Set<number>> {
    if (ids.length === 0) return new Set();
    return new Set((await source.query<{ id: number }>(OWN_OF, { ownerId, ids })).map(({ id }) => id));
  }

  private shown(row: OwnRow): EventTypeResponse {
    return toTypeResponse(toEntity(EventType, row), row.organizerSlug, this.config.frontendUrl);
  }
}
