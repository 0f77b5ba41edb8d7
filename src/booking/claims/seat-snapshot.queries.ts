import { Injectable } from '@nestjs/common';
import { instantSql } from '../../platform/events/payload-sql.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { FreeOffer } from '../model/offer-profile.rules.js';
import { bookable, lapsed, liveSeat } from '../model/booking-clock.rules.js';
import { offerColumns, toOffer, type OfferRow } from '../model/booking-columns.sql.js';
import type { SeatSnapshot } from './seat-refusal.policy.js';
import { unpaidHolds } from './asked-booking.sql.js';
import type { SeatRequest } from './seat-claims.repository.js';

const NEXT_STARTS = 3;
/** So many coming starts are searched for free ones, however long a season is fully booked. */
const LOOKED_AT = 200;

const SNAPSHOT = prepared(
  'booking-seat-facts',
  `SELECT ${offerColumns('o')}, lapsed.seats AS "lapsedSeats", own.id AS "ownBookingId",
     free.starts AS "nextFree", ${unpaidHolds('$5::text', '$4')} AS "unpaidHolds"
   FROM booking.offers o
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(b.quantity), 0)::integer AS seats FROM booking.bookings b
     WHERE b.offer_id = o.id AND ${lapsed.sql('b', '$4')}
   ) lapsed
   LEFT JOIN LATERAL (
     SELECT b.id FROM booking.bookings b
     WHERE b.offer_id = o.id AND b.person_id = $3 AND ${liveSeat.sql('b', '$4')}
   ) own ON true
   CROSS JOIN LATERAL (
     SELECT coalesce(jsonb_agg(
       jsonb_build_object('refId', next.ref_id, 'startsAt', ${instantSql('next.starts_at')})
       ORDER BY next.starts_at),
       '[]') AS starts
     FROM (
       SELECT coming.ref_id, coming.starts_at FROM (
         SELECT c.ref_id, c.state, c.starts_at, c.closes_at, c.opens_at, c.capacity, c.taken, c.waiting,
           c.is_barred
         FROM booking.offers c
         WHERE c.state = 'open' AND c.kind = o.kind AND c.label_id = o.label_id AND c.starts_at > $4
         ORDER BY c.starts_at LIMIT ${LOOKED_AT}
       ) coming
       WHERE (coming.capacity IS NULL OR coming.taken < coming.capacity)
         AND coming.waiting = 0 AND ${bookable.sql('coming', '$4')}
       ORDER BY coming.starts_at LIMIT ${NEXT_STARTS}
     ) next
   ) free
   WHERE o.kind = $1 AND o.ref_id = $2`,
);

type SnapshotRow = OfferRow & {
  lapsedSeats: number;
  ownBookingId: number | null;
  nextFree: FreeOffer[];
  unpaidHolds: number;
};

@Injectable()
export class SeatSnapshotQueries {
  async of(
    source: Pick<Tx, 'query'>,
    request: Pick<SeatRequest, 'offer' | 'now'> & { personId: number | null; heldBy?: string | null },
  ): Promise<SeatSnapshot> {
    const { offer, personId, now, heldBy = null } = request;
    const [row] = await source.query<SnapshotRow>(SNAPSHOT, [offer.kind, offer.refId, personId, now, heldBy]);
    if (!row) return { offer: null, lapsedSeats: 0, ownBookingId: null, nextFree: [], unpaidHolds: 0 };
    const { lapsedSeats, ownBookingId, nextFree, unpaidHolds: holds } = row;
    return { offer: toOffer(row), lapsedSeats, ownBookingId, nextFree, unpaidHolds: holds };
  }
}
