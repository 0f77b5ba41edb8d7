import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AdminWebhooksPage } from '../../../web/pages/admin/webhooks.page.js';
import { Requires } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ofFifty } from '../../platform/pages/page-lists.js';
import { PageAlone } from '../../platform/pages/page.js';
import { AdminWebhooksQuery } from '../webhooks/webhook-endpoints.dto.js';
import { WebhookEndpointsService } from '../webhooks/webhook-endpoints.service.js';

@ApiExcludeController()
@Controller('admin/webhooks')
@Requires('admin', { sessionOnly: true })
export class AdminWebhooksPageController {
  constructor(private readonly endpoints: WebhookEndpointsService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(AdminWebhooksPage)
  async show(@Query() query: AdminWebhooksQuery) {
    return { list: await this.endpoints.listAll(ofFifty(query)) };
  }
}
