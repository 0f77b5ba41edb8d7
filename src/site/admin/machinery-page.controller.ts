import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MailsPage } from '../../../web/pages/admin/mails.page.js';
import { QueuesPage } from '../../../web/pages/admin/queues.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { UnsentMailsQuery } from '../../platform/monitoring/mails.controller.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { RetryJobsForm, RetryMailForm } from './machinery-page.dto.js';
import { MailsPageService } from './mails-page.service.js';
import { QueuesPageService } from './queues-page.service.js';

@ApiExcludeController()
@Controller('admin')
@Requires('admin', { sessionOnly: true })
export class MachineryPageController {
  constructor(
    private readonly queues: QueuesPageService,
    private readonly mails: MailsPageService,
  ) {}

  @Get('queues')
  @RateLimited('page')
  @PageAlone(QueuesPage)
  showQueues() {
    return this.queues.bodyOf();
  }

  @Post('queues')
  @PageForm(QueuesPage, QueuesPageService)
  retryJobs(@CurrentUser() caller: Caller, @Body() { name }: RetryJobsForm) {
    return this.queues.retry(caller, name);
  }

  @Get('mails')
  @RateLimited('page')
  @PageAlone(MailsPage)
  showMails(@Query() query: UnsentMailsQuery) {
    return this.mails.read(query);
  }

  @Post('mails')
  @PageForm(MailsPage, MailsPageService)
  retryMail(@CurrentUser() caller: Caller, @Body() { id }: RetryMailForm) {
    return this.mails.retry(caller, id);
  }
}
