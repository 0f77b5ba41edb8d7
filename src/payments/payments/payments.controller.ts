import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { Forbidden } from '../../shared/errors.js';
import { PaymentResponse } from '../model/payment.dto.js';
import { AlreadyPaid, BookingNotPayable, PaymentPending } from '../payments.errors.js';
import { PaymentsQuery, PayRequest } from './payments.dto.js';
import { PaymentsService } from './payments.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments')
@Requires('user')
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Get()
  @Operation({
    summary: 'Your payments, newest first; of everybody for admins.',
    body: PaymentResponse,
    list: true,
    errors: [Forbidden],
  })
  list(@CurrentUser() caller: Caller, @Query() query: PaymentsQuery): Promise<Page<PaymentResponse>> {
    return this.payments.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Pay a booking.',
    requests: {
      'one ticket': { booking: 1002, amount: '29.99', currency: 'USD', method: 'mock' },
      'several tickets': { booking: 1004, amount: '30.00', currency: 'USD', method: 'mock' },
    },
    description:
      '`mock` and `credit_card` settle at once, outside production or where `PAYMENTS_SIMULATOR` is on; ' +
      'with `stripe` the payment is pending, and paid on its `checkout_url`.',
    status: 201,
    body: PaymentResponse,
    errors: [AlreadyPaid, PaymentPending, BookingNotPayable],
  })
  pay(@CurrentUser() caller: Caller, @Body() request: PayRequest): Promise<PaymentResponse> {
    return this.payments.pay(caller, request);
  }

  @Get(':id')
  @Operation({
    summary: 'A payment, for its payer, the organizer and admins.',
    path: { id: 1001 },
    body: PaymentResponse,
    errors: ['NOT_FOUND'],
  })
  read(@CurrentUser() caller: Caller, @PathId() id: number): Promise<PaymentResponse> {
    return this.payments.read(caller, id);
  }
}
