import { Injectable } from '@nestjs/common';
import { IdentityApi, type TrailEntry } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { ofFifty, openedIn } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { EventsQuery } from '../event-views/event-list.dto.js';
import type { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import { EventsService } from '../events/events.service.js';
import { TicketingService } from '../ticketing/ticketing.service.js';
import type { AdminEventForm } from './events-page.dto.js';

interface AdminEvents {
  list: Page<EventResponse>;
  opened: { event: EventResponse; trail: TrailEntry[] } | null;
}

/** Events of both kinds and in all states, and one of them beside the list. */
@Injectable()
export class AdminEventsPageService implements PageBodies {
  constructor(
    private readonly queries: EventsQueries,
    private readonly events: EventsService,
    private readonly ticketing: TicketingService,
    private readonly identity: IdentityApi,
  ) {}

  async read(
    caller: Caller,
    query: EventsQuery,
    { zone, id }: { zone: string; id: number | null },
  ): Promise<AdminEvents> {
    const list = await this.queries.list(ofFifty(query), zone, caller);
    if (id === null) return { list, opened: null };
    const event = await this.queries.get(id, caller);
    return { list, opened: { event, trail: await this.identity.trailOf('event', id) } };
  }

  bodyOf(request: PlatformRequest): Promise<AdminEvents> {
    return this.read(request.caller!, new EventsQuery(), { zone: 'UTC', id: openedIn(request) });
  }

  /** Refuses as `POST events/{id}/cancel` and `DELETE events/{id}`. */
  async submit(caller: Caller, { action, id, reason }: AdminEventForm): Promise<SeeOther> {
    if (action === 'remove') await this.events.remove(caller, id);
    else await this.ticketing.cancel(id, reason ?? null, caller);
    return new SeeOther(
      action === 'remove' ? '/admin/events?done=remove' : `/admin/events?open=${id}&done=cancel`,
    );
  }
}
