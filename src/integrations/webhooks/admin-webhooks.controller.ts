import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../platform/auth/access.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AdminWebhookResponse, AdminWebhooksQuery } from './webhook-endpoints.dto.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';

@ApiTags('Administration')
@Controller('api/v1/admin/webhooks')
@Requires('admin')
export class AdminWebhooksController {
  constructor(private readonly endpoints: WebhookEndpointsService) {}

  @Get()
  @Operation({ summary: 'Everybody’s webhooks, with their failures', body: AdminWebhookResponse, list: true })
  list(@Query() query: AdminWebhooksQuery): Promise<Page<AdminWebhookResponse>> {
    return this.endpoints.listAll(query);
  }
}
