import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency.js';
import { Operation } from '../../platform/http/operation.js';
import { PathId } from '../../platform/http/path-id.js';
import { PaymentResponse } from '../payments/payments.dto.js';
import { NothingToRefund } from '../payments.errors.js';
import { Refunds } from './refunds.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments/:id/refund')
@Requires('user')
export class RefundsController {
  constructor(private readonly refunds: Refunds) {}

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Refund a payment and cancel its booking.',
    description:
      'To the payer the share that the booking’s policy gives now; the organizer and admins give back all that is left.',
    body: PaymentResponse,
    errors: ['NOT_FOUND', NothingToRefund],
  })
  refund(@CurrentUser() caller: Caller, @PathId() id: number): Promise<PaymentResponse> {
    return this.refunds.refund(caller, id);
  }
}
