import { Injectable } from '@nestjs/common';
import type { PreparedStatement } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { BookingKind } from '../model/booking.entity.js';
import { BY_ID, runTransition, transitionStatement } from './transition-statement.sql.js';
import type { Missed } from './transitions.rules.js';

const MISS = transitionStatement('booking-no-show', 'miss', { chosen: BY_ID });
const MISS_TOO = transitionStatement('booking-no-show-too', 'miss too', { chosen: BY_ID });
const UNMISS = transitionStatement('booking-unmiss', 'unmiss', { chosen: BY_ID });
const AWARD = transitionStatement('booking-award', 'award', { chosen: BY_ID });
const ANNUL = transitionStatement('booking-annul', 'annul', { chosen: BY_ID });

export interface NoShowTransition {
  at: Date;
  actorId: number | null;
  missed: Missed;
}

/** Writes who did not come, and what becomes of it; no seats move, so no offer is locked. */
@Injectable()
export class NoShowTransitionsRepository {
  async miss(tx: Tx, id: number, transition: NoShowTransition): Promise<BookingWithOffer | null> {
    return (await this.run(tx, MISS, id, transition)) ?? this.run(tx, MISS_TOO, id, transition);
  }

  takeBack(
    tx: Tx,
    id: number,
    timeKinds: BookingKind[],
    transition: NoShowTransition,
  ): Promise<BookingWithOffer | null> {
    return this.run(tx, UNMISS, id, transition, { timeKinds });
  }

  decide(
    tx: Tx,
    id: number,
    name: 'award' | 'annul',
    { at, actorId }: Omit<NoShowTransition, 'missed'>,
  ): Promise<BookingWithOffer | null> {
    return this.run(tx, name === 'award' ? AWARD : ANNUL, id, { at, actorId, cause: 'admin' });
  }

  private async run(
    tx: Tx,
    statement: PreparedStatement,
    id: number,
    { missed, ...by }: Omit<NoShowTransition, 'missed'> & { missed?: Missed; cause?: string },
    values: object = {},
  ): Promise<BookingWithOffer | null> {
    return (await runTransition(tx, statement, by, { id, missed: missed ?? null, ...values }))[0] ?? null;
  }
}
