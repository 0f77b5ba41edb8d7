import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { BookingConfirmed, BookingRescheduled } from '../booking.events.js';
import { held, liveSeat } from '../model/booking-clock.rules.js';
import type { Booking } from '../model/booking.entity.js';
import {
  bookingWithOfferColumns,
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { bookingPayload, previousTimePayload } from '../model/booking-payload.sql.js';
import { CLAIM_ENTRIES } from './waitlist-entries.sql.js';

const CONFIRM = prepared(
  'booking-confirm',
  `WITH moved AS (
     UPDATE booking.bookings b SET status = 'confirmed', confirmed_at = $2, expires_at = NULL
     WHERE b.id = $1 AND ${held.sql('b', '$2')} AND b.paid_cents >= b.price_cents
     RETURNING b.*
   ), ${CLAIM_ENTRIES}, offer AS (
     SELECT o.* FROM booking.offers o JOIN moved ON moved.offer_id = o.id
   ), recorded AS (
     INSERT INTO platform.audit_log
       (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
     SELECT $3::bigint, 'booking.confirmed', 'booking', moved.id::text, $5, $4, '{}' FROM moved
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT '${BookingConfirmed.name}', ${bookingPayload('moved', 'offer')}, $4
     FROM moved LEFT JOIN offer ON true
   )
   SELECT ${bookingWithOfferColumns('moved', 'offer')} FROM moved LEFT JOIN offer ON true`,
);

// Claims are moved, not made anew: the rows of one booking never stand in their own way.
const RESCHEDULE = prepared(
  'booking-reschedule',
  `WITH before AS (
     SELECT b.id, b.starts_at, b.ends_at FROM booking.bookings b WHERE b.id = $1
   ), moved AS (
     UPDATE booking.bookings b SET starts_at = $3, ends_at = $4, offer_id = $5::bigint, ref_id = $6::bigint,
       label_id = $7::bigint,
       expires_at = CASE b.status
         WHEN 'pending' THEN least(coalesce($8::timestamptz, b.expires_at), $14::timestamptz) END,
       sequence = b.sequence + 1, reschedule_count = b.reschedule_count + 1
     WHERE b.id = $1 AND b.offer_id IS NOT DISTINCT FROM $9::bigint AND ${liveSeat.sql('b', '$2')}
     RETURNING b.*
   ), claimed AS (
     UPDATE booking.time_claims c SET claim = coalesce(-moved.offer_id, moved.id),
       during = CASE c.kind WHEN 'core' THEN tstzrange(moved.starts_at, moved.ends_at)
         ELSE tstzrange(moved.starts_at - make_interval(mins => moved.buffer_before_minutes),
                        moved.ends_at + make_interval(mins => moved.buffer_after_minutes)) END
     FROM moved WHERE c.booking_id = moved.id
   ), offer AS (
     SELECT o.* FROM booking.offers o JOIN moved ON moved.offer_id = o.id
   ), recorded AS (
     INSERT INTO platform.audit_log
       (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
     SELECT $10::bigint, 'booking.rescheduled', 'booking', moved.id::text, $13, $12,
       ${previousTimePayload('before')}
     FROM moved CROSS JOIN before
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT '${BookingRescheduled.name}',
       ${bookingPayload('moved', 'offer')} || ${previousTimePayload('before')}
       || jsonb_build_object('cause', $11::text, 'actorId', $10::bigint), $12
     FROM moved CROSS JOIN before LEFT JOIN offer ON true
   )
   SELECT ${bookingWithOfferColumns('moved', 'offer')} FROM moved LEFT JOIN offer ON true`,
);

export interface Transition {
  at: Date;
  actorId: number | null;
}

export interface RescheduleTarget {
  startsAt: Date;
  endsAt: Date;
  offerId: number | null;
  refId: number | null;
  labelId: number | null;
  /** A pending booking's new end of its hold; null keeps it. */
  expiresAt: Date | null;
  /** What it claims then ends or begins: no hold lasts longer. */
  holdLimit: Date;
}

/** Writes the transitions after which a booking lives on, one statement each. */
@Injectable()
export class LiveTransitionsRepository {
  /** Null where it was not pending, had lapsed, or was not paid. */
  async confirm(tx: Tx, id: number, { at, actorId }: Transition): Promise<BookingWithOffer | null> {
    const origin = currentRequest();
    const values = [id, at, actorId, origin?.requestId ?? null, origin?.ip ?? null];
    const [row] = await tx.query<BookingWithOfferRow>(CONFIRM, values);
    return row ? toBookingWithOffer(row) : null;
  }

  /** Null where it was not live any more. Violations of claims are thrown as they are. */
  async reschedule(
    tx: Tx,
    { id, offerId }: Booking,
    to: RescheduleTarget,
    { at, actorId, cause }: Transition & { cause: string },
  ): Promise<BookingWithOffer | null> {
    const origin = currentRequest();
    const target = [to.startsAt, to.endsAt, to.offerId, to.refId, to.labelId, to.expiresAt];
    const by = [actorId, cause, origin?.requestId ?? null, origin?.ip ?? null];
    const [row] = await tx.query<BookingWithOfferRow>(RESCHEDULE, [
      ...[id, at, ...target, offerId, ...by, to.holdLimit],
    ]);
    return row ? toBookingWithOffer(row) : null;
  }
}
