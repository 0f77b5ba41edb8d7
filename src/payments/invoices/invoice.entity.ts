import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

export type InvoiceKind = 'invoice' | 'credit_note';

/** Of an invoice or a receipt; amounts in cents, those of a credit note below zero. */
export interface InvoiceLine {
  description: string;
  quantity: number;
  unitCents: number;
  amountCents: number;
}

/** Once issued it never changes (`invoices_immutable`), but that it was sent; a refund makes a credit note. */
@Entity({ schema: 'payments', name: 'invoices' })
export class Invoice {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  /** Year and running number, without gaps over both kinds. */
  @Column('text')
  invoiceNumber: string;

  @Column('text')
  kind: InvoiceKind;

  @Column('bigint')
  paymentId: number;

  @Column('bigint', { nullable: true })
  refundId: number | null;

  @Column('text')
  transactionId: string;

  @Column('bigint')
  bookingId: number;

  @Column('bigint')
  personId: number;

  @Column('bigint', { nullable: true })
  organizerId: number | null;

  @Column('text')
  eventTitle: string;

  /** The payer's name as it was; kept as the law of records asks. */
  @Column('text')
  issuedTo: string;

  /** The organizer's name as it was; the platform's where nobody organizes. */
  @Column('text')
  issuedBy: string;

  @Column('jsonb')
  lines: InvoiceLine[];

  @Column('integer')
  totalCents: number;

  @Column('text')
  currency: string;

  @Column('timestamptz')
  issuedAt: Date;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;
}

/** The last number that was given in a year (UTC). */
@Entity({ schema: 'payments', name: 'invoice_years' })
export class InvoiceYear {
  @PrimaryColumn('integer')
  year: number;

  @Column('integer')
  lastNumber: number;
}

export const INVOICE_COLUMNS = [
  'id',
  'invoiceNumber',
  'kind',
  'paymentId',
  'refundId',
  'transactionId',
  'bookingId',
  'personId',
  'organizerId',
  'eventTitle',
  'issuedTo',
  'issuedBy',
  'lines',
  'totalCents',
  'currency',
  'issuedAt',
  'sentAt',
] as const satisfies readonly (keyof Invoice)[];

export function toInvoice(row: object): Invoice {
  return Object.assign(new Invoice(), row);
}
