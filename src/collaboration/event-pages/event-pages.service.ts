import { Injectable } from '@nestjs/common';
import type { EventBody } from '../../../web/pages/events/event-body.js';
import type { EventsBody } from '../../../web/pages/events/events.page.js';
import type { HomeBody } from '../../../web/pages/events/home.page.js';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies, PageChoices } from '../../platform/pages/page.js';
import { NotFound } from '../../shared/errors.js';
import { EventDetailsQueries } from '../event-views/event-details.queries.js';
import { EventsQueries } from '../event-views/events.queries.js';
import type { EventActionForm } from './event-form.dto.js';
import { toEventsQuery, type EventsPageQuery } from './event-pages.dto.js';
import { GatheringPageService } from './gathering-page.service.js';
import { TicketedPageService } from './ticketed-page.service.js';

const MOST_ON = 6;

/** The list of events, and the page of one by its kind. */
@Injectable()
export class EventPagesService implements PageBodies {
  constructor(
    private readonly events: EventsQueries,
    private readonly details: EventDetailsQueries,
    private readonly ticketed: TicketedPageService,
    private readonly gatherings: GatheringPageService,
  ) {}

  async list(
    asked: EventsPageQuery,
    caller: Caller | null,
    { zone }: PageChoices,
  ): Promise<Record<keyof EventsBody, unknown>> {
    const query = toEventsQuery(asked);
    const { items, total } = await this.events.list(query, zone ?? 'UTC', caller);
    return { items, total, page: query.page, pages: Math.ceil(total / query.page_size) };
  }

  /** What everybody may see, soonest first: caches share it. */
  async whatIsOn(): Promise<Record<keyof HomeBody, unknown>> {
    const query = Object.assign(toEventsQuery({}), { page_size: MOST_ON });
    return { items: (await this.events.list(query, 'UTC', null)).items };
  }

  /** `NotFound` where the event is not the reader's to see. */
  async read(caller: Caller | null, id: number): Promise<Record<keyof EventBody, unknown>> {
    const event = await this.details.get(id, caller);
    return event.kind === 'ticketed'
      ? this.ticketed.bodyOf(event, caller)
      : this.gatherings.bodyOf(event, caller);
  }

  async bodyOf({ caller, params }: PlatformRequest): Promise<Record<keyof EventBody, unknown>> {
    return this.read(caller ?? null, Number(params['id']));
  }

  /** Refuses as the API's route of the action; then leads on. */
  async submit(caller: Caller, id: number, form: EventActionForm): Promise<SeeOther> {
    const event = await this.details.get(id, caller);
    if (event.kind !== 'ticketed') throw new NotFound('The event');
    return new SeeOther(await this.ticketed.submit(event, caller, form));
  }
}
