import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { bookable, holdLimit, live } from '../model/booking-clock.rules.js';
import type { OfferVisibility } from '../model/offer.entity.js';
import type { BookingKind, OfferKind } from '../model/offer-profile.rules.js';
import { nextHoldNumber, unpaidHolds } from './unpaid-holds.sql.js';
import { seatsOf } from '../transitions/new-booking.sql.js';
import { runTransition, transitionStatement } from '../transitions/transition-statement.sql.js';

export interface SeatRequest {
  kind: BookingKind;
  graceMinutes: number;
  offer: { kind: OfferKind; refId: number };
  personId: number;
  quantity: number;
  specialRequirements?: string;
  /** Confirmed at once where nothing is to be paid; otherwise it starts pending. */
  confirmFree: boolean;
  refuseJoinOnly?: boolean;
  /** The visibility that let this person in; what is for invited people by now is refused. */
  visibility?: OfferVisibility;
  /** Knows of others' drafts. */
  seesDrafts?: boolean;
  heldBy: string;
  mostHolds: number;
  now: Date;
  expiresAt: Date;
}

const QUANTITY = '$quantity::integer';
const HELD_BY = '$heldBy::text';

// The row lock makes seats safe; offers_seats_within_capacity and bookings_one_live_per_person guard them too.
// OFFSET 0 keeps the planner from joining all of a person's bookings.
const RESERVE = transitionStatement('booking-reserve-seats', 'reserve', {
  taking: `offer AS (
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
      AND (o.price_cents = 0 OR ${unpaidHolds(HELD_BY, '$at::timestamptz')} < $mostHolds::integer)
    RETURNING o.*)`,
  made: {
    rows: 'FROM offer',
    isFirm: '$confirmFree::boolean AND offer.price_cents = 0',
    expiresAt: `least($expiresAt::timestamptz, ${holdLimit.sql('offer')})`,
    values: {
      ...seatsOf('offer', QUANTITY),
      kind: '$kind::text',
      graceMinutes: '$graceMinutes::integer',
      personId: '$actorId::bigint',
      specialRequirements: '$specialRequirements::text',
      accessToken: '$accessToken::uuid',
      calendarUid: '$calendarUid::uuid',
      heldBy: `CASE WHEN offer.price_cents > 0 THEN ${HELD_BY} END`,
      holdNumber: `CASE WHEN offer.price_cents > 0 THEN ${nextHoldNumber(HELD_BY)} END`,
    },
  },
});

@Injectable()
export class SeatClaimsRepository {
  /** Null where nothing was taken; `StaleRead` where another booking of the person came first. */
  async reserve(tx: Tx, request: SeatRequest): Promise<BookingWithOffer | null> {
    const { offer, personId, now, ...asked } = request;
    const values = {
      ...{
        kind: asked.kind,
        graceMinutes: asked.graceMinutes,
        offerKind: offer.kind,
        refId: offer.refId,
        quantity: asked.quantity,
      },
      ...{ expiresAt: asked.expiresAt, confirmFree: asked.confirmFree },
      ...{ accessToken: randomUUID(), calendarUid: randomUUID() },
      specialRequirements: asked.specialRequirements ?? '',
      refuseJoinOnly: asked.refuseJoinOnly ?? false,
      visibility: asked.visibility ?? null,
      ...{ heldBy: asked.heldBy, mostHolds: asked.mostHolds },
    };
    try {
      return (await runTransition(tx, RESERVE, { at: now, actorId: personId }, values))[0] ?? null;
    } catch (error) {
      const isLate =
        violates(error, 'bookings_one_live_per_person') || violates(error, 'bookings_unpaid_holds');
      if (isLate) throw new StaleRead();
      throw error;
    }
  }
}
