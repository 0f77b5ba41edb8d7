import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { AlreadyWaiting } from '../booking.errors.js';
import { Offer, OFFER_COLUMNS } from '../model/offer.entity.js';
import { MAX_PASSED_OVER, type WaitingParty } from './promotion.policy.js';
import { CLOSE, GRANT, JOIN, LEAVE, LEAVE_ALL, QUEUE } from './waitlist.sql.js';

/** PostgreSQL's largest integer stands for seats without a limit. */
const UNLIMITED = 2_147_483_647;

const LOCK = `SELECT ${columnList('o', OFFER_COLUMNS)} FROM booking.offers o WHERE o.id = $1 FOR UPDATE`;

const DUE = `SELECT id FROM booking.offers WHERE waitlist_due_at <= $1 ORDER BY waitlist_due_at LIMIT $2`;

const STILL_DUE = `SELECT id FROM booking.offers WHERE id = $1 AND waitlist_due_at <= $2 FOR UPDATE SKIP LOCKED`;

const REST = `UPDATE booking.offers SET waitlist_due_at = CASE WHEN waiting > 0 THEN starts_at END
  WHERE id = $1 AND waitlist_due_at IS DISTINCT FROM CASE WHEN waiting > 0 THEN starts_at END`;

const SHORTEN = `UPDATE booking.bookings b SET expires_at = $2 FROM booking.waitlist w
  WHERE w.offer_id = $1 AND w.status = 'offered' AND b.id = w.booking_id AND b.status = 'pending' AND b.expires_at > $2`;

/** Writes the waitlists of offers, each under the lock of its offer. */
@Injectable()
export class WaitlistRepository {
  /** Puts a party at the end of the queue; answers its entry. Refuses with `AlreadyWaiting` (409). */
  async join(tx: Tx, offerId: number, personId: number, quantity: number, at: Date): Promise<number> {
    const origin = currentRequest();
    try {
      const values = [offerId, personId, quantity, at, origin?.requestId ?? null, origin?.ip ?? null];
      return (await tx.query<{ id: number }>(JOIN, values))[0]!.id;
    } catch (error) {
      if (violates(error, 'waitlist_one_live_per_person')) throw new AlreadyWaiting();
      throw error;
    }
  }

  /** Takes a party that waits out of the queue. */
  async leave(tx: Tx, entryId: number, at: Date): Promise<void> {
    const origin = currentRequest();
    await tx.query(LEAVE, [entryId, at, origin?.requestId ?? null, origin?.ip ?? null]);
  }

  /** Takes a person out of the queues of these offers, which the caller has locked. */
  async leaveAll(tx: Tx, personId: number, offerIds: number[], at: Date): Promise<void> {
    const origin = currentRequest();
    await tx.query(LEAVE_ALL, [personId, at, origin?.requestId ?? null, origin?.ip ?? null, offerIds]);
  }

  /** Ends the waiting of everybody and says so. */
  async close(tx: Tx, offerId: number, cause: 'started' | 'cancelled', at: Date): Promise<void> {
    await tx.query(CLOSE, [offerId, at, cause, currentRequest()?.requestId ?? null]);
  }

  async lockOffer(tx: Tx, id: number): Promise<Offer | null> {
    const [row] = await tx.query<object>(LOCK, [id]);
    return row ? Object.assign(new Offer(), row) : null;
  }

  /** Of the queue, in order, what decides whom `free` seats go to: up to `limit` parties that fit, and those that do not. */
  queue(tx: Tx, { id, capacity }: Offer, free: number, limit: number): Promise<WaitingParty[]> {
    return tx.query<WaitingParty>(QUEUE, [id, asInteger(free), limit, asInteger(capacity ?? Infinity)]);
  }

  /** Offers seats to these parties, in this order, until `expiresAt`. */
  async grant(tx: Tx, offerId: number, entryIds: number[], at: Date, expiresAt: Date): Promise<void> {
    const origin = currentRequest();
    const uuids = () => entryIds.map(() => randomUUID());
    const grant = [offerId, entryIds, at, expiresAt, uuids(), uuids(), MAX_PASSED_OVER];
    await tx.query(GRANT, [...grant, origin?.requestId ?? null, origin?.ip ?? null]);
  }

  /** Lets what is offered to who waited lapse at `closesAt`, where it would have lasted longer. */
  async shortenOffers(tx: Tx, offerId: number, closesAt: Date): Promise<void> {
    await tx.query(SHORTEN, [offerId, closesAt]);
  }

  /** Nothing is to be done for this waitlist until the start. */
  async scheduleAtStart(tx: Tx, offerId: number): Promise<void> {
    await tx.query(REST, [offerId]);
  }

  /** Offers whose waitlist is to be looked at, the longest due first. */
  async due(source: Pick<Tx, 'query'>, at: Date, limit: number): Promise<number[]> {
    return (await source.query<{ id: number }>(DUE, [at, limit])).map(({ id }) => id);
  }

  /** Locks the offer if its waitlist is still due and nobody else is at it. */
  async lockDue(tx: Tx, offerId: number, at: Date): Promise<boolean> {
    return (await tx.query(STILL_DUE, [offerId, at])).length > 0;
  }
}

function asInteger(seats: number): number {
  return Math.min(seats, UNLIMITED);
}
