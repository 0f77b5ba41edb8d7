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
import { bookable, holdLimit } from '../model/booking-clock.rules.js';
import { bookingPayload } from '../model/booking-payload.sql.js';
import type { RefundPolicy } from '../model/refund.policy.js';
import type { BookingKind, OfferKind } from '../model/offer-profile.rules.js';

export interface TimeRequest {
  kind: BookingKind;
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
  /** Pending until its host confirms, for two days at most; a price is to be paid first. */
  awaitsHost?: boolean;
  /** So long before the start its booker can change it; null: until it is over. */
  noticeMinutes?: number | null;
  now: Date;
}

// Without a session `session` joins as nulls, so that the rest of the statement is the same for both.
const RESERVE = prepared(
  'booking-reserve-time',
  `WITH session AS (
     UPDATE booking.offers AS o SET taken = o.taken + $quantity::integer
     WHERE o.kind = $sessionKind AND o.ref_id = $sessionRefId AND ${bookable.sql('o', '$now::timestamptz')}
       AND o.waiting = 0 AND $quantity::integer <= o.max_per_booking
       AND (o.capacity IS NULL OR o.taken + $quantity::integer <= o.capacity)
     RETURNING o.*
   ), made AS (
     INSERT INTO booking.bookings (kind, ref_id, person_id, host_id, starts_at, ends_at, buffer_before_minutes,
       buffer_after_minutes, quantity, price_cents, currency, refund_policy, special_requirements, expires_at,
       registered_at, status, confirmed_at, access_token, calendar_uid, offer_id, label_id, awaits_host,
       notice_minutes)
     SELECT $kind, $refId::bigint, $personId::bigint, $hostId::bigint, $startsAt::timestamptz,
       $endsAt::timestamptz, $bufferBefore::integer, $bufferAfter::integer, $quantity::integer,
       $priceCents::integer, $currency, $refundPolicy::jsonb, $specialRequirements,
       CASE WHEN NOT firm THEN least($expiresAt, $startsAt, ${holdLimit.sql('session')}) END,
       $now::timestamptz, CASE WHEN firm THEN 'confirmed' ELSE 'pending' END,
       CASE WHEN firm THEN $now::timestamptz END, $accessToken::uuid, $calendarUid::uuid, session.id,
       session.label_id, $awaitsHost::boolean, $noticeMinutes::integer
     FROM (SELECT $expiresAt::timestamptz IS NULL) AS asked (firm) LEFT JOIN session ON true
     WHERE $sessionKind::text IS NULL OR session.id IS NOT NULL
     RETURNING *
   ), claimed AS (
     INSERT INTO booking.time_claims (booking_id, person_id, kind, claim, during)
     SELECT made.id, person.id, part.kind, coalesce(-made.offer_id, made.id),
       tstzrange(made.starts_at - part.before, made.ends_at + part.after)
     FROM made CROSS JOIN unnest($people::bigint[]) AS person (id)
     CROSS JOIN LATERAL (VALUES
       ('core', interval '0', interval '0'),
       ('guard', make_interval(mins => made.buffer_before_minutes),
         make_interval(mins => made.buffer_after_minutes))
     ) AS part (kind, before, after)
   ), recorded AS (
     INSERT INTO platform.audit_log
       (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
     SELECT $personId::bigint, 'booking.reserved', 'booking', made.id::text, $ip, $requestId,
       jsonb_build_object('kind', made.kind, 'ref_id', made.ref_id, 'quantity', made.quantity,
         'status', made.status)
     FROM made
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT CASE made.status WHEN 'confirmed' THEN '${BookingConfirmed.name}' ELSE '${BookingHeld.name}' END,
       ${bookingPayload('made', 'session')}, $requestId
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
      const [row] = await tx.query<BookingWithOfferRow>(RESERVE, {
        kind: request.kind,
        refId: request.refId,
        personId: request.personId,
        hostId: request.hostId,
        startsAt: request.startsAt,
        endsAt: request.endsAt,
        bufferBefore: request.bufferBeforeMinutes ?? 0,
        bufferAfter: request.bufferAfterMinutes ?? 0,
        quantity: request.quantity ?? 1,
        priceCents: request.priceCents ?? 0,
        currency: request.currency ?? 'USD',
        refundPolicy: request.refundPolicy ?? null,
        specialRequirements: request.specialRequirements ?? '',
        expiresAt: request.expiresAt,
        now: request.now,
        accessToken: randomUUID(),
        calendarUid: randomUUID(),
        people: [...new Set(request.people)],
        sessionKind: request.session?.kind ?? null,
        sessionRefId: request.session?.refId ?? null,
        requestId: origin?.requestId ?? null,
        ip: origin?.ip ?? null,
        awaitsHost: request.awaitsHost ?? false,
        noticeMinutes: request.noticeMinutes ?? null,
      });
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
