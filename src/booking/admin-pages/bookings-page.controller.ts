import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AdminBookingsPage } from '../../../web/pages/admin/bookings.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { Opened } from '../../platform/pages/page-lists.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { AdminBookingsQuery } from '../bookings/bookings.dto.js';
import { AdminBookingForm } from './bookings-page.dto.js';
import { AdminBookingsPageService } from './bookings-page.service.js';

@ApiExcludeController()
@Controller('admin/bookings')
@Requires('admin', { sessionOnly: true })
export class AdminBookingsPageController {
  constructor(private readonly pages: AdminBookingsPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(AdminBookingsPage)
  show(
    @CurrentUser() caller: Caller,
    @Query() query: AdminBookingsQuery,
    @ViewerZone() zone: string,
    @Opened() id: number | null,
  ) {
    return this.pages.read(caller, query, { zone, id });
  }

  @Post()
  @PageForm(AdminBookingsPage, AdminBookingsPageService)
  submit(@CurrentUser() caller: Caller, @Body() form: AdminBookingForm) {
    return this.pages.submit(caller, form);
  }
}
