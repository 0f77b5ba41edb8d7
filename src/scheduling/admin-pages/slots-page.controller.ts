import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CategoriesPage } from '../../../web/pages/admin/categories.page.js';
import { SlotsPage } from '../../../web/pages/admin/slots.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { Opened } from '../../platform/pages/page-lists.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { CategoriesQuery } from '../categories/categories.dto.js';
import { AdminTimeSlotsQuery } from '../timeslots/timeslots.dto.js';
import { CategoriesPageService } from './categories-page.service.js';
import { CategoriesForm, SlotsForm } from './slots-page.dto.js';
import { SlotsPageService } from './slots-page.service.js';

@ApiExcludeController()
@Controller('admin')
@Requires('admin', { sessionOnly: true })
export class SlotsPageController {
  constructor(
    private readonly slots: SlotsPageService,
    private readonly categories: CategoriesPageService,
  ) {}

  @Get('slots')
  @RateLimited('page')
  @PageAlone(SlotsPage)
  showSlots(
    @CurrentUser() caller: Caller,
    @Query() query: AdminTimeSlotsQuery,
    @ViewerZone() zone: string,
    @Opened() id: number | null,
  ) {
    return this.slots.read(caller, query, { zone, id });
  }

  @Post('slots')
  @PageForm(SlotsPage, SlotsPageService)
  submitSlots(@CurrentUser() caller: Caller, @Body() form: SlotsForm) {
    return this.slots.submit(caller, form);
  }

  @Get('categories')
  @RateLimited('page')
  @PageAlone(CategoriesPage)
  showCategories(@Query() query: CategoriesQuery) {
    return this.categories.read(query);
  }

  @Post('categories')
  @PageForm(CategoriesPage, CategoriesPageService)
  submitCategories(@CurrentUser() caller: Caller, @Body() form: CategoriesForm) {
    return this.categories.submit(caller, form);
  }
}
