import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import type { PreparedStatement } from '../../platform/database/prepared-statement.js';
import type { OfferKind } from '../model/offer.entity.js';
import type { Booking, CancelCause } from '../model/booking.entity.js';
import {
  toBookingWithOffer,
  type BookingWithOffer,
  type BookingWithOfferRow,
} from '../model/booking-columns.sql.js';
import { ended, lapsed, live, over } from '../model/booking-clock.rules.js';
import { terminalStatement } from './terminal-statement.sql.js';

export interface TerminalTransition {
  at: Date;
  actorId: number | null;
  cause?: CancelCause;
  reason?: string | null;
}

// The count makes PostgreSQL lock the offer before its booking.
const ONE = `
  locked AS (SELECT o.id FROM booking.offers o WHERE o.id = $8::bigint FOR UPDATE),
  chosen AS (SELECT $7::bigint AS id, $8::bigint AS offer_id FROM (SELECT count(*) FROM locked) AS first)`;

/** What somebody else has locked is left to the next run. */
const dueFor = (condition: string, order: string) => `
  due AS (
    SELECT b.id, b.offer_id FROM booking.bookings b WHERE ${condition} ORDER BY ${order} LIMIT $7::integer),
  locked AS (SELECT o.id FROM booking.offers o WHERE o.id IN (SELECT offer_id FROM due) FOR UPDATE SKIP LOCKED),
  chosen AS (
    SELECT b.id, b.offer_id FROM booking.bookings b JOIN due ON due.id = b.id
    WHERE (b.offer_id IS NULL OR b.offer_id IN (SELECT id FROM locked)) AND ${condition}
    FOR UPDATE OF b SKIP LOCKED)`;

const EXPIRED = lapsed.sql('b', '$1');

const CANCEL = terminalStatement('booking-cancel', 'cancelled', { chosen: ONE });
const MISS = terminalStatement('booking-no-show', 'no_show', { chosen: ONE });
const COMPLETE = terminalStatement('booking-complete', 'completed', { chosen: ONE });
const EXPIRE_DUE = terminalStatement('booking-expire-due', 'expired', {
  chosen: dueFor(EXPIRED, 'b.expires_at'),
});
const EXPIRE_SOME = terminalStatement('booking-expire-some', 'expired', {
  chosen: dueFor(`${EXPIRED} AND b.id = ANY($8::bigint[])`, 'b.id'),
});
const EXPIRE_OFFER = terminalStatement('booking-expire-offer', 'expired', {
  chosen: `
    locked AS (SELECT o.id FROM booking.offers o WHERE o.id = $7::bigint FOR UPDATE),
    chosen AS (
      SELECT b.id, b.offer_id FROM locked JOIN booking.bookings b ON b.offer_id = locked.id WHERE ${EXPIRED})`,
  isCounted: true,
});
const COMPLETE_DUE = terminalStatement('booking-complete-due', 'completed', {
  // No seats move, so no offer is locked.
  chosen: `chosen AS (
    SELECT b.id, b.offer_id FROM booking.bookings b
    WHERE ${ended.sql('b', '$1')} AND ${over.sql('b', '$1')}
    ORDER BY b.ends_at LIMIT $7::integer FOR UPDATE SKIP LOCKED)`,
});
const CANCEL_OFFER = terminalStatement('booking-cancel-offer', 'cancelled', {
  chosen: `chosen AS (SELECT b.id, b.offer_id FROM booking.bookings b WHERE b.offer_id = $7::bigint)`,
  isCounted: true,
});
const CANCEL_SEAT = terminalStatement('booking-cancel-seat', 'cancelled', {
  chosen: `
    locked AS (SELECT o.id FROM booking.offers o WHERE o.kind = $7 AND o.ref_id = $8::bigint FOR UPDATE),
    chosen AS (
      SELECT b.id, b.offer_id FROM locked JOIN booking.bookings b ON b.offer_id = locked.id
      WHERE b.person_id = $9::bigint AND ${live.sql('b')})`,
});
const CANCEL_SOME = terminalStatement('booking-cancel-some', 'cancelled', {
  chosen: `chosen AS (SELECT b.id, b.offer_id FROM booking.bookings b WHERE b.id = ANY($7::bigint[]))`,
});

const LOCK_OFFERS_OF = `SELECT o.id FROM booking.offers o
  WHERE o.id IN (
    SELECT b.offer_id FROM booking.bookings b WHERE b.id = ANY($1::bigint[])
    UNION ALL
    SELECT w.offer_id FROM booking.waitlist w WHERE w.person_id = $2 AND w.status IN ('waiting', 'offered')
  ) ORDER BY o.id FOR UPDATE`;

const MOVED_ELSEWHERE = `SELECT FROM booking.bookings b
  WHERE b.id = ANY($1::bigint[]) AND b.offer_id <> ALL($2::bigint[]) LIMIT 1`;

/** Writes the transitions that end a booking, one statement each; a booking in another state is left alone. */
@Injectable()
export class TerminalTransitionsRepository {
  /** Null where its state had no such transition. */
  cancel(tx: Tx, booking: Booking, transition: TerminalTransition): Promise<BookingWithOffer | null> {
    return this.one(tx, CANCEL, booking, transition);
  }

  markNoShow(tx: Tx, booking: Booking, transition: TerminalTransition): Promise<BookingWithOffer | null> {
    return this.one(tx, MISS, booking, transition);
  }

  complete(tx: Tx, booking: Booking, transition: TerminalTransition): Promise<BookingWithOffer | null> {
    return this.one(tx, COMPLETE, booking, transition);
  }

  /** Cancels what is live of an offer, whose row the caller has locked; answers how many. */
  cancelOffer(tx: Tx, offerId: number, transition: TerminalTransition): Promise<number> {
    return this.count(tx, CANCEL_OFFER, transition, [offerId]);
  }

  async cancelSeat(
    tx: Tx,
    personId: number,
    offer: { kind: OfferKind; refId: number },
    transition: TerminalTransition,
  ): Promise<BookingWithOffer | null> {
    const [left] = await this.many(tx, CANCEL_SEAT, transition, [offer.kind, offer.refId, personId]);
    return left ?? null;
  }

  /** Those of the bookings and those that the person waits for; `StaleRead` where a booking has moved. */
  async lockOffersOf(tx: Tx, ids: number[], personId: number): Promise<number[]> {
    const locked = (await tx.query<{ id: number }>(LOCK_OFFERS_OF, [ids, personId])).map(({ id }) => id);
    const moved = await tx.query(MOVED_ELSEWHERE, [ids, locked]);
    if (moved.length > 0) throw new StaleRead();
    return locked;
  }

  /** After `lockOffersOf`. */
  cancelSome(tx: Tx, ids: number[], transition: TerminalTransition): Promise<BookingWithOffer[]> {
    return this.many(tx, CANCEL_SOME, transition, [ids]);
  }

  /** Expires the offer's lapsed holds; answers how many. */
  expireOffer(tx: Tx, offerId: number, at: Date): Promise<number> {
    return this.count(tx, EXPIRE_OFFER, { at, actorId: null }, [offerId]);
  }

  /** Expires those of `ids` that have lapsed and that nobody else has locked. */
  expireSome(tx: Tx, ids: number[], at: Date): Promise<BookingWithOffer[]> {
    return this.many(tx, EXPIRE_SOME, { at, actorId: null }, [ids.length, ids]);
  }

  expireDue(tx: Tx, at: Date, limit: number): Promise<BookingWithOffer[]> {
    return this.many(tx, EXPIRE_DUE, { at, actorId: null }, [limit]);
  }

  completeDue(tx: Tx, at: Date, limit: number): Promise<BookingWithOffer[]> {
    return this.many(tx, COMPLETE_DUE, { at, actorId: null }, [limit]);
  }

  private async one(
    tx: Tx,
    statement: PreparedStatement,
    { id, offerId }: Booking,
    transition: TerminalTransition,
  ): Promise<BookingWithOffer | null> {
    const [moved] = await this.many(tx, statement, transition, [id, offerId]);
    return moved ?? null;
  }

  private async many(
    tx: Tx,
    statement: PreparedStatement,
    transition: TerminalTransition,
    chosen: unknown[],
  ): Promise<BookingWithOffer[]> {
    return (await tx.query<BookingWithOfferRow>(statement, valuesOf(transition, chosen))).map(
      toBookingWithOffer,
    );
  }

  private async count(
    tx: Tx,
    statement: PreparedStatement,
    transition: TerminalTransition,
    chosen: unknown[],
  ): Promise<number> {
    const [row] = await tx.query<{ ended: number }>(statement, valuesOf(transition, chosen));
    return row!.ended;
  }
}

function valuesOf({ at, actorId, cause, reason }: TerminalTransition, chosen: unknown[]): unknown[] {
  const origin = currentRequest();
  return [at, actorId, cause ?? null, reason ?? null, origin?.requestId ?? null, origin?.ip ?? null, ...chosen];
}
