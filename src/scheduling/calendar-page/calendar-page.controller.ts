import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CalendarPage } from '../../../web/pages/calendar/calendar.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ChosenForPages, PageAlone, PageForm, type PageChoices } from '../../platform/pages/page.js';
import { CalendarForm, CalendarPageQuery } from './calendar-page.dto.js';
import { CalendarPageService } from './calendar-page.service.js';

@ApiExcludeController()
@Controller('calendar')
@Requires('user', { sessionOnly: true })
export class CalendarPageController {
  constructor(private readonly pages: CalendarPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(CalendarPage)
  show(
    @CurrentUser() caller: Caller,
    @Query() query: CalendarPageQuery,
    @ChosenForPages() { zone }: PageChoices,
  ) {
    return this.pages.read(caller, query, zone);
  }

  @Post()
  @RateLimited('booking')
  @PageForm(CalendarPage, CalendarPageService)
  submit(@CurrentUser() caller: Caller, @Query() query: CalendarPageQuery, @Body() form: CalendarForm) {
    return this.pages.submit(caller, query, form);
  }
}
