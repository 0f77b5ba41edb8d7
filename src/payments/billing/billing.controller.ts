import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { BillingRequest, BillingResponse } from './billing.dto.js';
import { BillingService } from './billing.service.js';

@ApiTags('Payments')
@Controller('api/v1/users/me/billing')
@Requires('user')
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Get()
  @Operation({ summary: 'What invoices say of you, as seller and as buyer.', body: BillingResponse })
  read(@CurrentUser() caller: Caller): Promise<BillingResponse> {
    return this.billing.read(caller);
  }

  @Put()
  @Operation({
    summary: 'Change what your invoices say from now on.',
    description:
      'With name, address and tax number what you sell is invoiced, without them it is receipted. ' +
      'What is not sent stays, and so does what is issued.',
    body: BillingResponse,
  })
  change(@CurrentUser() caller: Caller, @Body() request: BillingRequest): Promise<BillingResponse> {
    return this.billing.change(caller, request);
  }
}
