import { bookable } from '../../booking/booking.api.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { type SlotOffer } from './timeslot.dto.js';

type Source = Pick<Tx, 'query'>;

const ROW = `s.ref_id AS "refId", s.label_id AS "labelId", s.label_name AS "labelName",
  s.label_color AS "labelColor", s.state, s.is_barred AS "isBarred",
  s.capacity, s.taken, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
  s.opens_at AS "opensAt", s.closes_at AS "closesAt", s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const ROWS = `scheduling.timeslots t JOIN booking.offer_seats s ON s.kind = 'slot' AND s.ref_id = t.id`;
const ONE = `SELECT ${ROW} FROM ${ROWS} WHERE t.id = $1 AND t.deleted_at IS NULL`;

export function slotRow(source: Source, id: number): Promise<SlotOffer[]> {
  return source.query<SlotOffer>(ONE, [id]);
}

/** Each category is read in its own order and the results are merged, however few slots it has. */
export class SlotSelection extends Selection {
  private categories?: string;

  constructor(private readonly now: Date) {
    super({ from: 'scheduling.timeslots t', id: 't.id', rows: ROWS });
    this.must('t.deleted_at IS NULL');
  }

  inCategoriesNamed(categories: string[]): void {
    this.with({ categories });
    this.categories = `platform.name_key(c.name::text) = ANY(ARRAY(
      SELECT platform.name_key(name) FROM unnest($categories::text[]) AS asked (name)))`;
  }

  inCategory(category: number): void {
    this.with({ category });
    this.categories = 'c.id = $category';
  }

  /**
   * By `is_booked` or `is_available`. Asked of each slot in its turn and not joined: the planner cannot know
   * how many are so.
   */
  only(status: 'booked' | 'available'): void {
    let isSo = 'o.seats_available = 0';
    if (status === 'available') {
      isSo = `o.seats_available > 0 AND ${bookable.sql('o', '$now')}`;
      // A slot closes when it starts: what is past need not be asked one by one.
      this.and('t.starts_at > $now', { now: this.now });
    }
    this.and(`(SELECT ${isSo} FROM booking.offer_seats o WHERE o.kind = 'slot' AND o.ref_id = t.id)`);
  }

  slots(source: Source, page: PageRequest): Promise<Page<SlotOffer>> {
    return this.page(source, ROW, page);
  }

  protected override matching(orderBy = '', most?: number): string {
    if (!this.categories) return super.matching();
    return `FROM scheduling.categories c CROSS JOIN LATERAL (
      SELECT t.id, t.starts_at FROM scheduling.timeslots t ${this.where} AND t.category_id = c.id
      ${orderBy && `ORDER BY ${orderBy}`} ${most ? `LIMIT ${most}` : ''}) t WHERE ${this.categories}`;
  }
}
