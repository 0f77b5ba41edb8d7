import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ExpertPage } from '../../../web/pages/experts/expert.page.js';
import { ExpertsPage } from '../../../web/pages/experts/experts.page.js';
import { MeetingPage } from '../../../web/pages/experts/meeting.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { ChosenForPages, PageAlone, PageForm, type PageChoices } from '../../platform/pages/page.js';
import { ExpertPageQuery, ExpertsPageQuery, MeetingActionForm, MeetingForm } from './expert-forms.dto.js';
import { ExpertPagesService } from './expert-pages.service.js';
import { MeetingPagesService } from './meeting-pages.service.js';

@ApiExcludeController()
@Controller()
@Requires('user', { sessionOnly: true })
export class ExpertPagesController {
  constructor(
    private readonly experts: ExpertPagesService,
    private readonly meetings: MeetingPagesService,
  ) {}

  @Get('experts')
  @RateLimited('page')
  @PageAlone(ExpertsPage)
  list(@CurrentUser() caller: Caller, @Query() query: ExpertsPageQuery, @ChosenForPages() chosen: PageChoices) {
    return this.experts.list(caller, query, chosen);
  }

  @Get('experts/:id')
  @RateLimited('page')
  @PageAlone(ExpertPage)
  show(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Query() query: ExpertPageQuery,
    @ChosenForPages() { zone }: PageChoices,
  ) {
    return this.experts.read(caller, id, query, zone);
  }

  @Post('experts/:id')
  @RateLimited('booking')
  @PageForm(ExpertPage, ExpertPagesService)
  ask(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: MeetingForm) {
    return this.experts.ask(caller, id, form);
  }

  @Get('meetings/:id')
  @RateLimited('page')
  @PageAlone(MeetingPage)
  showMeeting(@CurrentUser() caller: Caller, @PathId() id: number) {
    return this.meetings.read(caller, id);
  }

  @Post('meetings/:id')
  @PageForm(MeetingPage, MeetingPagesService)
  submitMeeting(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: MeetingActionForm) {
    return this.meetings.submit(caller, id, form);
  }
}
