import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { BookingRescheduled } from '../booking.events.js';
import { bookingPayload, previousTimePayload } from '../model/booking-payload.sql.js';
import { live } from '../model/booking-clock.rules.js';
import { offerColumns, toOffer, type OfferRow } from '../model/booking-columns.sql.js';
import type { Offer, OfferKind, OfferLabel, OfferTerms } from '../model/offer.entity.js';

const COLUMNS = offerColumns('o');

const INSERT = prepared(
  'booking-offer-seats',
  `INSERT INTO booking.offers AS o (kind, ref_id, title, label_id, label_name, label_color, state, visibility,
     capacity, max_per_booking, price_cents, currency, refund_policy, starts_at, ends_at, opens_at, closes_at,
     organizer_id, join_only, place, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21)
   RETURNING ${COLUMNS}`,
);

const UPDATE = prepared(
  'booking-change-offer',
  `UPDATE booking.offers AS o SET title = $3, label_id = $4, label_name = $5, label_color = $6, state = $7,
     visibility = $8, capacity = $9, max_per_booking = $10, price_cents = $11, currency = $12,
     refund_policy = $13, starts_at = $14, ends_at = $15, opens_at = $16, closes_at = $17, organizer_id = $18,
     join_only = $19, place = $20, updated_at = $21
   WHERE o.kind = $1 AND o.ref_id = $2 RETURNING ${COLUMNS}`,
);

const LOCK = prepared(
  'booking-lock-offer',
  `SELECT ${COLUMNS} FROM booking.offers o WHERE o.kind = $1 AND o.ref_id = $2 FOR UPDATE`,
);

const LOCK_BOTH = `SELECT ${COLUMNS} FROM booking.offers o
  WHERE o.id = $1 OR (o.kind = $2 AND o.ref_id = $3) ORDER BY o.id FOR UPDATE`;

const SHIFT_SEATS = `UPDATE booking.offers o SET taken = o.taken + change.seats,
    waitlist_due_at = CASE WHEN o.waiting > 0 THEN $4::timestamptz END
  FROM (VALUES ($1::bigint, -$3::integer), ($2::bigint, $3::integer)) AS change (offer_id, seats)
  WHERE o.id = change.offer_id`;

/** Live bookings take over the offer's time, label and organizer; a new time is an event for each. */
const UPDATE_BOOKINGS = `
  WITH before AS (
    SELECT b.id, b.starts_at, b.ends_at FROM booking.bookings b
    WHERE b.offer_id = $1 AND ${live.sql('b')} AND (b.starts_at <> $2 OR b.ends_at <> $3)
  ), moved AS (
    UPDATE booking.bookings b SET starts_at = $2, ends_at = $3, label_id = $4::bigint, host_id = $5::bigint,
      sequence = b.sequence + CASE WHEN b.starts_at <> $2 OR b.ends_at <> $3 THEN 1 ELSE 0 END
    WHERE b.offer_id = $1 AND ${live.sql('b')}
    RETURNING b.*
  )
  INSERT INTO platform.outbox (name, payload, request_id)
  SELECT '${BookingRescheduled.name}', ${bookingPayload('moved', 'offer')} || ${previousTimePayload('before')}
    || jsonb_build_object('cause', 'offer_moved', 'actorId', NULL), $6::text
  FROM moved JOIN before ON before.id = moved.id JOIN booking.offers offer ON offer.id = moved.offer_id
  ORDER BY moved.id`;

const RELABEL = `
  WITH filed AS (
    SELECT id FROM booking.offers WHERE kind = $1 AND label_id = $2::bigint ORDER BY id FOR NO KEY UPDATE
  )
  UPDATE booking.offers o SET label_name = $3, label_color = $4, updated_at = $5
  FROM filed WHERE o.id = filed.id`;

@Injectable()
export class OffersRepository {
  async insert(tx: Tx, terms: OfferTerms, at: Date): Promise<Offer> {
    const [row] = await tx.query<OfferRow>(INSERT, valuesOf(terms, at));
    return toOffer(row!);
  }

  async update(tx: Tx, terms: OfferTerms, at: Date): Promise<Offer> {
    const [row] = await tx.query<OfferRow>(UPDATE, valuesOf(terms, at));
    return toOffer(row!);
  }

  async findForUpdate(tx: Tx, kind: OfferKind, refId: number): Promise<Offer | null> {
    const [row] = await tx.query<OfferRow>(LOCK, [kind, refId]);
    return row ? toOffer(row) : null;
  }

  /** Locked in the order of their ids. */
  async findBothForUpdate(tx: Tx, id: number, kind: OfferKind, refId: number): Promise<Offer[]> {
    return (await tx.query<OfferRow>(LOCK_BOTH, [id, kind, refId])).map(toOffer);
  }

  /** For offers that the caller has locked. */
  async shiftSeats(tx: Tx, from: number, to: number, seats: number, at: Date): Promise<void> {
    await tx.query(SHIFT_SEATS, [from, to, seats, at]);
  }

  async updateBookings(tx: Tx, offer: Offer): Promise<void> {
    const { id, startsAt, endsAt, labelId, organizerId } = offer;
    await tx.query(UPDATE_BOOKINGS, [
      id,
      startsAt,
      endsAt,
      labelId,
      organizerId,
      currentRequest()?.requestId ?? null,
    ]);
  }

  async relabel(tx: Tx, kind: OfferKind, { id, name, color }: OfferLabel, at: Date): Promise<void> {
    await tx.query(RELABEL, [kind, id, name, color, at]);
  }

  async withdraw(tx: Tx, id: number, state: 'cancelled' | 'gone', at: Date): Promise<void> {
    await tx.query('UPDATE booking.offers SET state = $2, updated_at = $3 WHERE id = $1', [id, state, at]);
  }
}

function valuesOf(terms: OfferTerms, at: Date): unknown[] {
  const { label } = terms;
  return [
    terms.kind,
    terms.refId,
    terms.title,
    label?.id ?? null,
    label?.name ?? null,
    label?.color ?? null,
    terms.state,
    terms.visibility,
    terms.capacity,
    terms.maxPerBooking,
    terms.priceCents,
    terms.currency,
    terms.refundPolicy,
    terms.startsAt,
    terms.endsAt,
    terms.opensAt,
    terms.closesAt,
    terms.organizerId,
    terms.joinOnly,
    terms.place ?? '',
    at,
  ];
}
