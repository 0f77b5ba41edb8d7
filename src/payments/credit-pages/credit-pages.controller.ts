import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CreditsPage } from '../../../web/pages/credits/credits.page.js';
import { MeetingCreditsPage } from '../../../web/pages/credits/meeting-credits.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { CreditsForm, CreditsPageQuery, MeetingCreditsForm } from './credit-forms.dto.js';
import { CreditPagesService } from './credit-pages.service.js';
import { MeetingCreditsService } from './meeting-credits.service.js';

@ApiExcludeController()
@Controller()
@Requires('user', { sessionOnly: true })
export class CreditPagesController {
  constructor(
    private readonly credits: CreditPagesService,
    private readonly meetings: MeetingCreditsService,
  ) {}

  @Get('account/credits')
  @RateLimited('page')
  @PageAlone(CreditsPage)
  show(@CurrentUser() caller: Caller, @Query() { page }: CreditsPageQuery) {
    return this.credits.read(caller, page);
  }

  @Post('account/credits')
  @PageForm(CreditsPage, CreditPagesService)
  buy(@CurrentUser() caller: Caller, @Body() form: CreditsForm) {
    return this.credits.buy(caller, form);
  }

  @Get('meetings/:id/credits')
  @RateLimited('page')
  @PageAlone(MeetingCreditsPage)
  ofMeeting(@CurrentUser() caller: Caller, @PathId() id: number) {
    return this.meetings.read(caller, id);
  }

  @Post('meetings/:id/credits')
  @PageForm(MeetingCreditsPage, MeetingCreditsService)
  hold(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: MeetingCreditsForm) {
    return this.meetings.hold(caller, id, form);
  }
}
