import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NoticesPage } from '../../../web/pages/accounts/notices.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { NoticesForm } from './notices-form.dto.js';
import { NoticesPageService } from './notices-page.service.js';

@ApiExcludeController()
@Controller('settings/notifications')
@Requires('user', { sessionOnly: true })
export class NoticesPageController {
  constructor(private readonly pages: NoticesPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(NoticesPage)
  show(@CurrentUser() caller: Caller) {
    return this.pages.read(caller);
  }

  @Post()
  @PageForm(NoticesPage, NoticesPageService)
  submit(@CurrentUser() caller: Caller, @Body() form: NoticesForm) {
    return this.pages.submit(caller, form);
  }
}
