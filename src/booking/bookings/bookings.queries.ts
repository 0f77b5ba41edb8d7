import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { estimate, EXACT_UP_TO, knownTotal } from '../../platform/http/lists/count.js';
import { pageOf, type ListQuery, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import type { BookingStatus } from '../model/booking.entity.js';
import { completesAt } from '../model/booking-clock.rules.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import type { AdminBookingsQuery, OwnBookingsQuery, UserBookingsQuery } from './bookings.dto.js';

const ORDERING: Ordering = {
  ordering: { registered_at: 'b.registered_at', created_at: 'b.registered_at', start_time: 'b.starts_at' },
  default: '-registered_at',
  tiebreak: 'b.id',
};

/** SQL of `Booking.statusAt`, with `?` for the instant where time alone brings the state about. */
const HAS_STATUS: Record<BookingStatus, string> = {
  pending: `b.status = 'pending' AND b.expires_at > ?`,
  confirmed: `b.status = 'confirmed' AND ${completesAt('b')} > ?`,
  completed: `(b.status = 'completed' OR b.status = 'confirmed' AND ${completesAt('b')} <= ?)`,
  no_show: `b.status = 'no_show'`,
  cancelled: `b.status = 'cancelled'`,
  expired: `(b.status = 'expired' OR b.status = 'pending' AND b.expires_at <= ?)`,
};

const isTimed = (status: BookingStatus) => HAS_STATUS[status].includes('?');

class Filter {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Each `?` stands for the next value. */
  and(condition: string, ...values: unknown[]): this {
    let index = this.values.length;
    this.conditions.push(condition.replace(/\?/g, () => `$${++index}`));
    this.values.push(...values);
    return this;
  }

  get sql(): string {
    return this.conditions.length > 0 ? `WHERE ${this.conditions.join(' AND ')}` : '';
  }
}

@Injectable()
export class BookingsQueries {
  constructor(private readonly db: Database) {}

  ofBooker(personId: number, query: OwnBookingsQuery, now: Date): Promise<Page<BookingWithOffer>> {
    const filter = new Filter().and('b.person_id = ?', personId);
    if (query.event !== undefined) filter.and(`b.kind = 'ticket' AND b.ref_id = ?`, query.event);
    if (query.status !== undefined)
      filter.and(HAS_STATUS[query.status], ...(isTimed(query.status) ? [now] : []));
    return this.page(`own ${personId} ${query.event} ${query.status}`, filter, query, ORDERING);
  }

  ofPerson(personId: number, query: UserBookingsQuery, now: Date): Promise<Page<BookingWithOffer>> {
    const filter = new Filter().and('b.person_id = ?', personId);
    if (!query.include_cancelled) {
      filter.and(
        `b.status NOT IN ('cancelled', 'expired') AND (b.status <> 'pending' OR b.expires_at > ?)`,
        now,
      );
    }
    if (query.status === 'upcoming') filter.and('b.ends_at > ?', now);
    if (query.status === 'past') filter.and('b.ends_at <= ?', now);
    return this.page(`mine ${personId} ${query.status} ${query.include_cancelled}`, filter, query, {
      ...ORDERING,
      default: query.status === 'upcoming' ? 'start_time' : '-start_time',
    });
  }

  /** Everybody's bookings; `bookers` narrows to these people, the day is one of `zone`. */
  ofEverybody(
    query: AdminBookingsQuery,
    bookers: number[] | null,
    zone: string,
  ): Promise<Page<BookingWithOffer>> {
    const filter = new Filter();
    if (bookers?.length === 1) filter.and('b.person_id = ?', bookers[0]);
    else if (bookers) filter.and('b.person_id = ANY(?::bigint[])', bookers);
    if (query.category !== undefined) filter.and('b.label_id = ?', query.category);
    if (query.date !== undefined) {
      filter.and(
        'b.starts_at >= ? AND b.starts_at < ?',
        startOfDay(query.date, zone),
        endOfDay(query.date, zone),
      );
    }
    const key = `all ${bookers?.join()} ${query.category} ${query.date} ${zone}`;
    return this.page(key, filter, query, ORDERING, { isNarrow: query.date !== undefined });
  }

  /**
   * The page's ids come from an index alone; only its rows are read whole. A narrow filter is collected first,
   * where the planner would walk through everything. `key` names the filter of a kept estimate.
   */
  private async page(
    key: string,
    filter: Filter,
    query: ListQuery,
    ordering: Ordering,
    { isNarrow = false } = {},
  ): Promise<Page<BookingWithOffer>> {
    const { limit, offset, orderBy } = pageOf(query, ordering);
    const all = `FROM booking.bookings b ${filter.sql}`;
    const found = isNarrow ? 'FROM found b' : all;
    const columns = bookingWithOfferColumns('b', 'o');
    const known = knownTotal(`bookings ${key}`);
    const count = known
      ? known.total
      : `(SELECT count(*)::integer FROM (SELECT ${found} LIMIT ${EXACT_UP_TO + 1}) AS counted)`;
    const rows = await this.db.query<BookingWithOfferRow & { total: number }>(
      `${isNarrow ? `WITH found AS MATERIALIZED (SELECT b.id, b.registered_at, b.starts_at ${all})` : ''}
       SELECT counting.total, ${columns}
       FROM (SELECT ${count} AS total) AS counting
       LEFT JOIN (SELECT b.id ${found} ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}) AS page ON true
       LEFT JOIN booking.bookings b ON b.id = page.id
       LEFT JOIN booking.offers o ON o.id = b.offer_id
       ORDER BY ${orderBy}`,
      filter.values,
    );
    const items = rows.filter((row) => row.id !== null).map(toBookingWithOffer);
    const { total } = rows[0]!;
    if (known || total <= EXACT_UP_TO) return { items, ...(known ?? { total }) };
    return { items, ...(await estimate(this.db, `bookings ${key}`, `SELECT ${all}`, filter.values)) };
  }
}
