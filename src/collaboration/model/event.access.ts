import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { Event } from './event.entity.js';
import { visibleTo } from './event-visibility.rules.js';

export type EventReader = Pick<Caller, 'id' | 'isAdmin'> | null;

const VISIBLE = prepared(
  'collaboration-visible-event',
  `SELECT ${columnList('e', Event)} FROM collaboration.events e
   WHERE e.id = $1 AND ${visibleTo.sql('e', '$2', '$3')}`,
);

/** Finds events as far as a reader may see them: `visibleTo` is the rule. */
@Injectable()
export class EventAccess {
  async getVisible(source: Pick<Tx, 'query'>, eventId: number, reader: EventReader): Promise<Event> {
    const found = await this.findVisible(source, eventId, reader);
    if (!found) throw new NotFound('The event');
    return found;
  }

  /** The event that a body names in `field`; `InvalidInput` where the reader cannot see one. */
  async getVisibleFromField(
    source: Pick<Tx, 'query'>,
    eventId: number,
    reader: EventReader,
    field = 'event',
  ): Promise<Event> {
    const found = await this.findVisible(source, eventId, reader);
    if (!found) throw new InvalidInput({ [field]: ['This event does not exist.'] });
    return found;
  }

  async findVisible(source: Pick<Tx, 'query'>, eventId: number, reader: EventReader): Promise<Event | null> {
    const [row] = await source.query<Event>(VISIBLE, [eventId, reader?.id ?? null, reader?.isAdmin ?? false]);
    return row ? toEntity(Event, row) : null;
  }
}
