import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { EventPage } from '../../../web/pages/events/event.page.js';
import { EventsPage } from '../../../web/pages/events/events.page.js';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { ChosenForPages, PageAlone, type PageChoices } from '../../platform/pages/page.js';
import { EventsPageQuery } from './event-pages.dto.js';
import { EventPagesService } from './event-pages.service.js';

@ApiExcludeController()
@Controller('events')
@Public({ sessionOnly: true })
@RateLimited('page')
export class EventPagesController {
  constructor(private readonly pages: EventPagesService) {}

  @Get()
  @PageAlone(EventsPage)
  list(
    @Query() query: EventsPageQuery,
    @CurrentUser() caller: Caller | null,
    @ChosenForPages() chosen: PageChoices,
  ) {
    return this.pages.list(query, caller, chosen);
  }

  @Get(':id')
  @PageAlone(EventPage)
  show(@PathId() id: number, @CurrentUser() caller: Caller | null) {
    return this.pages.read(caller, id);
  }
}
