import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { BookingConfirmed, BookingHeld } from '../booking.events.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { bookable, holdLimit, live } from '../model/booking-clock.rules.js';
import { bookingPayload } from '../model/booking-payload.sql.js';
import type { OfferVisibility } from '../model/offer.entity.js';
import type { BookingKind } from '../model/offer-profile.rules.js';
import type { OfferKind } from '../model/offer-profile.rules.js';

export interface SeatRequest {
  kind: BookingKind;
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
  now: Date;
  expiresAt: Date;
}

// The row lock makes seats safe; offers_seats_within_capacity and bookings_one_live_per_person guard them too.
// OFFSET 0 keeps the planner from joining all of a person's bookings.
const RESERVE = prepared(
  'booking-reserve-seats',
  `WITH seat AS (
     UPDATE booking.offers AS o SET taken = o.taken + $quantity::integer
     WHERE o.kind = $offerKind AND o.ref_id = $refId AND ${bookable.sql('o', '$now::timestamptz')}
       AND (o.capacity IS NULL OR o.taken + $quantity::integer <= o.capacity)
       AND $quantity::integer <= o.max_per_booking
       AND o.waiting = 0 AND NOT (o.join_only AND $refuseJoinOnly::boolean)
       AND ($visibility::text IS DISTINCT FROM 'public' OR o.visibility = 'public')
       AND NOT EXISTS (
         SELECT FROM booking.bookings other
         WHERE other.offer_id = o.id AND other.person_id = $personId
           AND ${live.sql('other')} OFFSET 0)
     RETURNING o.*
   ), made AS (
     INSERT INTO booking.bookings (kind, status, offer_id, ref_id, label_id, person_id, host_id, quantity,
       price_cents, currency, refund_policy, starts_at, ends_at, expires_at, confirmed_at, access_token,
       calendar_uid, special_requirements, registered_at)
     SELECT $kind, CASE WHEN firm THEN 'confirmed' ELSE 'pending' END, seat.id, seat.ref_id, seat.label_id,
       $personId, seat.organizer_id, $quantity::integer, seat.price_cents * $quantity::integer, seat.currency,
       seat.refund_policy, seat.starts_at, seat.ends_at,
       CASE WHEN NOT firm THEN least($expiresAt::timestamptz, ${holdLimit.sql('seat')}) END,
       CASE WHEN firm THEN $now::timestamptz END, $accessToken::uuid, $calendarUid::uuid,
       $specialRequirements, $now
     FROM seat CROSS JOIN LATERAL (SELECT $confirmFree::boolean AND seat.price_cents = 0) AS chosen (firm)
     RETURNING *
   ), recorded AS (
     INSERT INTO platform.audit_log
       (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
     SELECT $personId, 'booking.reserved', 'booking', made.id::text, $ip, $requestId,
       jsonb_build_object('kind', made.kind, 'ref_id', made.ref_id, 'quantity', made.quantity,
         'status', made.status)
     FROM made
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT CASE made.status WHEN 'confirmed' THEN '${BookingConfirmed.name}' ELSE '${BookingHeld.name}' END,
       ${bookingPayload('made', 'seat')}, $requestId
     FROM made CROSS JOIN seat
   )
   SELECT ${bookingWithOfferColumns('made', 'seat')} FROM made CROSS JOIN seat`,
);

@Injectable()
export class SeatClaimsRepository {
  /** Null where nothing was taken; `StaleRead` where another booking of the person came first. */
  async reserve(tx: Tx, request: SeatRequest): Promise<BookingWithOffer | null> {
    const origin = currentRequest();
    try {
      const [row] = await tx.query<BookingWithOfferRow>(RESERVE, {
        offerKind: request.offer.kind,
        refId: request.offer.refId,
        personId: request.personId,
        quantity: request.quantity,
        now: request.now,
        kind: request.kind,
        expiresAt: request.expiresAt,
        confirmFree: request.confirmFree,
        accessToken: randomUUID(),
        calendarUid: randomUUID(),
        specialRequirements: request.specialRequirements ?? '',
        requestId: origin?.requestId ?? null,
        ip: origin?.ip ?? null,
        refuseJoinOnly: request.refuseJoinOnly ?? false,
        visibility: request.visibility ?? null,
      });
      return row ? toBookingWithOffer(row) : null;
    } catch (error) {
      if (violates(error, 'bookings_one_live_per_person')) throw new StaleRead();
      throw error;
    }
  }
}
