import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { KEY_IS_FREE, keptValues, type KeptUnder } from '../../platform/http/idempotency/kept-row.sql.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { bookable, holdLimit, live } from '../model/booking-clock.rules.js';
import type { OfferKind, OfferVisibility } from '../model/offer.entity.js';
import { askedOf, askedValues, MAY_HOLD, type AskedBooking } from './asked-booking.sql.js';
import { seatsOf, type NewBookings } from '../transitions/new-booking.sql.js';
import { runTransition, transitionStatement } from '../transitions/transition-statement.sql.js';

export interface SeatRequest extends AskedBooking {
  offer: { kind: OfferKind; refId: number };
  personId: number;
  quantity: number;
  /** Confirmed at once where nothing is to be paid; otherwise it starts pending. */
  confirmFree: boolean;
  refuseJoinOnly?: boolean;
  /** The visibility that let this person in; what is for invited people by now is refused. */
  visibility?: OfferVisibility;
  /** Knows of others' drafts. */
  seesDrafts?: boolean;
  now: Date;
  expiresAt: Date;
}

const LATE = ['bookings_one_live_per_person', 'bookings_unpaid_holds', 'idempotency_keys_pkey'];
const QUANTITY = '$quantity::integer';

// The row lock makes seats safe; offers_seats_within_capacity and bookings_one_live_per_person guard them too.
// OFFSET 0 keeps the planner from joining all of a person's bookings.
const taking = (guard: string) => `offer AS (
  UPDATE booking.offers AS o SET taken = o.taken + ${QUANTITY}
  WHERE o.kind = $offerKind AND o.ref_id = $refId AND ${bookable.sql('o', '$at::timestamptz')}
    AND (o.capacity IS NULL OR o.taken + ${QUANTITY} <= o.capacity)
    AND ${QUANTITY} <= o.max_per_booking
    AND o.waiting = 0 AND NOT (o.join_only AND $refuseJoinOnly::boolean)
    AND ($visibility::text IS DISTINCT FROM 'public' OR o.visibility = 'public')
    AND NOT EXISTS (
      SELECT FROM booking.bookings other
      WHERE other.offer_id = o.id AND other.person_id = $actorId::bigint
        AND ${live.sql('other')} OFFSET 0)
    AND (o.price_cents = 0 OR ${MAY_HOLD})${guard}
  RETURNING o.*)`;

const made: NewBookings = {
  rows: 'FROM offer',
  isFirm: '$confirmFree::boolean AND offer.price_cents = 0',
  expiresAt: `least($expiresAt::timestamptz, ${holdLimit.sql('offer')})`,
  values: {
    ...seatsOf('offer', QUANTITY),
    ...askedOf('offer.price_cents > 0'),
  },
};

const RESERVE = transitionStatement('booking-reserve-seats', 'reserve', { taking: taking(''), made });
const RESERVE_AND_KEEP = transitionStatement('booking-reserve-seats-and-keep', 'reserve', {
  taking: taking(` AND ${KEY_IS_FREE}`),
  made,
  keeps: true,
});

@Injectable()
export class SeatClaimsRepository {
  /** Null where nothing was taken; `StaleRead` where another booking of hers or use of the key was first. */
  async reserve(tx: Tx, request: SeatRequest, kept?: KeptUnder): Promise<BookingWithOffer | null> {
    const { offer, personId, now, quantity, expiresAt, confirmFree } = request;
    const values = {
      ...askedValues(request),
      ...{ offerKind: offer.kind, refId: offer.refId, quantity, expiresAt, confirmFree },
      refuseJoinOnly: request.refuseJoinOnly ?? false,
      visibility: request.visibility ?? null,
    };
    try {
      const by = { at: now, actorId: personId };
      const [reserved] = kept
        ? await runTransition(tx, RESERVE_AND_KEEP, by, { ...values, ...keptValues(kept) })
        : await runTransition(tx, RESERVE, by, values);
      return reserved ?? null;
    } catch (error) {
      if (LATE.some((constraint) => violates(error, constraint))) throw new StaleRead();
      throw error;
    }
  }
}
