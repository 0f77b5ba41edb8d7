import { Injectable } from '@nestjs/common';
import { prepared, type PreparedStatement } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { BookingCheckedIn, BookingCheckInUndone } from '../booking.events.js';
import {
  bookingWithOfferColumns,
  offerColumns,
  toBookingWithOffer,
  toOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
  type OfferRow,
} from '../model/booking-columns.sql.js';
import { checkInOpen, firmSeat } from '../model/booking-clock.rules.js';
import { bookingPayload, iso } from '../model/booking-payload.sql.js';
import type { Offer } from '../model/offer.entity.js';

interface Marking {
  /** Of `checked_in_at`; $2 is the present instant. */
  value: string;
  guard: string;
  action: string;
  event: string;
  payload: string;
}

/** Sets or takes back `checked_in_at`: of two at once, one writes. */
const marking = (name: string, { value, guard, action, event, payload }: Marking): PreparedStatement =>
  prepared(
    name,
    `WITH moved AS (
       UPDATE booking.bookings b SET checked_in_at = ${value} FROM booking.offers o
       WHERE b.id = $1 AND o.id = b.offer_id AND o.kind = 'event' AND NOT o.join_only AND ${guard}
         AND ${checkInOpen.sql('b', '$2')}
       RETURNING b.*
     ), offer AS (
       SELECT o.* FROM booking.offers o JOIN moved ON moved.offer_id = o.id
     ), recorded AS (
       INSERT INTO platform.audit_log
         (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
       SELECT $3::bigint, '${action}', 'booking', moved.id::text, $5, $4, '{}' FROM moved
     ), published AS (
       INSERT INTO platform.outbox (name, payload, request_id)
       SELECT '${event}', ${bookingPayload('moved', 'offer')}${payload}, $4 FROM moved JOIN offer ON true
     )
     SELECT ${bookingWithOfferColumns('moved', 'offer')} FROM moved JOIN offer ON true`,
  );

const CHECK_IN = marking('booking-check-in', {
  value: '$2',
  guard: `${firmSeat.sql('b')} AND b.checked_in_at IS NULL`,
  action: 'booking.checked_in',
  event: BookingCheckedIn.name,
  payload: ` || jsonb_build_object('checkedInAt', ${iso('moved.checked_in_at')})`,
});

const UNDO = marking('booking-undo-check-in', {
  value: 'NULL',
  guard: 'b.checked_in_at IS NOT NULL',
  action: 'booking.check_in_undone',
  event: BookingCheckInUndone.name,
  payload: '',
});

const OFFER = prepared(
  'booking-offer-at-the-door',
  `SELECT ${offerColumns('o')} FROM booking.offers o WHERE o.kind = 'event' AND o.ref_id = $1`,
);

export interface Mark {
  at: Date;
  actorId: number | null;
}

@Injectable()
export class CheckInsRepository {
  /** Null where nobody can be checked in with it, or somebody was. */
  checkIn(tx: Tx, id: number, mark: Mark): Promise<BookingWithOffer | null> {
    return this.write(tx, CHECK_IN, id, mark);
  }

  /** Null where nobody was checked in, or it is too late. */
  undo(tx: Tx, id: number, mark: Mark): Promise<BookingWithOffer | null> {
    return this.write(tx, UNDO, id, mark);
  }

  async findOffer(source: Pick<Tx, 'query'>, eventId: number): Promise<Offer | null> {
    const [row] = await source.query<OfferRow>(OFFER, [eventId]);
    return row ? toOffer(row) : null;
  }

  private async write(
    tx: Tx,
    statement: PreparedStatement,
    id: number,
    { at, actorId }: Mark,
  ): Promise<BookingWithOffer | null> {
    const origin = currentRequest();
    const values = [id, at, actorId, origin?.requestId ?? null, origin?.ip ?? null];
    const [row] = await tx.query<BookingWithOfferRow>(statement, values);
    return row ? toBookingWithOffer(row) : null;
  }
}
