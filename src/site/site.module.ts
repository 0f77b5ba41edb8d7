import { Module } from '@nestjs/common';
import { MachineryPageController } from './admin/machinery-page.controller.js';
import { MailsPageService } from './admin/mails-page.service.js';
import { QueuesPageService } from './admin/queues-page.service.js';
import { OrganizePageController } from './organize/organize-page.controller.js';

/** The shells of pages, which show what other contexts' APIs answer, and what platform itself tells. */
@Module({
  controllers: [OrganizePageController, MachineryPageController],
  providers: [QueuesPageService, MailsPageService],
})
export class SiteModule {}
