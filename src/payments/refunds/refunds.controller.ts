import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlreadyCheckedIn } from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { PaymentResponse } from '../model/payment.dto.js';
import { NothingToRefund } from '../payments.errors.js';
import { RefundsService } from './refunds.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments/:id/refund')
@Requires('user')
export class RefundsController {
  constructor(private readonly refunds: RefundsService) {}

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Refund a payment and cancel its booking.',
    path: { id: 1002 },
    description:
      'To the payer the share that the booking’s policy gives now; ' +
      'the organizer and admins give back all that is left. Who was checked in gives nothing back, ' +
      'unless the check-in is undone.',
    body: PaymentResponse,
    errors: ['NOT_FOUND', AlreadyCheckedIn, NothingToRefund],
  })
  refund(@CurrentUser() caller: Caller, @PathId() id: number): Promise<PaymentResponse> {
    return this.refunds.refund(caller, id);
  }
}
