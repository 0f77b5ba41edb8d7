import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from './booking-columns.sql.js';
import { lapsed, liveSeat, toCome } from './booking-clock.rules.js';
import type { BookingKind } from './booking.entity.js';
import type { OfferKind } from './offer.entity.js';

type Source = Pick<Tx, 'query'>;

const FIND = prepared(
  'booking-find',
  `SELECT ${bookingWithOfferColumns('b', 'o')}
   FROM booking.bookings b LEFT JOIN booking.offers o ON o.id = b.offer_id WHERE b.id = $1`,
);

const FIND_MANY = prepared(
  'booking-find-many',
  `SELECT ${bookingWithOfferColumns('b', 'o')}
   FROM booking.bookings b LEFT JOIN booking.offers o ON o.id = b.offer_id WHERE b.id = ANY ($ids::bigint[])`,
);

const FIND_LIVE = prepared(
  'booking-find-live',
  `SELECT ${bookingWithOfferColumns('b', 'o')}
   FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
   WHERE o.kind = $1 AND o.ref_id = $2 AND b.person_id = $3 AND ${liveSeat.sql('b', '$4')}
     AND o.withdrawing_since IS NULL`,
);

// An entry's token opens what it was given, and an earlier booking only once it does not wait any more.
const FIND_BY_TOKEN = prepared(
  'booking-find-by-token',
  `SELECT ${bookingWithOfferColumns('b', 'o')}, w.id AS "entryId"
   FROM (SELECT $token::uuid AS token) AS asked
   LEFT JOIN booking.waitlist w ON w.access_token = asked.token
   LEFT JOIN booking.bookings own ON own.access_token = asked.token
   LEFT JOIN booking.bookings b
     ON b.id = CASE WHEN w.booking_id IS NULL AND (w.status = 'waiting' OR w.lapses > 0) THEN NULL
       ELSE coalesce(w.booking_id, own.id) END
   LEFT JOIN booking.offers o ON o.id = b.offer_id
   WHERE w.id IS NOT NULL OR own.id IS NOT NULL`,
);

const LAPSED_SEATS = prepared(
  'booking-lapsed-seats',
  `SELECT coalesce(sum(b.quantity), 0)::integer AS seats FROM booking.bookings b
   WHERE b.offer_id = $1 AND ${lapsed.sql('b', '$2')}`,
);

const COMING = prepared(
  'booking-coming',
  `SELECT b.id FROM booking.bookings b
   WHERE (b.person_id = $personId OR b.host_id = $personId) AND b.kind = $kind
     AND ${liveSeat.sql('b', '$at')} AND ${toCome.sql('b', '$at')}
   ORDER BY b.id LIMIT 10000`,
);

export interface LinkedBooking {
  found: BookingWithOffer | null;
  entryId: number | null;
}

@Injectable()
export class BookingsRepository {
  /** Null where the token is nobody's; without a booking its party waits, or has left. */
  async findByToken(source: Source, token: string): Promise<LinkedBooking | null> {
    type Row = BookingWithOfferRow & { entryId: number | null };
    const [row] = await source.query<Row>(FIND_BY_TOKEN, { token });
    if (!row) return null;
    return { entryId: row.entryId, found: row.id === null ? null : toBookingWithOffer(row) };
  }

  async find(source: Source, id: number): Promise<BookingWithOffer | null> {
    const [row] = await source.query<BookingWithOfferRow>(FIND, [id]);
    return row ? toBookingWithOffer(row) : null;
  }

  async findMany(source: Source, ids: readonly number[]): Promise<Map<number, BookingWithOffer>> {
    const rows = await source.query<BookingWithOfferRow>(FIND_MANY, { ids });
    return new Map(rows.map((row) => [row.id, toBookingWithOffer(row)]));
  }

  /** The person's live booking of an offer; a lapsed hold is none. */
  async findLive(
    source: Source,
    personId: number,
    { kind, refId }: { kind: OfferKind; refId: number },
    at: Date,
  ): Promise<BookingWithOffer | null> {
    const [row] = await source.query<BookingWithOfferRow>(FIND_LIVE, [kind, refId, personId, at]);
    return row ? toBookingWithOffer(row) : null;
  }

  async settle(tx: Tx, id: number, at: Date): Promise<void> {
    await tx.query('UPDATE booking.bookings SET settled_at = $2 WHERE id = $1', [id, at]);
  }

  /** Of a kind, with this person on either side. */
  async coming(source: Source, personId: number, kind: BookingKind, at: Date): Promise<number[]> {
    const rows = await source.query<{ id: number }>(COMING, { personId, kind, at });
    return rows.map(({ id }) => id);
  }

  /** Of an offer: what no sweep has freed yet. */
  async lapsedSeats(source: Source, offerId: number, at: Date): Promise<number> {
    return (await source.query<{ seats: number }>(LAPSED_SEATS, [offerId, at]))[0]!.seats;
  }
}
