import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import type { EventReader } from '../model/event.access.js';
import { EventsQuery } from '../event-views/event-list.dto.js';
import type { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import type { OrganizedEventsQuery } from './ticketing.dto.js';

/** The events that a person organizes, as far as the reader may see them: oneself also one's drafts. */
@Injectable()
export class OrganizedEventsQueries {
  constructor(
    private readonly events: EventsQueries,
    private readonly identity: IdentityApi,
  ) {}

  /** Refuses with `NotFound` where nobody has this id. */
  async of(personId: number, query: OrganizedEventsQuery, reader: EventReader): Promise<Page<EventResponse>> {
    const people = await this.identity.people([personId]);
    if (!people.has(personId)) throw new NotFound('The user');
    return this.events.list(Object.assign(new EventsQuery(), query, { organizer: personId }), 'UTC', reader);
  }
}
