import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { EventPage } from '../../../web/pages/events/event.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { EventPagesService } from './event-pages.service.js';
import { GatheringForm, InvitationForm } from './gathering-form.dto.js';
import { GatheringFormsService } from './gathering-forms.service.js';

/** Where the forms of a gathering go. */
@ApiExcludeController()
@Controller('events/:id/plan')
@Requires('user', { sessionOnly: true })
export class GatheringFormsController {
  constructor(
    private readonly pages: EventPagesService,
    private readonly forms: GatheringFormsService,
  ) {}

  @Get(['', 'invite'])
  @RateLimited('page')
  @PageAlone(EventPage)
  show(@PathId() id: number, @CurrentUser() caller: Caller) {
    return this.pages.read(caller, id);
  }

  @Post()
  @PageForm(EventPage, GatheringFormsService)
  submit(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: GatheringForm) {
    return this.forms.submit(caller, id, form);
  }

  @Post('invite')
  @RateLimited('invite')
  @PageForm(EventPage, GatheringFormsService)
  invite(@CurrentUser() caller: Caller, @PathId() id: number, @Body() form: InvitationForm) {
    return this.forms.invite(caller, id, form);
  }
}
