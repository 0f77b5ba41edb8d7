import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/auth/access.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathToken } from '../../platform/http/request/path-token.js';
import { PaymentResponse } from '../model/payment.dto.js';
import { AlreadyPaid, BookingNotPayable, PaymentPending } from '../payments.errors.js';
import { PayByLinkRequest } from './payments.dto.js';
import { PaymentsService } from './payments.service.js';

@ApiTags('Payments')
@Controller('api/v1/events/booking/:access_token')
@Public()
export class LinkPaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Post('pay')
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Pay an appointment by its link, without an account.',
    requests: { simulation: { amount: '140.00', currency: 'EUR', method: 'mock' } },
    description: 'As `payments`; `user` is null. An expired one is taken again while its time is free.',
    status: 201,
    body: PaymentResponse,
    errors: ['NOT_FOUND', AlreadyPaid, PaymentPending, BookingNotPayable],
  })
  pay(@PathToken('access_token') token: string, @Body() request: PayByLinkRequest): Promise<PaymentResponse> {
    return this.payments.payByLink(token, request);
  }
}
