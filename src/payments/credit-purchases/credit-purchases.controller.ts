import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { CreditPurchaseRequest, CreditPurchaseResponse } from './credit-purchases.dto.js';
import { CreditPurchasesService } from './credit-purchases.service.js';

@ApiTags('Credits')
@Controller('api/v1/payments')
@Requires('user')
export class CreditPurchasesController {
  constructor(private readonly purchases: CreditPurchasesService) {}

  @Post('purchase_credits')
  @Idempotent()
  @Operation({
    summary: 'Buy credits, for one dollar each.',
    description:
      '`mock` and `credit_card` settle at once, outside production or where `PAYMENTS_SIMULATOR` is on; ' +
      'with `stripe` the payment is pending, and paid on its `checkout_url`.',
    status: 201,
    body: CreditPurchaseResponse,
  })
  purchase(
    @CurrentUser() caller: Caller,
    @Body() request: CreditPurchaseRequest,
  ): Promise<CreditPurchaseResponse> {
    return this.purchases.purchase(caller, request);
  }
}
