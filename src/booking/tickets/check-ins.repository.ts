import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { offerColumns, toOffer, type BookingWithOffer, type OfferRow } from '../model/booking-columns.sql.js';
import type { Offer, OfferKind } from '../model/offer.entity.js';
import { runTransition, transitionStatement } from '../transitions/transition-statement.sql.js';

const TICKET = `chosen AS (
  SELECT b.id, b.offer_id FROM booking.bookings b JOIN booking.offers o ON o.id = b.offer_id
  WHERE b.id = $id AND o.kind = ANY($ticketed::text[]) AND NOT o.join_only)`;
const CHECK_IN = transitionStatement('booking-check-in', 'check in', { chosen: TICKET });
const UNDO = transitionStatement('booking-undo-check-in', 'undo check-in', { chosen: TICKET });

const OFFER = prepared(
  'booking-offer-at-the-door',
  `SELECT ${offerColumns('o')} FROM booking.offers o WHERE o.kind = $1 AND o.ref_id = $2`,
);

export interface Mark {
  at: Date;
  actorId: number | null;
}

@Injectable()
export class CheckInsRepository {
  /** Null where nobody can be checked in with it, or somebody was. */
  async checkIn(tx: Tx, id: number, ticketed: OfferKind[], mark: Mark): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, CHECK_IN, mark, { id, ticketed }))[0] ?? null;
  }

  /** Null where nobody was checked in, or it is too late. */
  async undo(tx: Tx, id: number, ticketed: OfferKind[], mark: Mark): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, UNDO, mark, { id, ticketed }))[0] ?? null;
  }

  async findOffer(source: Pick<Tx, 'query'>, kind: OfferKind, refId: number): Promise<Offer | null> {
    const [row] = await source.query<OfferRow>(OFFER, [kind, refId]);
    return row ? toOffer(row) : null;
  }
}
