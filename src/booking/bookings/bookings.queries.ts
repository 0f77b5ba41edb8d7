import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
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

/** SQL of `Booking.statusAt`, with `$now` for the instant where time alone brings the state about. */
const HAS_STATUS: Record<BookingStatus, string> = {
  pending: `b.status = 'pending' AND b.expires_at > $now`,
  confirmed: `b.status = 'confirmed' AND ${completesAt('b')} > $now`,
  completed: `(b.status = 'completed' OR b.status = 'confirmed' AND ${completesAt('b')} <= $now)`,
  no_show: `b.status = 'no_show'`,
  cancelled: `b.status = 'cancelled'`,
  expired: `(b.status = 'expired' OR b.status = 'pending' AND b.expires_at <= $now)`,
};

const selection = () =>
  new Selection({
    from: 'booking.bookings b',
    id: 'b.id',
    rows: 'booking.bookings b JOIN booking.offers o ON o.id = b.offer_id',
  });

@Injectable()
export class BookingsQueries {
  constructor(private readonly db: Database) {}

  ofBooker(personId: number, query: OwnBookingsQuery, now: Date): Promise<Page<BookingWithOffer>> {
    const { event, status } = query;
    const own = selection()
      .and('b.person_id = $personId', { personId })
      .and(`b.kind = 'ticket' AND b.ref_id = $event`, { event });
    if (status !== undefined) own.and(HAS_STATUS[status], { now });
    return this.page(own, query, ORDERING);
  }

  ofPerson(personId: number, query: UserBookingsQuery, now: Date): Promise<Page<BookingWithOffer>> {
    const mine = selection().and('b.person_id = $personId', { personId });
    if (!query.include_cancelled) {
      mine.and(`b.status NOT IN ('cancelled', 'expired') AND (b.status <> 'pending' OR b.expires_at > $now)`, {
        now,
      });
    }
    if (query.status === 'upcoming') mine.and('b.ends_at > $now', { now });
    if (query.status === 'past') mine.and('b.ends_at <= $now', { now });
    return this.page(mine, query, {
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
    const { category, date } = query;
    const all = selection().and('b.label_id = $category', { category });
    if (bookers?.length === 1) all.and('b.person_id = $booker', { booker: bookers[0] });
    else if (bookers) all.and('b.person_id = ANY($bookers::bigint[])', { bookers });
    if (date !== undefined) {
      const [from, to] = [startOfDay(date, zone), endOfDay(date, zone)];
      all.and('b.starts_at >= $from AND b.starts_at < $to', { from, to }).narrow('all');
    }
    return this.page(all, query, ORDERING);
  }

  private async page(
    bookings: Selection,
    query: ListQuery,
    ordering: Ordering,
  ): Promise<Page<BookingWithOffer>> {
    const columns = bookingWithOfferColumns('b', 'o');
    const page = await bookings.page<BookingWithOfferRow>(this.db, columns, pageOf(query, ordering));
    return { ...page, items: page.items.map(toBookingWithOffer) };
  }
}
