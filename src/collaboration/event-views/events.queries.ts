import { Injectable } from '@nestjs/common';
import { IdentityApi, type Person } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import type { EventReader } from '../model/event.access.js';
import type { EventRow } from '../model/event.sql.js';
import { toMember } from '../model/references.dto.js';
import { EventsQuery, type OrganizedEventsQuery } from './event-list.dto.js';
import { eventRow } from './event-rows.queries.js';
import { EventSelection } from './event-selection.queries.js';
import { toEventResponse, type EventResponse } from './event.dto.js';

const ORDERING = {
  start_date: 'e.starts_at',
  date: 'e.starts_at',
  created_at: 'e.created_at',
  price: 'e.price_cents',
};

export type EventResponseMapper = (row: EventRow) => EventResponse;

/** Shows events: two statements for a list, however long the page. */
@Injectable()
export class EventsQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly media: MediaFiles,
    private readonly clock: Clock,
  ) {}

  /** Days are days of `zone`. Refuses more than one order, and an unknown one. */
  async list(query: EventsQuery, zone: string, caller: EventReader): Promise<Page<EventResponse>> {
    const selection = new EventSelection(caller, this.clock.now());
    if (query.search) selection.search(query.search);
    if (query.status) selection.status(query.status);
    selection.madeBy(query);
    selection.filter({
      category: query.category || undefined,
      isOnline: query.is_online,
      from: query.date_from ? startOfDay(query.date_from, zone) : undefined,
      before: query.date_to ? endOfDay(query.date_to, zone) : undefined,
    });
    const { items: rows, ...count } = await selection.page(this.db, pageRequest(query));
    const show = await this.responseMapper(
      rows.map(({ event }) => event.organizerId),
      caller,
    );
    return { items: rows.map(show), ...count };
  }

  /** Those that a person organizes, one's own drafts too. Refuses with `NotFound` where nobody has this id. */
  async organizedBy(
    personId: number,
    query: OrganizedEventsQuery,
    caller: EventReader,
  ): Promise<Page<EventResponse>> {
    const people = await this.identity.people([personId]);
    if (!people.has(personId)) throw new NotFound('The user');
    return this.list(Object.assign(new EventsQuery(), query, { organizer: personId }), 'UTC', caller);
  }

  /** `NotFound` where there is none. Who may see it is for the caller to check. */
  async get(id: number, caller: EventReader): Promise<EventResponse> {
    const row = await this.getRow(this.db, id, caller);
    return (await this.responseMapper([row.event.organizerId], caller))(row);
  }

  /** Also inside a transaction; `NotFound` where there is none. */
  async getRow(source: Pick<Tx, 'query'>, id: number, caller: EventReader): Promise<EventRow> {
    const row = await eventRow(source, id, caller?.id ?? null);
    if (!row) throw new NotFound('The event');
    return row;
  }

  /** Reads the names of organizers, before a transaction that answers with bodies. */
  async responseMapper(organizerIds: number[], caller: EventReader): Promise<EventResponseMapper> {
    const people = await this.identity.people(organizerIds);
    return (row) => this.toResponse(row, people, caller);
  }

  toResponse(row: EventRow, people: Map<number, Person>, caller: EventReader): EventResponse {
    const { organizerId, cover } = row.event;
    const organizer = people.get(organizerId);
    return toEventResponse(row, {
      caller,
      now: this.clock.now(),
      creator: toMember(organizerId, people),
      organizerName: organizer?.fullName ?? '',
      coverImage: this.media.urlOf(cover),
    });
  }
}

function pageRequest(query: EventsQuery) {
  return pageOf(query, {
    ordering: ORDERING,
    default: query.status === 'upcoming' || query.status === 'published' ? 'start_date' : '-start_date',
    tiebreak: 'e.id',
    most: 1,
  });
}
