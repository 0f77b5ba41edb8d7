import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { WebhookIsIncoming, WebhookSwitchedOff } from '../integrations.errors.js';
import { WebhookDeliveriesQuery, WebhookDeliveryResponse } from './webhook-deliveries.dto.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';

@ApiTags('Webhooks')
@Controller('api/v1/integrations/webhooks/:id')
@Requires('user')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  @Get('deliveries')
  @Operation({
    summary: 'What was delivered in the last 30 days, or is to be, newest first',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'With each attempt that came to an end.',
    body: WebhookDeliveryResponse,
    list: true,
    errors: ['NOT_FOUND'],
  })
  list(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Query() query: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryResponse>> {
    return this.deliveries.list(caller, id, query);
  }

  @Post('test')
  @Idempotent()
  @Operation({
    summary: 'Send a test to a webhook',
    path: { id: 1001 },
    triedBy: 'organizer',
    description:
      'A message of the type `webhook.test`, signed, kept and tried again as all others are; its ' +
      '`webhook-id` begins with `test_`. It is sent whatever the webhook listens to.',
    status: 202,
    body: WebhookDeliveryResponse,
    errors: ['NOT_FOUND', WebhookIsIncoming, WebhookSwitchedOff],
  })
  test(@CurrentUser() caller: Caller, @PathId() id: number): Promise<WebhookDeliveryResponse> {
    return this.deliveries.test(caller, id);
  }

  @Post('deliveries/:delivery_id/redeliver')
  @Idempotent()
  @Operation({
    summary: 'Deliver something once more, under the same `webhook-id`',
    path: { id: 1001, delivery_id: 1001 },
    triedBy: 'organizer',
    status: 202,
    body: WebhookDeliveryResponse,
    errors: ['NOT_FOUND', WebhookSwitchedOff],
  })
  redeliver(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @PathId('delivery_id') deliveryId: number,
  ): Promise<WebhookDeliveryResponse> {
    return this.deliveries.redeliver(caller, id, deliveryId);
  }
}
