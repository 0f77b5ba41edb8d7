import { Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/auth/access.js';
import { BooleanField } from '../../platform/http/fields/fields.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { Unlimited } from '../../platform/http/limits/rate-limited.js';
import { InvalidSignature, PaymentProviderNotConfigured } from '../payments.errors.js';
import { ProviderWebhooksService } from './provider-webhooks.service.js';

class ReceivedResponse {
  @BooleanField({ example: true })
  received: boolean;
}

/** Not rate-limited: providers send much from few addresses. */
@ApiTags('Payments')
@Controller('api/v1/payments/webhooks')
@Public({ ignoresCredentials: true })
export class WebhooksController {
  constructor(private readonly webhooks: ProviderWebhooksService) {}

  @Post(':provider')
  @Unlimited()
  @Operation({
    summary: 'For payment providers: what happened to a payment or a refund.',
    description:
      'Signed by the provider over the very bytes (`Stripe-Signature`); each event takes effect once.',
    body: ReceivedResponse,
    errors: ['VALIDATION_ERROR', InvalidSignature, PaymentProviderNotConfigured],
  })
  async receive(
    @Param('provider') provider: string,
    @Req() request: PlatformRequest,
  ): Promise<ReceivedResponse> {
    const signature = request.headers['stripe-signature'];
    const body = request.rawBody ?? Buffer.alloc(0);
    await this.webhooks.receive(provider, body, typeof signature === 'string' ? signature : '');
    return { received: true };
  }
}
