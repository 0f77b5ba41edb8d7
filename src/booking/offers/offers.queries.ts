import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { SeatRequired } from '../booking.errors.js';
import {
  calledOff,
  firmSeat,
  liveSeat,
  seatedNow,
  statusAt,
  type BookingStatus,
} from '../model/booking-clock.rules.js';
import type { OfferKind } from '../model/offer.entity.js';

type Source = Pick<Tx, 'query'>;

export interface SeatHolder {
  id: number;
  refId: number;
  personId: number;
  status: BookingStatus;
  quantity: number;
}

/** At most `most` of each offer, those of the person `firstOf` first; their states at `at`. */
export interface SeatHoldersOptions {
  at: Date;
  most: number;
  firstOf?: number;
}

const LIVE_OF_OFFERS = `
  FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id AND ${liveSeat.sql('b', '$3')}
  WHERE o.kind = $1 AND o.ref_id = ANY($2::bigint[]) AND o.withdrawing_since IS NULL`;

const SEAT_HOLDERS = `
  SELECT holder.id, o.ref_id AS "refId", holder.person_id AS "personId", holder.status, holder.quantity
  FROM booking.offers o
  CROSS JOIN LATERAL (
    SELECT b.id, b.person_id, b.quantity, ${statusAt.sql('b', '$3')} AS status
    FROM booking.bookings b
    WHERE b.offer_id = o.id AND ${seatedNow.sql('b', '$3')} AND (${calledOff.sql('b', 'o')}) IS NOT TRUE
    ORDER BY b.person_id = $5 DESC, b.id LIMIT $4
  ) holder
  WHERE o.kind = $1 AND o.ref_id = ANY($2::bigint[]) ORDER BY holder.id`;

@Injectable()
export class OffersQueries {
  /** refId → booking id. */
  async seatsHeldBy(
    source: Source,
    personId: number,
    kind: OfferKind,
    refIds: number[],
    at: Date,
  ): Promise<Map<number, number>> {
    if (refIds.length === 0) return new Map();
    const rows = await source.query<{ refId: number; id: number }>(
      `SELECT o.ref_id AS "refId", b.id ${LIVE_OF_OFFERS} AND b.person_id = $4`,
      [kind, refIds, at, personId],
    );
    return new Map(rows.map(({ refId, id }) => [refId, id]));
  }

  async seatHoldersOf(
    source: Source,
    kind: OfferKind,
    refIds: number[],
    { at, most, firstOf = 0 }: SeatHoldersOptions,
  ): Promise<SeatHolder[]> {
    if (refIds.length === 0) return [];
    return source.query<SeatHolder>(SEAT_HOLDERS, [kind, refIds, at, most, firstOf]);
  }

  /** refId → entries. */
  async waitingFor(source: Source, kind: OfferKind, refIds: number[]): Promise<Map<number, number>> {
    if (refIds.length === 0) return new Map();
    const rows = await source.query<{ refId: number; waiting: number }>(
      'SELECT ref_id AS "refId", waiting FROM booking.offers WHERE kind = $1 AND ref_id = ANY($2::bigint[])',
      [kind, refIds],
    );
    return new Map(rows.map(({ refId, waiting }) => [refId, waiting]));
  }

  /** Locks the person's firm seat until the commit. Refuses with `SeatRequired`. */
  async requireSeat(tx: Tx, personId: number, kind: OfferKind, refId: number): Promise<void> {
    const [seat] = await tx.query(
      `SELECT b.id FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
       WHERE o.kind = $1 AND o.ref_id = $2 AND b.person_id = $3 AND ${firmSeat.sql('b')}
       FOR SHARE OF b`,
      [kind, refId, personId],
    );
    if (!seat) throw new SeatRequired();
  }

  async peopleOf(source: Source, kind: OfferKind, refId: number): Promise<number[]> {
    const rows = await source.query<{ id: number }>(
      `SELECT DISTINCT c.person_id AS id FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
       JOIN booking.time_claims c ON c.booking_id = b.id WHERE o.kind = $1 AND o.ref_id = $2`,
      [kind, refId],
    );
    return rows.map(({ id }) => id);
  }
}
