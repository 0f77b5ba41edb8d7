import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Booking } from '../model/booking.entity.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BY_ID, runTransition, transitionStatement } from './transition-statement.sql.js';

const CONFIRM = transitionStatement('booking-confirm', 'confirm', { chosen: BY_ID });
const TAKE_UP = transitionStatement('booking-take-up', 'take up', { chosen: BY_ID });
const RESCHEDULE = transitionStatement('booking-reschedule', 'reschedule', {
  chosen: `chosen AS (SELECT $id::bigint AS id, $offerId::bigint AS offer_id)`,
});

export interface LiveTransition {
  at: Date;
  actorId: number | null;
}

export interface RescheduleTarget {
  startsAt: Date;
  endsAt: Date;
  toOffer: number | null;
  refId: number | null;
  labelId: number | null;
  /** A pending booking's new end of its hold; null keeps it. */
  expiresAt: Date | null;
  /** What it claims then ends or begins: no hold lasts longer. */
  holdLimit: Date;
}

/** Writes the transitions after which a booking lives on; null where `TRANSITIONS` has no such one. */
@Injectable()
export class LiveTransitionsRepository {
  async confirm(
    tx: Tx,
    id: number,
    { byHost, ...by }: LiveTransition & { byHost: boolean },
  ): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, CONFIRM, by, { id, byHost }))[0] ?? null;
  }

  async takeUp(tx: Tx, id: number, by: LiveTransition): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, TAKE_UP, by, { id }))[0] ?? null;
  }

  async reschedule(
    tx: Tx,
    { id, offerId }: Booking,
    to: RescheduleTarget,
    by: LiveTransition & { cause: string },
  ): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, RESCHEDULE, by, { id, offerId, ...to }))[0] ?? null;
  }
}
