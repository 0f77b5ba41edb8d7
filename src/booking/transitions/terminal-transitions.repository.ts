import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { prepared, type PreparedStatement } from '../../platform/database/prepared-statement.js';
import type { OfferKind } from '../model/offer.entity.js';
import type { Booking, CancelCause } from '../model/booking.entity.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { ended, lapsed, live, over } from '../model/booking-clock.rules.js';
import { countTransition, ONE, runTransition, transitionStatement } from './transition-statement.sql.js';
import { OBSTACLES } from './transitions.rules.js';

export interface TerminalTransition {
  at: Date;
  actorId: number | null;
  cause?: CancelCause;
  reason?: string | null;
}

const UNLESS = (obstacle: keyof typeof OBSTACLES) => `(${OBSTACLES[obstacle].sql}) IS NOT TRUE`;

/** What somebody else has locked is left to the next run, and what is withdrawn to the withdrawal. */
const dueFor = (condition: string, order: string) => `
  due AS (
    SELECT b.id, b.offer_id FROM booking.bookings b WHERE ${condition} AND ${UNLESS('withdrawn')}
    ORDER BY ${order} LIMIT $limit::integer),
  locked AS (SELECT o.id FROM booking.offers o WHERE o.id IN (SELECT offer_id FROM due) FOR UPDATE SKIP LOCKED),
  chosen AS (
    SELECT b.id, b.offer_id FROM booking.bookings b JOIN due ON due.id = b.id
    WHERE (b.offer_id IS NULL OR b.offer_id IN (SELECT id FROM locked)) AND ${condition}
    FOR UPDATE OF b SKIP LOCKED)`;

const EXPIRED = lapsed.sql('b', '$at');

const CANCEL = transitionStatement('booking-cancel', 'cancel', { chosen: ONE });
const COMPLETE = transitionStatement('booking-complete', 'complete', { chosen: ONE });
const EXPIRE_DUE = transitionStatement('booking-expire-due', 'expire', {
  chosen: dueFor(EXPIRED, 'b.expires_at'),
});
const EXPIRE_SOME = transitionStatement('booking-expire-some', 'expire', {
  chosen: dueFor(`${EXPIRED} AND b.id = ANY($ids::bigint[])`, 'b.id'),
});
const EXPIRE_OFFER = transitionStatement('booking-expire-offer', 'expire', {
  chosen: `
    locked AS (SELECT o.id FROM booking.offers o WHERE o.id = $offerId::bigint FOR UPDATE),
    chosen AS (
      SELECT b.id, b.offer_id FROM locked JOIN booking.bookings b ON b.offer_id = locked.id WHERE ${EXPIRED})`,
  isCounted: true,
});
const COMPLETE_DUE = transitionStatement('booking-complete-due', 'complete', {
  without: ['over'],
  // No seats move, so no offer is locked.
  chosen: `chosen AS (
    SELECT b.id, b.offer_id FROM booking.bookings b
    WHERE ${ended.sql('b', '$at')} AND ${over.sql('b', '$at')} AND ${UNLESS('withdrawn')}
    ORDER BY b.ends_at LIMIT $limit::integer FOR UPDATE SKIP LOCKED)`,
});
const TO_CANCEL = `b.offer_id = $offerId::bigint AND ${live.sql('b')}
  AND ${UNLESS('lapsed')} AND ${UNLESS('over')} AND ${UNLESS('used')}`;
const CANCEL_OFFER = transitionStatement('booking-cancel-offer', 'cancel', {
  chosen: `chosen AS (
    SELECT b.id, b.offer_id FROM booking.bookings b
    WHERE ${TO_CANCEL} AND ($ids::bigint[] IS NULL OR b.id = ANY($ids)) LIMIT $limit::integer)`,
  isCounted: true,
  without: ['withdrawn'],
});
const NEXT_OF_OFFER = prepared(
  'booking-next-of-offer',
  `SELECT b.id FROM booking.bookings b WHERE ${TO_CANCEL} LIMIT $limit::integer`,
);
const COUNT_OF_OFFER = prepared(
  'booking-count-of-offer',
  `SELECT count(*)::integer AS live
   FROM (SELECT FROM booking.bookings b WHERE ${TO_CANCEL} LIMIT $limit::integer) AS next`,
);
const CANCEL_SEAT = transitionStatement('booking-cancel-seat', 'cancel', {
  chosen: `
    locked AS (SELECT o.id FROM booking.offers o WHERE o.kind = $kind AND o.ref_id = $refId::bigint FOR UPDATE),
    chosen AS (
      SELECT b.id, b.offer_id FROM locked JOIN booking.bookings b ON b.offer_id = locked.id
      WHERE b.person_id = $personId::bigint AND ${live.sql('b')})`,
});
const CANCEL_SOME = transitionStatement('booking-cancel-some', 'cancel', {
  chosen: `chosen AS (SELECT b.id, b.offer_id FROM booking.bookings b WHERE b.id = ANY($ids::bigint[]))`,
  // Who is erased gives up everything, whatever was agreed.
  without: ['inside its notice'],
});

const LOCK_OFFERS_OF = `SELECT o.id FROM booking.offers o
  WHERE o.id IN (
    SELECT b.offer_id FROM booking.bookings b WHERE b.id = ANY($1::bigint[])
    UNION ALL
    SELECT w.offer_id FROM booking.waitlist w WHERE w.person_id = $2 AND w.status IN ('waiting', 'offered')
  ) ORDER BY o.id FOR UPDATE`;

const MOVED_ELSEWHERE = `SELECT FROM booking.bookings b
  WHERE b.id = ANY($1::bigint[]) AND b.offer_id IS NOT NULL AND b.offer_id <> ALL($2::bigint[]) LIMIT 1`;

/** Writes the transitions that end a booking, one statement each; a booking in another state is left alone. */
@Injectable()
export class TerminalTransitionsRepository {
  cancel(tx: Tx, booking: Booking, transition: TerminalTransition): Promise<BookingWithOffer | null> {
    return this.one(tx, CANCEL, booking, transition);
  }

  complete(tx: Tx, booking: Booking, transition: TerminalTransition): Promise<BookingWithOffer | null> {
    return this.one(tx, COMPLETE, booking, transition);
  }

  /** Cancels what is live of an offer that the caller has locked, `ids` alone if given; answers how many. */
  cancelOffer(
    tx: Tx,
    offerId: number,
    transition: TerminalTransition,
    portion: { ids: number[] | null; limit: number },
  ): Promise<number> {
    return countTransition(tx, CANCEL_OFFER, transition, { offerId, ...portion });
  }

  async nextOfOffer(
    tx: Tx,
    offerId: number,
    { at, cause }: TerminalTransition,
    limit: number,
  ): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(NEXT_OF_OFFER, { offerId, at, cause: cause ?? null, limit });
    return rows.map(({ id }) => id);
  }

  async countOfOffer(
    tx: Tx,
    offerId: number,
    { at, cause }: TerminalTransition,
    limit: number,
  ): Promise<number> {
    const values = { offerId, at, cause: cause ?? null, limit };
    return (await tx.query<{ live: number }>(COUNT_OF_OFFER, values))[0]!.live;
  }

  async cancelSeat(
    tx: Tx,
    personId: number,
    offer: { kind: OfferKind; refId: number },
    transition: TerminalTransition,
  ): Promise<BookingWithOffer | null> {
    const [left] = await runTransition(tx, CANCEL_SEAT, transition, { ...offer, personId });
    return left ?? null;
  }

  /** Those of the bookings and those that a person waits for; `StaleRead` where a booking has moved. */
  async lockOffersOf(tx: Tx, ids: number[], personId: number | null): Promise<number[]> {
    const locked = (await tx.query<{ id: number }>(LOCK_OFFERS_OF, [ids, personId])).map(({ id }) => id);
    const moved = await tx.query(MOVED_ELSEWHERE, [ids, locked]);
    if (moved.length > 0) throw new StaleRead();
    return locked;
  }

  cancelSome(tx: Tx, ids: number[], transition: TerminalTransition): Promise<BookingWithOffer[]> {
    return runTransition(tx, CANCEL_SOME, transition, { ids });
  }

  /** Expires the offer's lapsed holds; answers how many. */
  expireOffer(tx: Tx, offerId: number, at: Date): Promise<number> {
    return countTransition(tx, EXPIRE_OFFER, { at }, { offerId });
  }

  /** Expires those of `ids` that have lapsed and that nobody else has locked. */
  expireSome(tx: Tx, ids: number[], at: Date): Promise<BookingWithOffer[]> {
    return runTransition(tx, EXPIRE_SOME, { at }, { limit: ids.length, ids });
  }

  expireDue(tx: Tx, at: Date, limit: number): Promise<BookingWithOffer[]> {
    return runTransition(tx, EXPIRE_DUE, { at }, { limit });
  }

  completeDue(tx: Tx, at: Date, limit: number): Promise<BookingWithOffer[]> {
    return runTransition(tx, COMPLETE_DUE, { at }, { limit });
  }

  private async one(
    tx: Tx,
    statement: PreparedStatement,
    { id, offerId }: Booking,
    transition: TerminalTransition,
  ): Promise<BookingWithOffer | null> {
    const [moved] = await runTransition(tx, statement, transition, { id, offerId });
    return moved ?? null;
  }
}
