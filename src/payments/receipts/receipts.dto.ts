import { BookingResponse } from '../../booking/booking.api.js';
import { InstantField, MoneyField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { decimalFrom } from '../../shared/money.js';
import type { Invoice } from '../invoices/invoice.entity.js';
import { LineResponse, toLineResponse } from '../invoices/invoices.dto.js';
import { PaymentResponse } from '../model/payment.dto.js';

export class ReceiptResponse {
  @TextField({ example: 'R-2026-000001' })
  receipt_number: string;

  @NestedField(() => PaymentResponse)
  payment: PaymentResponse;

  @NestedField(() => BookingResponse)
  booking: BookingResponse;

  @TextField({ min: 0, example: 'John Doe', description: 'The payer’s name when it was issued.' })
  issued_to: string;

  @NestedField(() => LineResponse, { many: true })
  lines: LineResponse[];

  @MoneyField({ example: '59.98' })
  total: string;

  @TextField({ example: 'USD' })
  currency: string;

  @InstantField()
  issued_at: Date;
}

/** A receipt has the lines, the payer's name and the number of the payment's invoice. */
export function toReceiptResponse(
  invoice: Invoice,
  payment: PaymentResponse,
  booking: BookingResponse,
): ReceiptResponse {
  return {
    receipt_number: `R-${invoice.invoiceNumber}`,
    payment,
    booking,
    issued_to: invoice.issuedTo,
    lines: invoice.lines.map(toLineResponse),
    total: decimalFrom(invoice.totalCents),
    currency: invoice.currency,
    issued_at: invoice.issuedAt,
  };
}
