import { Injectable } from '@nestjs/common';
import { SalesApi } from '../../booking/sales.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { NotFound } from '../../shared/errors.js';
import { AgendaQueries } from '../agenda/agenda.queries.js';
import type { EventReader } from '../model/event.access.js';
import type { EventRow } from '../model/event.sql.js';
import { toMember } from '../model/references.dto.js';
import { TasksQueries } from '../tasks/tasks.queries.js';
import { VotesQueries } from '../votes/votes.queries.js';
import { MAX_PARTICIPANTS, type EventDetailsResponse } from './event-details.dto.js';
import { eventDetailsRow } from './event-rows.queries.js';
import { EventsQueries } from './events.queries.js';

@Injectable()
export class EventDetailsQueries {
  constructor(
    private readonly db: Database,
    private readonly events: EventsQueries,
    private readonly identity: IdentityApi,
    private readonly tasks: TasksQueries,
    private readonly votes: VotesQueries,
    private readonly agenda: AgendaQueries,
    private readonly sales: SalesApi,
  ) {}

  /** `NotFound` where the event is not the reader's to see. */
  async get(id: number, reader: EventReader): Promise<EventDetailsResponse> {
    const row = await eventDetailsRow(this.db, id, reader, MAX_PARTICIPANTS);
    if (!row) throw new NotFound('The event');
    const participantIds = seesNames(row, reader) ? row.participantIds : [];
    const people = await this.identity.people([row.event.organizerId, ...participantIds]);
    return {
      ...this.events.toResponse(row, people, reader),
      participants: participantIds.map((personId) => toMember(personId, people)),
      tasks: reader ? await this.tasks.briefOf(this.db, id) : [],
      votes: reader ? await this.votes.briefOf(this.db, id) : [],
      sessions: await this.agenda.agendaOf(this.db, id, reader),
      payment_methods: row.event.priceCents > 0 ? this.sales.desk.methods() : [],
    };
  }
}

/** The participants of a gathering are for all who see it, who bought tickets only for who belongs. */
function seesNames({ event, takesPart }: EventRow, reader: EventReader): boolean {
  return reader !== null && (event.kind === 'gathering' || takesPart || event.isOrganizedBy(reader));
}
