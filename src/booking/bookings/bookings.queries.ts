import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type ListQuery, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { ended, hasStatus, seatedNow, toCome } from '../model/booking-clock.rules.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import type { BookingKind } from '../model/booking.entity.js';
import type { NamedOffer } from '../model/offer-profile.rules.js';
import type { AdminBookingsQuery, BookingRole, OwnBookingsQuery, UserBookingsQuery } from './bookings.dto.js';

const ORDERING: Ordering = {
  ordering: { registered_at: 'b.registered_at', created_at: 'b.registered_at', start_time: 'b.starts_at' },
  default: '-registered_at',
  tiebreak: 'b.id',
};

const selection = () =>
  new Selection({
    from: 'booking.bookings b',
    id: 'b.id',
    rows: 'booking.bookings b LEFT JOIN booking.offers o ON o.id = b.offer_id',
  });

const SIDES: Record<BookingRole, string> = { booker: 'b.person_id', host: 'b.host_id' };

const ofKind = ({ kind }: { kind?: BookingKind }) => selection().and('b.kind = $kind', { kind });

const of = (query: { kind?: BookingKind; role?: BookingRole }, personId: number) =>
  ofKind(query).must(`${SIDES[query.role ?? 'booker']} = $personId`, { personId });

@Injectable()
export class BookingsQueries {
  constructor(private readonly db: Database) {}

  ofBooker(
    personId: number,
    query: OwnBookingsQuery,
    named: NamedOffer | undefined,
    now: Date,
  ): Promise<Page<BookingWithOffer>> {
    const { status } = query;
    const own = of(query, personId);
    if (named) {
      const { profile, offer } = named;
      own.and(`b.kind = '${profile.bookingKind}' AND b.ref_id = $refId`, { refId: offer.refId });
    }
    if (status !== undefined) own.and(hasStatus[status]('b', '$now'), { now });
    return this.page(own, query, ORDERING);
  }

  ofPerson(personId: number, query: UserBookingsQuery, now: Date): Promise<Page<BookingWithOffer>> {
    const mine = of(query, personId).with({ now });
    if (!query.include_cancelled) mine.and(seatedNow.sql('b', '$now'));
    if (query.status === 'upcoming') mine.and(toCome.sql('b', '$now'));
    if (query.status === 'past') mine.and(ended.sql('b', '$now'));
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
    const all = ofKind(query).and('b.label_id = $category', { category });
    const side = SIDES[query.role ?? 'booker'];
    if (bookers?.length === 1) all.must(`${side} = $booker`, { booker: bookers[0]! });
    else if (bookers) all.must(`${side} = ANY($bookers::bigint[])`, { bookers });
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
