import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { NotTheOrganizer } from '../collaboration.errors.js';
import { Event } from './event.entity.js';
import { visibleTo } from './event-visibility.rules.js';

// `NO KEY`: bookings refer to an event without a key of it, so who joins meanwhile does not wait.
const LOCK = prepared(
  'collaboration-lock-event',
  `SELECT ${columnList('e', Event)} FROM collaboration.events e
   WHERE e.id = $1 AND ${visibleTo.sql('e', '$2', '$3')} FOR NO KEY UPDATE OF e`,
);

/** An event is always locked before its offer. */
@Injectable()
export class EventsRepository {
  async insert(tx: Tx, event: Event): Promise<void> {
    await tx.manager.insert(Event, event);
  }

  /** Of an event that the caller has locked. */
  async update(tx: Tx, { id, ...columns }: Event): Promise<void> {
    await tx.manager.update(Event, id, columns);
  }

  /**
   * Locked until the commit. Refuses with `NotFound` who does not see it, with `NotTheOrganizer` who is
   * neither its organizer nor an admin, and with `OrganizersOnly` who may not sell tickets any more.
   */
  async getOwnForUpdate(tx: Tx, id: number, caller: Caller): Promise<Event> {
    const event = await this.getOwnToEnd(tx, id, caller);
    event.requireRightToSell(caller);
    return event;
  }

  /** As `getOwnForUpdate`, also for who lost the right to sell: what is sold can still be called off. */
  async getOwnToEnd(tx: Tx, id: number, caller: Caller): Promise<Event> {
    const [row] = await tx.query<Event>(LOCK, [id, caller.id, caller.isAdmin]);
    if (!row) throw new NotFound('The event');
    const event = toEntity(Event, row);
    if (!event.isOrganizedBy(caller)) throw new NotTheOrganizer();
    return event;
  }
}
