import { EnumField, IdField, InstantField, MoneyField, TextField } from '../../platform/http/fields/fields.js';
import { decimalFrom } from '../../shared/money.js';
import { METHODS, STATUSES, type Payment, type PaymentMethod, type PaymentStatus } from './payment.entity.js';

export class PaymentResponse {
  @IdField()
  id: number;

  @IdField()
  booking: number;

  @TextField({ min: 0, example: 'Test Workshop', description: 'The title of what was booked.' })
  booking_event: string;

  @IdField({ nullable: true, example: 2, description: 'Null where it was paid without an account.' })
  user: number | null;

  @TextField({ min: 0, example: 'John Doe' })
  user_name: string;

  @MoneyField()
  amount: string;

  @TextField({ example: 'USD' })
  currency: string;

  @EnumField(STATUSES, { example: 'completed' })
  status: PaymentStatus;

  @EnumField(METHODS, { example: 'mock' })
  method: PaymentMethod;

  @TextField({ example: 'simulator', description: 'Who moves the money.' })
  provider: string;

  @TextField({ example: 'EVH-ABCD1234EFGH' })
  transaction_id: string;

  @TextField({
    min: 0,
    example: 'sim_0f3c5a7e9b1d2f4a6c8e0b1d',
    description: 'The provider’s own number, once paid.',
  })
  reference_number: string;

  @MoneyField({ example: '0.00' })
  refunded_amount: string;

  @TextField({ nullable: true, example: null, description: 'Why it failed.' })
  failure_reason: string | null;

  @TextField({
    nullable: true,
    example: null,
    description: 'The provider’s page to pay on, while it is pending.',
  })
  checkout_url: string | null;

  @InstantField()
  created_at: Date;

  @InstantField({ nullable: true })
  processed_at: Date | null;

  @InstantField({ nullable: true, example: null })
  refunded_at: Date | null;
}

/** `payerName` is today's; invoices keep the name of their day. */
export function toPaymentResponse(payment: Payment, payerName: string): PaymentResponse {
  return {
    id: payment.id,
    booking: payment.bookingId,
    booking_event: payment.title,
    user: payment.personId,
    user_name: payerName,
    amount: decimalFrom(payment.amountCents),
    currency: payment.currency,
    status: payment.status,
    method: payment.method,
    provider: payment.provider,
    transaction_id: payment.transactionId,
    reference_number: payment.referenceNumber,
    refunded_amount: decimalFrom(payment.refundedCents),
    failure_reason: payment.failureReason,
    checkout_url: payment.checkoutUrl,
    created_at: payment.createdAt,
    processed_at: payment.processedAt,
    refunded_at: payment.refundedAt,
  };
}
