import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { ScopeRequired } from '../../platform/auth/scopes.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { TooManyWebhooks } from '../integrations.errors.js';
import {
  OwnWebhookResponse,
  WebhookChangeRequest,
  WebhookEventResponse,
  WebhookEventsQuery,
  WebhookRequest,
  WebhookResponse,
  WebhooksQuery,
} from './webhook-endpoints.dto.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookSchemasService } from './webhook-schemas.service.js';

@ApiTags('Webhooks')
@Controller('api/v1/integrations/webhooks')
@Requires('user')
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: WebhookEndpointsService,
    private readonly schemas: WebhookSchemasService,
  ) {}

  @Get()
  @Operation({
    summary: 'Where one’s programs are told',
    triedBy: 'organizer',
    body: WebhookResponse,
    list: true,
  })
  list(@CurrentUser() caller: Caller, @Query() query: WebhooksQuery): Promise<Page<WebhookResponse>> {
    return this.endpoints.list(caller, query);
  }

  @Get('events')
  @Operation({
    summary: 'What can be told, with the JSON Schema of its data',
    description: 'A delivery is `{type, timestamp, data}`.',
    body: WebhookEventResponse,
    list: true,
  })
  events(@Query() query: WebhookEventsQuery): Page<WebhookEventResponse> {
    return this.schemas.list(query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Have a program told of what becomes of one’s bookings, payments and events',
    triedBy: 'organizer',
    description:
      'Deliveries follow Standard Webhooks, at least once, in no promised order; `data.sequence` tells it. A ' +
      'token for programs needs the scope that reads what is told.',
    status: 201,
    body: OwnWebhookResponse,
    errors: [TooManyWebhooks, ScopeRequired],
  })
  create(@CurrentUser() caller: Caller, @Body() body: WebhookRequest): Promise<OwnWebhookResponse> {
    return this.endpoints.create(caller, body);
  }

  @Put(':id')
  @Operation({
    summary: 'Change what is sent of a webhook',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'What still waits for it is given up when it is switched off.',
    body: OwnWebhookResponse,
    errors: ['NOT_FOUND', ScopeRequired],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: WebhookChangeRequest,
  ): Promise<OwnWebhookResponse> {
    return this.endpoints.change(caller, id, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a webhook, with its deliveries',
    path: { id: 1001 },
    triedBy: 'organizer',
    status: 204,
    errors: ['NOT_FOUND'],
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.endpoints.remove(caller, id);
  }
}
