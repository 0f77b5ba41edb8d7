import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { BookingConfirmed, BookingHeld } from '../booking.events.js';
import type { BookingKind } from '../model/booking.entity.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { bookingPayload } from '../model/booking-payload.sql.js';
import type { OfferKind, OfferVisibility } from '../model/offer.entity.js';

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
// OFFSET 0 keeps the planner from reading all of a person's bookings to join them.
const RESERVE = prepared(
  'booking-reserve-seats',
  `WITH seat AS (
     UPDATE booking.offers AS o SET taken = o.taken + $4::integer
     WHERE o.kind = $1 AND o.ref_id = $2 AND o.state = 'open'
       AND (o.opens_at IS NULL OR o.opens_at <= $5) AND $5 < o.closes_at
       AND (o.capacity IS NULL OR o.taken + $4::integer <= o.capacity) AND $4::integer <= o.max_per_booking
       AND o.waiting = 0 AND NOT (o.join_only AND $14::boolean)
       AND ($15::text IS DISTINCT FROM 'public' OR o.visibility = 'public')
       AND NOT EXISTS (
         SELECT FROM booking.bookings other
         WHERE other.offer_id = o.id AND other.person_id = $3
           AND other.status IN ('pending', 'confirmed') OFFSET 0)
     RETURNING o.*
   ), made AS (
     INSERT INTO booking.bookings (kind, status, offer_id, ref_id, label_id, person_id, host_id, quantity,
       price_cents, currency, refund_policy, starts_at, ends_at, expires_at, confirmed_at, access_token,
       calendar_uid, special_requirements, registered_at)
     SELECT $6, CASE WHEN firm THEN 'confirmed' ELSE 'pending' END, seat.id, seat.ref_id, seat.label_id, $3,
       seat.organizer_id, $4::integer, seat.price_cents * $4::integer, seat.currency, seat.refund_policy,
       seat.starts_at, seat.ends_at, CASE WHEN NOT firm THEN $7::timestamptz END,
       CASE WHEN firm THEN $5::timestamptz END, $9::uuid, $10::uuid, $11, $5
     FROM seat CROSS JOIN LATERAL (SELECT $8::boolean AND seat.price_cents = 0) AS chosen (firm)
     RETURNING *
   ), recorded AS (
     INSERT INTO platform.audit_log
       (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
     SELECT $3, 'booking.reserved', 'booking', made.id::text, $13, $12,
       jsonb_build_object('kind', made.kind, 'ref_id', made.ref_id, 'quantity', made.quantity,
         'status', made.status)
     FROM made
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT CASE made.status WHEN 'confirmed' THEN '${BookingConfirmed.name}' ELSE '${BookingHeld.name}' END,
       ${bookingPayload('made', 'seat')}, $12
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
      const [row] = await tx.query<BookingWithOfferRow>(RESERVE, [
        request.offer.kind,
        request.offer.refId,
        request.personId,
        request.quantity,
        request.now,
        request.kind,
        request.expiresAt,
        request.confirmFree,
        randomUUID(),
        randomUUID(),
        request.specialRequirements ?? '',
        origin?.requestId ?? null,
        origin?.ip ?? null,
        request.refuseJoinOnly ?? false,
        request.visibility ?? null,
      ]);
      return row ? toBookingWithOffer(row) : null;
    } catch (error) {
      if (violates(error, 'bookings_one_live_per_person')) throw new StaleRead();
      throw error;
    }
  }
}
