import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/auth/access.js';
import { Unlimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { WebhookNotAuthentic } from '../integrations.errors.js';
import { IncomingAcceptedResponse, IncomingMessageRequest } from './incoming.dto.js';
import { IncomingService } from './incoming.service.js';

/** Not rate-limited: a program sends much from one address, and nothing of it counts unsigned. */
@ApiTags('Webhooks')
@Controller('api/v1/integrations/incoming')
@Public({ ignoresCredentials: true })
export class IncomingController {
  constructor(private readonly incoming: IncomingService) {}

  @Post(':endpoint_key')
  @Unlimited()
  @ApiHeader({ name: 'webhook-id', required: false, schema: { type: 'string' }, example: 'msg_1' })
  @ApiHeader({ name: 'webhook-timestamp', required: false, schema: { type: 'string' }, example: '1767225600' })
  @ApiHeader({ name: 'webhook-signature', required: false, schema: { type: 'string' }, example: 'v1,c2ln' })
  @Operation({
    summary: 'For people’s programs: tell of a contact, or of time that is taken',
    description: 'Signed by Standard Webhooks; taken once for each `webhook-id`, and done soon after.',
    status: 202,
    body: IncomingAcceptedResponse,
    errors: ['NOT_FOUND', WebhookNotAuthentic],
  })
  receive(
    @Param('endpoint_key') key: string,
    @Req() request: PlatformRequest,
    @Body() body: IncomingMessageRequest,
  ): Promise<IncomingAcceptedResponse> {
    return this.incoming.receive(key, request.headers, request.rawBody ?? Buffer.alloc(0), body);
  }
}
