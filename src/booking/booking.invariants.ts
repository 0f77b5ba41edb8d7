import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';
import type { BookingKind } from './model/booking.entity.js';
import { OfferProfilesService } from './model/offer-profiles.service.js';
import { attending, bookable, live, liveSeat, seated } from './model/booking-clock.rules.js';

export const bookingInvariants = (timeKinds: readonly BookingKind[]): Invariant[] => [
  {
    name: 'time_claims_overlap',
    sql: `SELECT x.booking_id, y.booking_id AS other_id FROM booking.time_claims x
      JOIN booking.time_claims y ON y.person_id = x.person_id AND y.claim <> x.claim AND y.kind = 'guard'
        AND y.during && x.during
      WHERE x.kind = 'core'`,
  },
  {
    name: 'seats_over_capacity',
    sql: `SELECT id FROM booking.offers WHERE taken < 0 OR taken > capacity`,
  },
  {
    name: 'seats_differ_from_bookings',
    sql: `SELECT o.id, o.taken, coalesce(sum(b.quantity), 0) AS booked FROM booking.offers o
      LEFT JOIN booking.bookings b ON b.offer_id = o.id
        AND ${seated.sql('b')}
      GROUP BY o.id HAVING o.taken <> coalesce(sum(b.quantity), 0)`,
  },
  {
    name: 'two_live_bookings_of_one_offer',
    sql: `SELECT offer_id, person_id FROM booking.bookings b
      WHERE ${live.sql('b')} AND offer_id IS NOT NULL AND person_id IS NOT NULL
      GROUP BY offer_id, person_id HAVING count(*) > 1`,
  },
  {
    name: 'claims_of_ended_bookings',
    sql: `SELECT c.booking_id FROM booking.time_claims c LEFT JOIN booking.bookings b ON b.id = c.booking_id
      WHERE (b.id IS NULL OR NOT ${live.sql('b')}) AND NOT isempty(c.during)`,
  },
  {
    name: 'live_time_without_claims',
    sql: `SELECT b.id FROM booking.bookings b
      LEFT JOIN booking.time_claims c ON c.booking_id = b.id AND c.kind = 'core'
        AND c.during = tstzrange(b.starts_at, b.ends_at)
      WHERE b.kind IN (${timeKinds.map((kind) => `'${kind}'`).join(', ')}) AND ${live.sql('b')}
        AND c.booking_id IS NULL`,
  },
  {
    name: 'confirmed_without_its_price',
    sql: `SELECT id FROM booking.bookings b
      WHERE ${attending.sql('b')} AND paid_cents <> price_cents`,
  },
  {
    name: 'refunds_over_payments',
    sql: `SELECT id FROM booking.bookings WHERE refunded_cents > paid_cents`,
  },
  {
    // Whoever was let in to a session stays where its host cancels it.
    name: 'live_bookings_of_withdrawn_offers',
    sql: `SELECT b.id FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
      WHERE o.state IN ('cancelled', 'gone') AND o.withdrawing_since IS NULL
        AND ${liveSeat.sql('b', 'o.updated_at')} AND b.checked_in_at IS NULL`,
  },
  {
    name: 'withdrawing_differs_from_withdrawals',
    sql: `SELECT o.id, w.offer_id FROM (
        SELECT id, withdrawing_since FROM booking.offers WHERE withdrawing_since IS NOT NULL) o
      FULL JOIN booking.withdrawals w ON w.offer_id = o.id WHERE o.withdrawing_since IS DISTINCT FROM w.at`,
  },
  {
    name: 'waiting_differs_from_waitlist',
    sql: `SELECT o.id, o.waiting, w.entries
      FROM (SELECT id, waiting FROM booking.offers WHERE waitlist_due_at IS NOT NULL) o
      FULL JOIN (
        SELECT offer_id, count(*) AS entries FROM booking.waitlist WHERE status = 'waiting' GROUP BY offer_id
      ) w ON w.offer_id = o.id
      WHERE o.waiting IS DISTINCT FROM w.entries`,
  },
  {
    name: 'two_live_waitlist_entries',
    sql: `SELECT offer_id, coalesce(person_id::text, held_by) AS who FROM booking.waitlist
      WHERE status IN ('waiting', 'offered') GROUP BY 1, 2 HAVING count(*) > 1`,
  },
  {
    name: 'seat_offers_without_a_hold',
    sql: `SELECT w.id FROM booking.waitlist w JOIN booking.bookings b ON b.id = w.booking_id
      WHERE (w.status = 'offered' AND b.status <> 'pending')
        OR (w.status = 'claimed' AND b.confirmed_at IS NULL AND NOT b.awaits_host)`,
  },
  {
    // Due lists are yet to be promoted; a party passed over three times stops those behind it.
    name: 'waiting_party_that_fits',
    sql: `SELECT w.id FROM booking.offers o
      JOIN booking.waitlist w ON w.offer_id = o.id AND w.status = 'waiting'
      WHERE o.waiting > 0 AND ${bookable.sql('o', 'now()')} AND o.waitlist_due_at > now()
        AND (o.capacity IS NULL OR w.quantity <= o.capacity - o.taken)
        AND NOT EXISTS (
          SELECT FROM booking.waitlist f WHERE f.offer_id = o.id AND f.status = 'waiting' AND f.passed_over = 3
            AND (f.joined_at, f.id) < (w.joined_at, w.id)
            AND f.quantity > o.capacity - o.taken AND f.quantity <= o.capacity)`,
  },
];

@Injectable()
export class BookingInvariants extends InvariantSource {
  constructor(private readonly profiles: OfferProfilesService) {
    super();
  }

  invariants(): Invariant[] {
    return bookingInvariants(this.profiles.timeKinds);
  }
}
