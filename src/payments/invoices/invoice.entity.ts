import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

export type InvoiceKind = 'invoice' | 'credit_note';

/** A credit note's amounts are below zero. */
export interface InvoiceLine {
  description: string;
  quantity: number;
  unitCents: number;
  amountCents: number;
}

/** Never changes once issued, but for `sentAt` (`invoices_immutable`); a refund makes a credit note. */
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

  /** The payer's name as it was; the law asks to keep it. */
  @Column('text')
  issuedTo: string;

  /** The organizer's name as it was, or the platform's. */
  @Column('text')
  issuedBy: string;

  @Column('jsonb')
  lines: InvoiceLine[];

  @Column('bigint')
  totalCents: number;

  @Column('text')
  currency: string;

  @Column('timestamptz')
  issuedAt: Date;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;
}

/** A year is UTC's. */
@Entity({ schema: 'payments', name: 'invoice_years' })
export class InvoiceYear {
  @PrimaryColumn('integer')
  year: number;

  @Column('integer')
  lastNumber: number;
}
