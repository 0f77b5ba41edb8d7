import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { EVENT_COLUMNS, Event } from './event.entity.js';

export type EventReader = Pick<Caller, 'id' | 'isAdmin'> | null;

/** `e.starts_at AS "startsAt", …` */
export const eventColumns = (e: string): string => columnList(e, EVENT_COLUMNS);

/** SQL of "who asks may see the event `e`", for the parameters of the person's id (null: nobody) and of being an admin. */
export const visibleTo = (e: string, person: string, admin: string): string => `
  (${e}.deleted_at IS NULL AND (
    (${e}.state <> 'draft' AND ${e}.visibility = 'public') OR ${admin}::boolean OR ${e}.organizer_id = ${person}::bigint
    OR (${e}.state <> 'draft' AND (
      EXISTS (SELECT FROM collaboration.invitations i WHERE i.event_id = ${e}.id AND i.person_id = ${person}::bigint)
      OR EXISTS (SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = ${e}.id
        AND b.person_id = ${person}::bigint AND b.status IN ('pending', 'confirmed', 'completed'))))))`;

/** SQL of `Openness`. */
export const visibilityJson = (e: string): string => `
  jsonb_build_object('organizerId', ${e}.organizer_id, 'openTo',
    CASE WHEN ${e}.state = 'draft' THEN 'organizer' WHEN ${e}.visibility = 'invited' THEN 'invited' ELSE 'everyone' END)`;

const VISIBLE = prepared(
  'collaboration-visible-event',
  `SELECT ${eventColumns('e')} FROM collaboration.events e WHERE e.id = $1 AND ${visibleTo('e', '$2', '$3')}`,
);

/** Who may see an event: everybody a public one, drafts their organizer, invited ones those who belong; admins all. */
@Injectable()
export class EventAccess {
  /** The event, or `NotFound` where it is not the reader's to see. */
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
    const [row] = await source.query<object>(VISIBLE, [eventId, reader?.id ?? null, reader?.isAdmin ?? false]);
    return row ? Object.assign(new Event(), row) : null;
  }
}
