import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  MoneyField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { decimalFrom } from '../../shared/money.js';
import { BillingResponse, toBillingResponse } from '../billing/billing.dto.js';
import type { Invoice, InvoiceKind, InvoiceLine } from './invoice.entity.js';

const KINDS: InvoiceKind[] = ['invoice', 'credit_note'];

@SortedBy(['issued_at'])
export class InvoicesQuery extends ListQuery {
  @BooleanField({ optional: true })
  is_sent?: boolean;

  @TextField({ max: 100, optional: true, description: 'Part of the invoice number or the transaction id.' })
  search?: string;

  @IdField({ optional: true, description: 'Only of payments of this booking.' })
  booking?: number;
}

export class LineResponse {
  @TextField({ example: 'Test Workshop' })
  description: string;

  @IntField({ min: 1, example: 2 })
  quantity: number;

  @MoneyField({ example: '29.99' })
  unit_price: string;

  @MoneyField({ example: '59.98' })
  amount: string;
}

export class InvoiceResponse {
  @IdField()
  id: number;

  @TextField({ example: '2026-000001' })
  invoice_number: string;

  @EnumField(KINDS, {
    example: 'invoice',
    description: 'A refund makes a credit note, with amounts below zero.',
  })
  kind: InvoiceKind;

  @IdField()
  payment: number;

  @TextField({ example: 'EVH-ABCD1234EFGH' })
  transaction_id: string;

  @IdField()
  booking: number;

  @TextField({ min: 0, example: 'Test Workshop' })
  event_title: string;

  @TextField({ min: 0, example: 'John Doe', description: 'The payer’s name when it was issued.' })
  issued_to: string;

  @NestedField(() => LineResponse, { many: true })
  lines: LineResponse[];

  @NestedField(() => BillingResponse, {
    nullable: true,
    description: 'Null where name, address or tax number was missing: then the paper is headed Receipt.',
  })
  seller: BillingResponse | null;

  @NestedField(() => BillingResponse, { nullable: true })
  buyer: BillingResponse | null;

  @MoneyField({ example: '50.40', description: 'The total without its tax.' })
  net: string;

  @MoneyField({ example: '9.58', description: 'What of the total is tax, rounded half up.' })
  tax: string;

  @MoneyField({ example: '59.98' })
  total: string;

  @TextField({ example: 'USD' })
  currency: string;

  @BooleanField({ example: false })
  is_sent: boolean;

  @InstantField({ nullable: true, example: null })
  sent_at: Date | null;

  @InstantField()
  issued_at: Date;
}

export function toLineResponse({ description, quantity, unitCents, amountCents }: InvoiceLine): LineResponse {
  return { description, quantity, unit_price: decimalFrom(unitCents), amount: decimalFrom(amountCents) };
}

export function toInvoiceResponse(invoice: Invoice): InvoiceResponse {
  return {
    id: invoice.id,
    invoice_number: invoice.invoiceNumber,
    kind: invoice.kind,
    payment: invoice.paymentId,
    transaction_id: invoice.transactionId,
    booking: invoice.bookingId,
    event_title: invoice.eventTitle,
    issued_to: invoice.issuedTo,
    lines: invoice.lines.map(toLineResponse),
    seller: invoice.seller && toBillingResponse(invoice.seller),
    buyer: invoice.buyer && toBillingResponse(invoice.buyer),
    net: decimalFrom(invoice.totalCents - invoice.taxCents),
    tax: decimalFrom(invoice.taxCents),
    total: decimalFrom(invoice.totalCents),
    currency: invoice.currency,
    is_sent: invoice.sentAt !== null,
    sent_at: invoice.sentAt,
    issued_at: invoice.issuedAt,
  };
}
