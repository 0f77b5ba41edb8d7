import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/tx.js';
import { countUpTo } from '../../platform/http/count.js';
import { pageOf, type ListQuery, type Ordering, type Page } from '../../platform/http/lists.js';
import { visibleTo } from '../events/event.access.js';

type Source = Pick<Tx, 'query'>;

/**
 * Which rows of a table `x` that belong to events `e` a list shows: those of one event that the caller can see, or
 * else of all events that the caller organizes or takes part in.
 */
export class CircleSelection {
  private readonly conditions: string[] = [];
  private readonly values: unknown[] = [];

  constructor(
    private readonly table: string,
    caller: Pick<Caller, 'id' | 'isAdmin'>,
    eventId: number | undefined,
  ) {
    const person = this.value(caller.id);
    if (eventId === undefined) this.conditions.push(ownEvents(person));
    else
      this.conditions.push(`x.event_id = ${this.value(eventId)}`, visibleTo('e', person, this.value(caller.isAdmin)));
  }

  /** Narrows it, where there is a value; `?` in the condition stands for it. */
  and(condition: string, value: unknown): this {
    if (value !== undefined) this.conditions.push(condition.replaceAll('?', this.value(value)));
    return this;
  }

  /** One page with its count: two statements, however long it is. */
  async page<Row>(source: Source, columns: string, query: ListQuery, ordering: Ordering): Promise<Page<Row>> {
    const { limit, offset, orderBy } = pageOf(query, ordering);
    const found = `FROM ${this.table} x JOIN collaboration.events e ON e.id = x.event_id
      WHERE ${this.conditions.join(' AND ')}`;
    const items = await source.query<Row>(
      `SELECT ${columns} ${found} ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}`,
      this.values,
    );
    return { items, ...(await countUpTo(source, `SELECT ${found}`, this.values)) };
  }

  private value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const ownEvents = (person: string) => `e.deleted_at IS NULL AND x.event_id IN (
  SELECT own.id FROM collaboration.events own WHERE own.organizer_id = ${person}::bigint AND own.deleted_at IS NULL
  UNION ALL SELECT b.ref_id FROM booking.offer_bookings b
    WHERE b.kind = 'event' AND b.person_id = ${person}::bigint AND b.status IN ('confirmed', 'completed'))`;
