import type { Tx } from '../../platform/database/tx.js';
import { estimate, EXACT_UP_TO, knownTotal, type Count } from '../../platform/http/lists/count.js';
import type { PageRequest } from '../../platform/http/lists/lists.js';
import type { EventReader } from '../model/event.access.js';
import type { EventStatus } from '../model/event.entity.js';
import { type EventRow, joinSeats, rowColumns, toEventRow, type RawEventRow } from '../model/event.sql.js';

type Source = Pick<Tx, 'query'>;

/** Written as in the indexes `events_search` and `events_words`. */
const SEARCHED = `(e.title || ' ' || e.description || ' ' || e.tags)`;
const LONG_ENOUGH = /[\p{L}\p{N}]{3}/u;
const WORD = /[\p{L}\p{N}]/u;
const WORD_PARTS = /[\p{L}\p{N}]+/gu;

const own = (person: string) => `
  SELECT o.id FROM collaboration.events o
  WHERE o.organizer_id = ${person} AND o.deleted_at IS NULL
    AND (o.state = 'draft' OR o.visibility = 'invited')`;

/** Who takes part in an invited event has an invitation too: no bookings have to be read. */
const belonging = (person: string) => `
  SELECT i.event_id FROM collaboration.invitations i WHERE i.person_id = ${person}`;

/**
 * By the clock: the job that moves the phases is seconds late, so what has just begun is found by its start.
 */
const ongoing = (now: string) => `e.id IN (
  SELECT o.id FROM collaboration.events o
    WHERE o.state = 'open' AND o.phase = 'ongoing' AND o.deleted_at IS NULL AND o.ends_at > ${now}
  UNION ALL SELECT o.id FROM collaboration.events o
    WHERE o.state = 'open' AND o.phase = 'ahead' AND o.deleted_at IS NULL AND o.ends_at > ${now}
      AND o.starts_at <= ${now} AND o.starts_at > ${now}::timestamptz - interval '1 day')`;

/**
 * Which events a list shows. Only ids are selected, in the order of an index, so that a page far behind costs
 * index entries; the page's rows are joined. A filter that finds few collects them first, by its own index.
 */
export class EventSelection {
  private readonly conditions = ['e.deleted_at IS NULL'];
  private readonly values: unknown[] = [];
  private isNarrow = false;

  constructor(
    private readonly reader: EventReader,
    private readonly now: Date,
  ) {
    if (reader?.isAdmin) return;
    const open = `e.state <> 'draft' AND e.visibility = 'public'`;
    if (!reader) {
      this.conditions.push(open);
      return;
    }
    const person = `${this.value(reader.id)}::bigint`;
    const among = (ids: string) => `e.id = ANY(ARRAY(${ids}))`;
    this.conditions.push(
      `((${open}) OR ${among(own(person))} OR (e.state <> 'draft' AND ${among(belonging(person))}))`,
    );
  }

  /**
   * Every word has to be found: of three letters or more inside others, shorter ones where a word begins. Signs
   * alone are no word.
   */
  search(text: string): void {
    const words = [...new Set(text.split(/\s+/).filter((word) => WORD.test(word)))];
    for (const word of words.filter((each) => LONG_ENOUGH.test(each)))
      this.conditions.push(`${SEARCHED} ILIKE ${this.value(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`);
    const short = words.filter((word) => !LONG_ENOUGH.test(word)).flatMap((word) => word.match(WORD_PARTS)!);
    if (short.length > 0) {
      const beginnings = short.map((part) => `'${part}':*`).join(' & ');
      this.conditions.push(
        `to_tsvector('simple', ${SEARCHED}) @@ to_tsquery('simple', ${this.value(beginnings)})`,
      );
    }
    if (words.length === 0) this.conditions.push('false');
    this.isNarrow = true;
  }

  status(status: EventStatus): void {
    // A parameter that no condition names would have no type.
    const now = status === 'draft' || status === 'cancelled' ? '' : this.value(this.now);
    const conditions: Record<EventStatus, string> = {
      upcoming: `e.state = 'open' AND e.starts_at > ${now}`,
      published: `e.state = 'open' AND e.kind = 'ticketed' AND e.starts_at > ${now}`,
      ongoing: ongoing(now),
      completed: `e.state = 'open' AND e.starts_at < ${now} AND e.ends_at <= ${now}`,
      draft: `e.state = 'draft'`,
      cancelled: `e.state = 'cancelled'`,
    };
    this.conditions.push(conditions[status]);
    this.isNarrow ||= status === 'ongoing' || status === 'draft' || status === 'cancelled';
    if (status === 'draft' && !this.reader?.isAdmin) this.madeBy(this.reader?.id ?? 0);
  }

  madeBy(personId: number): void {
    this.conditions.push(`e.organizer_id = ${this.value(personId)}::bigint`);
    this.isNarrow = true;
  }

  inCategory(category: string): void {
    this.conditions.push(`e.category = ${this.value(category)}`);
  }

  online(isOnline: boolean): void {
    this.conditions.push(isOnline ? 'e.is_online' : 'NOT e.is_online');
  }

  /** Null is no bound. */
  startsWithin(from: Date | null, before: Date | null): void {
    if (from) this.conditions.push(`e.starts_at >= ${this.value(from)}`);
    if (before) this.conditions.push(`e.starts_at < ${this.value(before)}`);
    this.isNarrow ||= from !== null && before !== null;
  }

  /** One statement, and a second once a minute for the estimate of more than 10,000. */
  async page(source: Source, { limit, offset, orderBy }: PageRequest): Promise<{ rows: EventRow[] } & Count> {
    const known = knownTotal(this.key);
    const collects = this.isNarrow && !known;
    const column = orderBy.split(' ')[0]!;
    const all = `SELECT e.id, e.${column} ${this.matching}`;
    const few = `${all} LIMIT ${EXACT_UP_TO + 1}`;
    const ordered = (from: string) =>
      `SELECT id FROM (${from}) found ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}`;
    const counted = known
      ? 'SELECT NULL::int AS n'
      : `SELECT count(*)::int AS n FROM (${collects ? 'TABLE few' : few}) f`;
    const values = [...this.values, this.reader?.id ?? null];
    const rows = await source.query<RawEventRow & { counted: number | null }>(
      `WITH ${collects ? `few AS MATERIALIZED (${few}),` : ''}
       page AS (${ordered(collects ? 'TABLE few' : all)}),
       counted AS (${counted})
       SELECT counted.n AS counted, ${rowColumns('e', 's', `$${values.length}`)}
       FROM counted LEFT JOIN page ON true
       LEFT JOIN collaboration.events e ON e.id = page.id ${joinSeats('e', 's')}
       ORDER BY ${orderBy.replace(/(\w+) (ASC|DESC)/g, 'e.$1 $2')}`,
      values,
    );
    const total = rows[0]!.counted;
    if (total !== null && total > EXACT_UP_TO) {
      const count = await estimate(source, this.key, `SELECT ${this.matching}`, this.values);
      // Of so many only some were collected: the page is another one.
      if (collects) return this.page(source, { limit, offset, orderBy });
      return { rows: toRows(rows), ...count };
    }
    return { rows: toRows(rows), ...(known ?? { total: total!, exact: true }) };
  }

  private get matching(): string {
    return `FROM collaboration.events e WHERE ${this.conditions.join(' AND ')}`;
  }

  /** The same for everybody who asks the same, whatever the time. */
  private get key(): string {
    return JSON.stringify([this.matching, this.values.filter((value) => value !== this.now)]);
  }

  private value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

function toRows(rows: RawEventRow[]): EventRow[] {
  return rows.filter(({ id }) => id !== null).map(toEventRow);
}
