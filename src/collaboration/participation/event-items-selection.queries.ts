import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/tx.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import { pageOf, type ListQuery, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { visibleTo } from '../model/event.sql.js';

type Source = Pick<Tx, 'query'>;

/**
 * Which rows of a table `x` that belong to events a list shows: those of one event that the caller can see, or
 * of all events that the caller organizes or takes part in.
 */
export class EventItemsSelection {
  private readonly conditions: string[] = [];
  private readonly values: unknown[] = [];
  private readonly from: string;

  constructor(
    private readonly table: string,
    caller: Pick<Caller, 'id' | 'isAdmin'>,
    eventId: number | undefined,
  ) {
    const person = this.value(caller.id);
    this.from = `${table} x`;
    if (eventId === undefined) this.conditions.push(`x.event_id = ANY (ARRAY (${ownEvents(person)}))`);
    else {
      this.from += ' JOIN collaboration.events e ON e.id = x.event_id';
      this.conditions.push(
        `x.event_id = ${this.value(eventId)}`,
        visibleTo('e', person, this.value(caller.isAdmin)),
      );
    }
  }

  /** Where there is a value; `?` in the condition stands for it. */
  and(condition: string, value: unknown): this {
    if (value !== undefined) this.conditions.push(condition.replaceAll('?', this.value(value)));
    return this;
  }

  /** Columns of `x` and its event `e`. The page's ids are found in an index; only those rows are then read. */
  async page<Row>(source: Source, columns: string, query: ListQuery, ordering: Ordering): Promise<Page<Row>> {
    const { limit, offset, orderBy } = pageOf(query, ordering);
    const found = `FROM ${this.from} WHERE ${this.conditions.join(' AND ')}`;
    const items = await source.query<Row>(
      `SELECT ${columns} FROM (SELECT x.id ${found} ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}) AS page
       JOIN ${this.table} x ON x.id = page.id JOIN collaboration.events e ON e.id = x.event_id
         ORDER BY ${orderBy}`,
      this.values,
    );
    return { items, ...(await countUpTo(source, `SELECT ${found}`, this.values)) };
  }

  private value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** ARRAY makes the planner look each event up by its id, however many bookings it expects. */
const ownEvents = (person: string) => `
  SELECT own.id FROM collaboration.events own WHERE own.organizer_id = ${person}::bigint
    AND own.deleted_at IS NULL
  UNION ALL
  SELECT own.id FROM collaboration.events own WHERE own.deleted_at IS NULL AND own.id = ANY (ARRAY (
    SELECT b.ref_id FROM booking.offer_bookings b
    WHERE b.person_id = ${person}::bigint AND b.booking_kind = 'ticket' AND b.kind = 'event'
      AND b.status IN ('confirmed', 'completed')))`;
