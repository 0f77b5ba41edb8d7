import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ManagePage } from '../../../web/pages/booking/manage.page.js';
import { Public } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import type { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { PathToken } from '../../platform/http/request/path-token.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { ManageForm } from './manage-form.dto.js';
import { ManagePagesService, type ManagedPage } from './manage-pages.service.js';

/** Where mails lead invitees: the API's `manage_url`. */
@ApiExcludeController()
@Controller('manage/:access_token')
@Public({ sessionOnly: true })
export class ManagePageController {
  constructor(private readonly pages: ManagePagesService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(ManagePage)
  read(@PathToken('access_token') token: string): Promise<ManagedPage> {
    return this.pages.read(token);
  }

  @Post()
  @RateLimited('booking')
  @PageForm(ManagePage, ManagePagesService)
  manage(@PathToken('access_token') token: string, @Body() form: ManageForm): Promise<SeeOther> {
    return this.pages.manage(token, form);
  }
}
