import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OwnBookingPage } from '../../../web/pages/bookings/own-booking.page.js';
import { OwnBookingsPage } from '../../../web/pages/bookings/own-bookings.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { BookingActionForm } from './booking-form.dto.js';
import { OwnBookingsPageService } from './own-bookings-page.service.js';

@ApiExcludeController()
@Controller('bookings')
@Requires('user', { sessionOnly: true })
export class OwnBookingsPageController {
  constructor(private readonly pages: OwnBookingsPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(OwnBookingsPage)
  list(@CurrentUser() caller: Caller, @Query('paid') paid?: string) {
    return this.pages.list(caller, paid);
  }

  @Get(':id')
  @RateLimited('page')
  @PageAlone(OwnBookingPage)
  show(@CurrentUser() caller: Caller, @PathId() id: number) {
    return this.pages.read(caller, id);
  }

  @Post(':id')
  @RateLimited('booking')
  @PageForm(OwnBookingPage, OwnBookingsPageService)
  submit(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: BookingActionForm) {
    return this.pages.submit(caller, id, form);
  }
}
