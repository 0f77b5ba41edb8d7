import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { AlreadyBooked, SlotUnavailable } from '../booking.errors.js';
import { BookingConfirmed, BookingHeld } from '../booking.events.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { bookingPayload } from '../model/booking-payload.sql.js';
import type { RefundPolicy } from '../model/refund.policy.js';
import type { OfferKind } from '../model/offer.entity.js';

export interface TimeRequest {
  kind: 'appointment' | 'meeting';
  /** What is booked, such as the event type, by its id in its own context. */
  refId: number | null;
  /** Null for an appointment made without an account. */
  personId: number | null;
  hostId: number;
  people: number[];
  startsAt: Date;
  endsAt: Date;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  /** Takes seats of a group session too; its bookings share the host's time. */
  session?: { kind: OfferKind; refId: number };
  quantity?: number;
  priceCents?: number;
  currency?: string;
  refundPolicy?: RefundPolicy | null;
  specialRequirements?: string;
  /** Null: confirmed at once. */
  expiresAt: Date | null;
  now: Date;
}

// Without a session `session` joins as nulls, so that the rest of the statement is the same for both.
const RESERVE = prepared(
  'booking-reserve-time',
  `WITH session AS (
     UPDATE booking.offers AS o SET taken = o.taken + $9::integer
     WHERE o.kind = $19 AND o.ref_id = $20 AND o.state = 'open' AND $15::timestamptz < o.closes_at
       AND o.waiting = 0
       AND (o.capacity IS NULL OR o.taken + $9::integer <= o.capacity)
     RETURNING o.*
   ), made AS (
     INSERT INTO booking.bookings (kind, ref_id, person_id, host_id, starts_at, ends_at, buffer_before_minutes,
       buffer_after_minutes, quantity, price_cents, currency, refund_policy, special_requirements, expires_at,
       registered_at, status, confirmed_at, access_token, calendar_uid, offer_id, label_id)
     SELECT $1, $2::bigint, $3::bigint, $4::bigint, $5::timestamptz, $6::timestamptz, $7::integer, $8::integer,
       $9::integer, $10::integer, $11, $12::jsonb, $13, $14::timestamptz, $15::timestamptz,
       CASE WHEN $14::timestamptz IS NULL THEN 'confirmed' ELSE 'pending' END,
       CASE WHEN $14::timestamptz IS NULL THEN $15::timestamptz END, $16::uuid, $17::uuid, session.id,
       session.label_id
     FROM (SELECT 1) AS once LEFT JOIN session ON true WHERE $19::text IS NULL OR session.id IS NOT NULL
     RETURNING *
   ), claimed AS (
     INSERT INTO booking.time_claims (booking_id, person_id, kind, claim, during)
     SELECT made.id, person.id, part.kind, coalesce(-made.offer_id, made.id),
       tstzrange(made.starts_at - part.before, made.ends_at + part.after)
     FROM made CROSS JOIN unnest($18::bigint[]) AS person (id)
     CROSS JOIN LATERAL (VALUES
       ('core', interval '0', interval '0'),
       ('guard', make_interval(mins => made.buffer_before_minutes),
         make_interval(mins => made.buffer_after_minutes))
     ) AS part (kind, before, after)
   ), recorded AS (
     INSERT INTO platform.audit_log
       (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
     SELECT $3::bigint, 'booking.reserved', 'booking', made.id::text, $22, $21,
       jsonb_build_object('kind', made.kind, 'ref_id', made.ref_id, 'quantity', made.quantity,
         'status', made.status)
     FROM made
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT CASE made.status WHEN 'confirmed' THEN '${BookingConfirmed.name}' ELSE '${BookingHeld.name}' END,
       ${bookingPayload('made', 'session')}, $21
     FROM made LEFT JOIN session ON true
   )
   SELECT ${bookingWithOfferColumns('made', 'session')} FROM made LEFT JOIN session ON true`,
);

@Injectable()
export class TimeClaimsRepository {
  /** After the people's locks. Refuses with `SlotUnavailable`; null where the session is full. */
  async reserve(tx: Tx, request: TimeRequest): Promise<BookingWithOffer | null> {
    const origin = currentRequest();
    try {
      const [row] = await tx.query<BookingWithOfferRow>(RESERVE, [
        request.kind,
        request.refId,
        request.personId,
        request.hostId,
        request.startsAt,
        request.endsAt,
        request.bufferBeforeMinutes ?? 0,
        request.bufferAfterMinutes ?? 0,
        request.quantity ?? 1,
        request.priceCents ?? 0,
        request.currency ?? 'USD',
        request.refundPolicy ?? null,
        request.specialRequirements ?? '',
        request.expiresAt,
        request.now,
        randomUUID(),
        randomUUID(),
        [...new Set(request.people)],
        request.session?.kind ?? null,
        request.session?.refId ?? null,
        origin?.requestId ?? null,
        origin?.ip ?? null,
      ]);
      return row ? toBookingWithOffer(row) : null;
    } catch (error) {
      throw toTimeRefusal(error);
    }
  }
}

export function toTimeRefusal(error: unknown): unknown {
  if (violates(error, 'time_claims_no_overlap'))
    return new SlotUnavailable([], 'Somebody who must be there is busy.');
  if (violates(error, 'bookings_one_live_per_person')) return new AlreadyBooked();
  return error;
}
