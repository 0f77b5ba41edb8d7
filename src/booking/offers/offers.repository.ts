import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { snakeCase } from '../../platform/database/snake-naming-strategy.js';
import { offerColumns, toOffer, type OfferRow } from '../model/booking-columns.sql.js';
import type { Offer, OfferKind, OfferLabel } from '../model/offer.entity.js';
import {
  countTransition,
  transitionStatement,
  type TransitionValues,
} from '../transitions/transition-statement.sql.js';

const COLUMNS = offerColumns('o');

const NEW_COLUMNS = `kind, ref_id, title, label_id, state, visibility, capacity, max_per_booking, price_cents,
  currency, refund_policy, starts_at, ends_at, opens_at, closes_at, organizer_id, join_only, place, timezone,
  tax_rate, calendar_changes, created_at, updated_at`;
const INSERT = prepared(
  'booking-offer-seats',
  `INSERT INTO booking.offers AS o (${NEW_COLUMNS})
   VALUES ($kind, $refId, $title, $labelId, $state, $visibility, $capacity,
     $maxPerBooking, $priceCents, $currency, $refundPolicy, $startsAt, $endsAt, $opensAt, $closesAt,
     $organizerId, $joinOnly, $place, $timezone, $taxRate, $calendarChanges, $createdAt, $updatedAt)
   RETURNING ${COLUMNS}`,
);

const INSERT_ALL = `INSERT INTO booking.offers (${NEW_COLUMNS})
  SELECT ${NEW_COLUMNS} FROM jsonb_populate_recordset(NULL::booking.offers, $offers::jsonb)`;

const UPDATE = prepared(
  'booking-change-offer',
  `UPDATE booking.offers AS o SET title = $title, label_id = $labelId, state = $state,
     visibility = $visibility, capacity = $capacity,
     max_per_booking = $maxPerBooking, price_cents = $priceCents, currency = $currency,
     refund_policy = $refundPolicy, starts_at = $startsAt, ends_at = $endsAt, opens_at = $opensAt,
     closes_at = $closesAt, organizer_id = $organizerId,
     join_only = $joinOnly, place = $place, timezone = $timezone,
     tax_rate = $taxRate, calendar_changes = $calendarChanges, updated_at = $updatedAt
   WHERE o.id = $id`,
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
const OF_OFFER = {
  chosen: `chosen AS (
    SELECT b.id, b.offer_id, o.starts_at, o.ends_at, o.label_id, o.organizer_id
    FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id WHERE o.id = $offerId)`,
  isCounted: true,
};
const FOLLOW = transitionStatement('booking-follow-offer', 'follow', OF_OFFER);
const MOVE_TOGETHER = transitionStatement('booking-move-together', 'move together', OF_OFFER);

const KEEP_LABEL = prepared(
  'booking-keep-label',
  `INSERT INTO booking.labels (kind, id, name, color)
   VALUES ($kind, $id, $name, $color) ON CONFLICT DO NOTHING`,
);

const RELABEL = `UPDATE booking.labels SET name = $name, color = $color WHERE kind = $kind AND id = $id`;

/** Who waits for what is open again is looked at with the next sweep. */
const BAR = `
  WITH concerned AS (
    SELECT o.id, $everything::boolean OR ($tickets::boolean AND o.kind = ANY($kinds::text[])
      AND NOT o.join_only) AS is_barred
    FROM booking.offers o WHERE o.organizer_id = $hostId ORDER BY o.id FOR NO KEY UPDATE
  )
  UPDATE booking.offers o SET is_barred = c.is_barred, updated_at = $at,
    waitlist_due_at = CASE WHEN o.waiting > 0 AND NOT c.is_barred THEN $at ELSE o.waitlist_due_at END
  FROM concerned c WHERE o.id = c.id AND o.is_barred <> c.is_barred`;

export interface Bar {
  everything: boolean;
  tickets: boolean;
}

@Injectable()
export class OffersRepository {
  async insert(tx: Tx, offer: Offer): Promise<Offer> {
    const [row] = await tx.query<OfferRow>(INSERT, { ...offer });
    return toOffer(row!);
  }

  /** In one statement. */
  async insertAll(tx: Tx, all: readonly Offer[]): Promise<void> {
    const rows = all.map((offer) =>
      Object.fromEntries(Object.entries(offer).map(([name, value]) => [snakeCase(name), value as unknown])),
    );
    await tx.query(INSERT_ALL, { offers: JSON.stringify(rows) });
  }

  /** Its terms and its state; its seats and who waits have statements of their own. */
  async save(tx: Tx, offer: Offer): Promise<void> {
    await tx.query(UPDATE, { ...offer });
  }

  async idOf(tx: Tx, kind: OfferKind, refId: number): Promise<number | null> {
    const sql = 'SELECT id FROM booking.offers WHERE kind = $1 AND ref_id = $2';
    return (await tx.query<{ id: number }>(sql, [kind, refId]))[0]?.id ?? null;
  }

  async findForUpdate(tx: Tx, kind: OfferKind, refId: number): Promise<Offer | null> {
    const [row] = await tx.query<OfferRow>(LOCK, [kind, refId]);
    return row ? toOffer(row) : null;
  }

  async findByIdForUpdate(tx: Tx, id: number): Promise<Offer | null> {
    const [row] = await tx.query<OfferRow>(
      `SELECT ${COLUMNS} FROM booking.offers o WHERE o.id = $1 FOR UPDATE`,
      [id],
    );
    return row ? toOffer(row) : null;
  }

  /** Locked in the order of their ids. */
  async findBothForUpdate(tx: Tx, id: number, kind: OfferKind, refId: number): Promise<Offer[]> {
    return (await tx.query<OfferRow>(LOCK_BOTH, [id, kind, refId])).map((row) => toOffer(row));
  }

  /** For offers that the caller has locked. */
  async shiftSeats(tx: Tx, from: number, to: number, seats: number, at: Date): Promise<void> {
    await tx.query(SHIFT_SEATS, [from, to, seats, at]);
  }

  /** After `save`. Violations of claims are thrown as they are. */
  async moveBookings(tx: Tx, offerId: number, isElsewhere: boolean, by: TransitionValues): Promise<void> {
    const statement = by.cause === 'offer_moved' ? FOLLOW : MOVE_TOGETHER;
    await countTransition(tx, statement, by, { offerId, isElsewhere });
  }

  /** Before an offer has it. */
  async keepLabel(tx: Tx, kind: OfferKind, { id, name, color }: OfferLabel): Promise<void> {
    await tx.query(KEEP_LABEL, { kind, id, name, color });
  }

  async relabel(tx: Tx, kind: OfferKind, { id, name, color }: OfferLabel): Promise<void> {
    await tx.query(RELABEL, { kind, id, name, color });
  }

  /** `kinds`: the offers that are sold by tickets; what is only joined needs no right to sell. */
  async bar(tx: Tx, hostId: number, { everything, tickets }: Bar, kinds: OfferKind[], at: Date): Promise<void> {
    await tx.query(BAR, { hostId, everything, tickets, kinds, at });
  }
}
