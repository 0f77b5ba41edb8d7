import type { SlotOffer } from '../../booking/booking.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { estimate, EXACT_UP_TO, knownTotal, type Count } from '../../platform/http/lists/count.js';
import type { PageRequest } from '../../platform/http/lists/lists.js';

type Source = Pick<Tx, 'query'>;

const ROW = `s.ref_id AS "refId", s.label_id AS "labelId", s.label_name AS "labelName",
  s.label_color AS "labelColor", s.state, s.capacity, s.taken, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
  s.opens_at AS "opensAt", s.closes_at AS "closesAt", s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const ONE = `SELECT ${ROW}
  FROM scheduling.timeslots t JOIN booking.offer_seats s ON s.kind = 'slot' AND s.ref_id = t.id
  WHERE t.id = $1 AND t.deleted_at IS NULL`;

export function slotRow(source: Source, id: number): Promise<SlotOffer[]> {
  return source.query<SlotOffer>(ONE, [id]);
}

/**
 * Selects ids alone, in the order of an index, so that a page far behind costs index entries; offers are joined
 * to the page. Each category is read in its own order and the results are merged, however few slots it has.
 */
export class SlotSelection {
  private readonly conditions = ['t.deleted_at IS NULL'];
  private readonly values: unknown[] = [];
  private categories?: string;

  constructor(private readonly now: Date) {}

  startsFrom(instant: Date): void {
    this.conditions.push(`t.starts_at >= ${this.value(instant)}`);
  }

  startsBefore(instant: Date): void {
    this.conditions.push(`t.starts_at < ${this.value(instant)}`);
  }

  inCategoriesNamed(names: string[]): void {
    this.categories = `c.name = ANY(${this.value(names)}::citext[])`;
  }

  inCategory(id: number): void {
    this.categories = `c.id = ${this.value(id)}`;
  }

  /**
   * By `is_booked` or `is_available`. Asked of each slot in its turn and not joined: the planner cannot know
   * how many are so.
   */
  only(status: 'booked' | 'available'): void {
    let isSo = 'o.seats_available = 0';
    if (status === 'available') {
      const now = this.value(this.now);
      isSo = `o.seats_available > 0 AND o.state = 'open' AND o.closes_at > ${now}`;
      // A slot closes when it starts: what is past need not be asked one by one.
      this.conditions.push(`t.starts_at > ${now}`);
    }
    this.conditions.push(
      `(SELECT ${isSo} FROM booking.offer_seats o WHERE o.kind = 'slot' AND o.ref_id = t.id)`,
    );
  }

  /** One statement, and a second once a minute for the estimate of more than 10,000. */
  async page(source: Source, { limit, offset, orderBy }: PageRequest): Promise<{ rows: SlotOffer[] } & Count> {
    const [take, skip] = [`$${this.values.length + 1}`, `$${this.values.length + 2}`];
    const page = `SELECT id, starts_at FROM (${this.ids(orderBy, `${take}::bigint + ${skip}::bigint`)}) selected
      ORDER BY ${orderBy} LIMIT ${take} OFFSET ${skip}`;
    const known = knownTotal(this.key);
    const counted = known ? `SELECT NULL::int AS n` : this.countSql();
    const rows = await source.query<SlotOffer & { counted: number }>(
      `WITH page AS (${page}), counted AS (${counted})
       SELECT counted.n AS counted, ${ROW} FROM counted LEFT JOIN page ON true
       LEFT JOIN booking.offer_seats s ON s.kind = 'slot' AND s.ref_id = page.id
       ORDER BY ${columnsOf('page', orderBy)}`,
      [...this.values, limit, offset],
    );
    const total = rows[0]!.counted;
    const shown = rows.filter(({ refId }) => refId !== null);
    if (known) return { rows: shown, ...known };
    if (total <= EXACT_UP_TO) return { rows: shown, total, exact: true };
    return { rows: shown, ...(await estimate(source, this.key, this.ids(), this.values)) };
  }

  private countSql(): string {
    const most = String(EXACT_UP_TO + 1);
    return `SELECT count(*)::int AS n FROM (SELECT FROM (${this.ids('', most)}) found LIMIT ${most}) few`;
  }

  private ids(orderBy = '', most?: string): string {
    const slots = `SELECT t.id, t.starts_at FROM scheduling.timeslots t WHERE ${this.conditions.join(' AND ')}`;
    if (!this.categories) return slots;
    const order = orderBy && `ORDER BY ${columnsOf('t', orderBy)}`;
    return `SELECT found.* FROM scheduling.categories c CROSS JOIN LATERAL (
      ${slots} AND t.category_id = c.id ${order} ${most ? `LIMIT ${most}` : ''}
      ) found WHERE ${this.categories}`;
  }

  /** The same for everybody who asks the same, whatever the time. */
  private get key(): string {
    return JSON.stringify([this.ids(), this.values.filter((value) => value !== this.now)]);
  }

  private value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

function columnsOf(table: string, orderBy: string): string {
  return orderBy.replace(/(\w+) (ASC|DESC)/g, `${table}.$1 $2`);
}
