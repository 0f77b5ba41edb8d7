import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { prepared } from '../platform/database/statement.js';

/** Who may read an event now: everybody where it is open, else these persons (and admins). */
export interface EventReaders {
  open: boolean;
  personIds: number[];
}

const READERS = prepared(
  'collaboration-readers',
  `SELECT e.id, e.state <> 'draft' AND e.visibility = 'public' AND e.deleted_at IS NULL AS open,
     array(
       SELECT e.organizer_id
       UNION SELECT i.person_id FROM collaboration.invitations i
         WHERE i.event_id = e.id AND i.person_id IS NOT NULL AND e.state <> 'draft'
       UNION SELECT b.person_id FROM booking.offer_bookings b
         WHERE b.kind = 'event' AND b.ref_id = e.id AND b.status IN ('pending', 'confirmed', 'completed')
           AND b.person_id IS NOT NULL AND e.state <> 'draft') AS "personIds"
   FROM collaboration.events e WHERE e.id = ANY($1::bigint[])`,
);

/** The door of collaboration. */
@Injectable()
export class CollaborationApi {
  constructor(private readonly db: Database) {}

  /** Who may read these events, one query for all; what does not exist is left out. */
  async readersOf(eventIds: readonly number[]): Promise<Map<number, EventReaders>> {
    const rows = await this.db.query<EventReaders & { id: number }>(READERS, [eventIds]);
    return new Map(rows.map(({ id, ...readers }) => [id, readers]));
  }
}
