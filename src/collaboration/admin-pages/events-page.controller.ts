import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AdminEventsPage } from '../../../web/pages/admin/events.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { Opened } from '../../platform/pages/page-lists.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { EventsQuery } from '../event-views/event-list.dto.js';
import { AdminEventForm } from './events-page.dto.js';
import { AdminEventsPageService } from './events-page.service.js';

@ApiExcludeController()
@Controller('admin/events')
@Requires('admin', { sessionOnly: true })
export class AdminEventsPageController {
  constructor(private readonly pages: AdminEventsPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(AdminEventsPage)
  show(
    @CurrentUser() caller: Caller,
    @Query() query: EventsQuery,
    @ViewerZone() zone: string,
    @Opened() id: number | null,
  ) {
    return this.pages.read(caller, query, { zone, id });
  }

  @Post()
  @PageForm(AdminEventsPage, AdminEventsPageService)
  submit(@CurrentUser() caller: Caller, @Body() form: AdminEventForm) {
    return this.pages.submit(caller, form);
  }
}
