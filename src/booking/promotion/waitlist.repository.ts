import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { AlreadyWaiting } from '../booking.errors.js';
import { held } from '../model/booking-clock.rules.js';
import { offerColumns, toOffer, type OfferRow } from '../model/booking-columns.sql.js';
import type { Booking, BookingKind } from '../model/booking.entity.js';
import type { Offer, OfferKind } from '../model/offer.entity.js';
import type { GrantedSeats } from './seat-grant-follower.rules.js';
import { countTransition, origin } from '../transitions/transition-statement.sql.js';
import { MAX_PASSED_OVER, type WaitingParty } from './promotion.policy.js';
import { CLOSE, GRANT, JOIN, LEAVE, LEAVE_ALL, QUEUE } from './waitlist.sql.js';

/** PostgreSQL's largest integer: seats without a limit. */
const UNLIMITED = 2_147_483_647;
const CLOSED_AT_ONCE = 1_000;

const LOCK = `SELECT ${offerColumns('o')} FROM booking.offers o WHERE o.id = $1 FOR UPDATE`;

export const WAITLISTS_DUE = 'EXISTS (SELECT FROM booking.offers o WHERE o.waitlist_due_at <= $now)';

const DUE = `SELECT id, kind, organizer_id AS "hostId" FROM booking.offers
  WHERE waitlist_due_at <= $1 ORDER BY waitlist_due_at LIMIT $2`;

const STILL_DUE = `SELECT id FROM booking.offers
  WHERE id = $1 AND waitlist_due_at <= $2 FOR UPDATE SKIP LOCKED`;

const SCHEDULE_AT_START = `UPDATE booking.offers SET waitlist_due_at = CASE WHEN waiting > 0 THEN starts_at END
  WHERE id = $1 AND waitlist_due_at IS DISTINCT FROM CASE WHEN waiting > 0 THEN starts_at END`;

const GRANTED = `SELECT w.id AS "entryId", w.booking_id AS "bookingId" FROM booking.waitlist w
  WHERE w.id = ANY($entryIds::bigint[]) ORDER BY w.id`;

const SESSION_BUFFERS = `SELECT b.buffer_before_minutes AS "bufferBeforeMinutes",
    b.buffer_after_minutes AS "bufferAfterMinutes"
  FROM booking.bookings b WHERE b.offer_id = $offerId::bigint ORDER BY b.id DESC LIMIT 1`;

const SHORTEN = `UPDATE booking.bookings b SET expires_at = $2
  WHERE b.offer_id = $1 AND ${held.sql('b', '$2')}`;

export interface NewParty {
  offerId: number;
  personId: number | null;
  heldBy: string | null;
  quantity: number;
  at: Date;
}

export interface DueWaitlist {
  id: number;
  kind: OfferKind;
  hostId: number | null;
}

export interface SeatGrant {
  offerId: number;
  entryIds: number[];
  kind: BookingKind;
  graceMinutes: number;
  claimsTime: boolean;
  at: Date;
  expiresAt: Date;
}

type SessionBuffers = Pick<Booking, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>;
const NO_BUFFERS: SessionBuffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };

/** Writes the waitlists of offers, each under the lock of its offer. */
@Injectable()
export class WaitlistRepository {
  /** Answers the entry's id. Refuses with `AlreadyWaiting`. */
  async join(tx: Tx, party: NewParty): Promise<number> {
    try {
      const values = { accessToken: randomUUID(), ...party, ...origin() };
      return (await tx.query<{ id: number }>(JOIN, values))[0]!.id;
    } catch (error) {
      if (violates(error, 'waitlist_one_live_per_person') || violates(error, 'waitlist_one_live_per_holder'))
        throw new AlreadyWaiting();
      throw error;
    }
  }

  async leave(tx: Tx, entryId: number, at: Date): Promise<void> {
    await tx.query(LEAVE, { entryId, at, ...origin() });
  }

  /** For offers that the caller has locked. */
  async leaveAll(tx: Tx, personId: number, offerIds: number[], at: Date): Promise<void> {
    await tx.query(LEAVE_ALL, { personId, offerIds, at, ...origin() });
  }

  /** The first thousand of who waits; answers whether others are left. */
  async close(tx: Tx, offerId: number, cause: 'started' | 'cancelled', at: Date): Promise<boolean> {
    const values = { offerId, cause, at, limit: CLOSED_AT_ONCE, ...origin() };
    return (await tx.query<{ waiting: number }>(CLOSE, values))[0]!.waiting > 0;
  }

  async lockOffer(tx: Tx, id: number): Promise<Offer | null> {
    const [row] = await tx.query<OfferRow>(LOCK, [id]);
    return row ? toOffer(row) : null;
  }

  /** In order, up to `limit` parties that fit, and those that do not and can stop others. */
  queue(tx: Tx, { id, capacity }: Offer, free: number, limit: number): Promise<WaitingParty[]> {
    const seats = { free: asInteger(free), capacity: asInteger(capacity ?? Infinity) };
    return tx.query<WaitingParty>(QUEUE, { offerId: id, limit, ...seats });
  }

  async grant(tx: Tx, { at, ...grant }: SeatGrant): Promise<void> {
    const uuids = () => grant.entryIds.map(() => randomUUID());
    const made = { tokens: uuids(), uids: uuids(), mostPassedOver: MAX_PASSED_OVER };
    await countTransition(tx, GRANT, { at }, { ...grant, ...made });
  }

  /** For an offer that the caller has locked. */
  async shortenHolds(tx: Tx, offerId: number, limit: Date): Promise<void> {
    await tx.query(SHORTEN, [offerId, limit]);
  }

  async scheduleAtStart(tx: Tx, offerId: number): Promise<void> {
    await tx.query(SCHEDULE_AT_START, [offerId]);
  }

  due(source: Pick<Tx, 'query'>, at: Date, limit: number): Promise<DueWaitlist[]> {
    return source.query<DueWaitlist>(DUE, [at, limit]);
  }

  granted(tx: Tx, entryIds: number[]): Promise<GrantedSeats[]> {
    return tx.query<GrantedSeats>(GRANTED, { entryIds });
  }

  async sessionBuffers(tx: Tx, offerId: number): Promise<SessionBuffers> {
    return (await tx.query<SessionBuffers>(SESSION_BUFFERS, { offerId }))[0] ?? NO_BUFFERS;
  }

  /** Answers false where the waitlist is not due any more, or somebody else has locked the offer. */
  async lockDue(tx: Tx, offerId: number, at: Date): Promise<boolean> {
    return (await tx.query(STILL_DUE, [offerId, at])).length > 0;
  }
}

function asInteger(seats: number): number {
  return Math.min(seats, UNLIMITED);
}
