import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { BookingNotPayable, InsufficientCredits } from '../payments.errors.js';
import {
  CreditBalanceResponse,
  CreditEntriesQuery,
  CreditEntryResponse,
  CreditTransferRequest,
  CreditTransferResponse,
} from './credits.dto.js';
import { CreditsService } from './credits.service.js';

@ApiTags('Credits')
@Controller('api/v1')
@Requires('user')
export class CreditsController {
  constructor(private readonly credits: CreditsService) {}

  @Get('credits/balance')
  @Operation({ summary: 'Your credits.', body: CreditBalanceResponse })
  balance(@CurrentUser() caller: Caller): Promise<CreditBalanceResponse> {
    return this.credits.balance(caller);
  }

  @Post('credits/transfer')
  @Idempotent()
  @Operation({
    summary: 'Set credits aside for a meeting that you asked for.',
    requests: { transfer: { meeting_id: 1008, amount: 1 } },
    description:
      'The expert earns them when it is completed; they come back when it is cancelled, declined or expires.',
    body: CreditTransferResponse,
    errors: ['FORBIDDEN', BookingNotPayable, InsufficientCredits],
  })
  transfer(
    @CurrentUser() caller: Caller,
    @Body() request: CreditTransferRequest,
  ): Promise<CreditTransferResponse> {
    return this.credits.transfer(caller, request);
  }

  @Get('credit-transactions')
  @Operation({ summary: 'What changed your credits, newest first.', body: CreditEntryResponse, list: true })
  entries(
    @CurrentUser() caller: Caller,
    @Query() query: CreditEntriesQuery,
  ): Promise<Page<CreditEntryResponse>> {
    return this.credits.entries(caller, query);
  }
}
