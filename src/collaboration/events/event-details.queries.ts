import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { NotFound } from '../../shared/errors.js';
import { AgendaQueries } from '../agenda/agenda.queries.js';
import { TasksQueries } from '../tasks/tasks.queries.js';
import { VotesQueries } from '../votes/votes.queries.js';
import type { EventReader } from './event.access.js';
import { MOST_PARTICIPANTS, type EventDetailsResponse } from './event-details.dto.js';
import type { EventPersonResponse, EventRow } from './event.response.js';
import { visibleEventRow } from './event-rows.js';
import { EventsQueries, toEventPerson } from './events.queries.js';

const PARTICIPANTS = `
  SELECT b.person_id AS id FROM booking.offer_bookings b
  WHERE b.kind = 'event' AND b.ref_id = $1 AND b.person_id IS NOT NULL AND b.status IN ('confirmed', 'completed', 'no_show')
  ORDER BY b.booking_id LIMIT ${MOST_PARTICIPANTS}`;

/** An event with all that belongs to it, in a constant number of statements. */
@Injectable()
export class EventDetailsQueries {
  constructor(
    private readonly db: Database,
    private readonly events: EventsQueries,
    private readonly identity: IdentityApi,
    private readonly tasks: TasksQueries,
    private readonly votes: VotesQueries,
    private readonly agenda: AgendaQueries,
  ) {}

  /** `NotFound` where the event is not the reader's to see. */
  async details(id: number, reader: EventReader): Promise<EventDetailsResponse> {
    const row = await visibleEventRow(this.db, id, reader);
    if (!row) throw new NotFound('The event');
    const show = await this.events.showing([row.event.organizerId], reader);
    return {
      ...show(row),
      participants: await this.participants(row, reader),
      tasks: reader ? await this.tasks.briefOf(this.db, id) : [],
      votes: reader ? await this.votes.briefOf(this.db, id) : [],
      sessions: await this.agenda.of(this.db, id, reader),
    };
  }

  /** Those who take part in a gathering, first come first; the names of who bought tickets are for who belongs. */
  private async participants({ event, takesPart }: EventRow, reader: EventReader): Promise<EventPersonResponse[]> {
    if (!reader) return [];
    if (event.kind === 'ticketed' && !takesPart && !event.isOrganizedBy(reader)) return [];
    const rows = await this.db.query<{ id: number }>(PARTICIPANTS, [event.id]);
    const ids = rows.map(({ id }) => id);
    const people = await this.identity.people(ids);
    return ids.map((id) => toEventPerson(id, people.get(id)));
  }
}
