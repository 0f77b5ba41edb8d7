import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { EventPage } from '../../../web/pages/events/event.page.js';
import { EventsPage } from '../../../web/pages/events/events.page.js';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { ChosenForPages, PageAlone, PageForm, type PageChoices } from '../../platform/pages/page.js';
import { EventActionForm } from './event-form.dto.js';
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

  @Post(':id')
  @Requires('user', { sessionOnly: true })
  @RateLimited('booking')
  @PageForm(EventPage, EventPagesService)
  submit(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: EventActionForm) {
    return this.pages.submit(caller, id, form);
  }
}
