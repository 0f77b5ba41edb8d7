import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { bookable, liveSeat } from '../model/booking-clock.rules.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BY_ID, runTransition, transitionStatement } from '../transitions/transition-statement.sql.js';
import type { TransitionValues } from '../transitions/transition-statement.sql.js';

const TAKE = prepared(
  'booking-resize-seats',
  `UPDATE booking.offers o SET taken = o.taken + $seats::integer,
     waitlist_due_at = CASE WHEN o.waiting > 0 THEN $at::timestamptz END
   FROM booking.bookings b
   WHERE b.id = $id AND o.id = b.offer_id AND ${liveSeat.sql('b', '$at::timestamptz')}
     AND b.quantity + $seats::integer >= 1 AND ($seats::integer < 0
       OR (${bookable.sql('o', '$at::timestamptz')} AND o.waiting = 0
         AND b.quantity + $seats::integer <= o.max_per_booking
         AND (o.capacity IS NULL OR o.taken + $seats::integer <= o.capacity)))
   RETURNING o.id`,
);

const RESIZE = transitionStatement('booking-resize', 'resize', { chosen: BY_ID });

@Injectable()
export class PartySizesRepository {
  /** Seats of its offer, which stays locked; false where they are not to be had. */
  async take(tx: Tx, id: number, seats: number, at: Date): Promise<boolean> {
    return (await tx.query(TAKE, { id, seats, at })).length > 0;
  }

  async resize(tx: Tx, id: number, seats: number, by: TransitionValues): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, RESIZE, by, { id, seats }))[0] ?? null;
  }
}
