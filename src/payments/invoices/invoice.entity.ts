import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { BillingDetails } from '../billing/billing.entity.js';

export type InvoiceKind = 'invoice' | 'credit_note';

/** A credit note's amounts are below zero. */
export interface InvoiceLine {
  description: string;
  quantity: number;
  unitCents: number;
  amountCents: number;
}

/** When and where by the clock what was sold takes place; instants as ISO 8601. */
export interface Supply {
  from: string;
  until: string;
  zone: string;
}

/** Never changes once issued, but for `sentAt` (`invoices_immutable`); a refund makes a credit note. */
@Entity({ schema: 'payments', name: 'invoices' })
export class Invoice {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  /** Year and running number, without gaps for its seller and kind. */
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

  /** Null: sold to somebody without an account. */
  @Column('bigint', { nullable: true })
  personId: number | null;

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

  /** Null where name, address or tax number was missing: then it is a receipt. */
  @Column('jsonb', { nullable: true })
  seller: BillingDetails | null;

  @Column('jsonb', { nullable: true })
  buyer: BillingDetails | null;

  /** Null where it was issued before that was kept. */
  @Column('jsonb', { nullable: true })
  supply: Supply | null;

  @Column('jsonb')
  lines: InvoiceLine[];

  @Column('bigint')
  totalCents: number;

  /** In thousandths of a percent. */
  @Column('integer', { default: 0 })
  taxRate: number;

  /** What of the total is tax. */
  @Column('bigint', { default: 0 })
  taxCents: number;

  @Column('text')
  currency: string;

  @Column('timestamptz')
  issuedAt: Date;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;
}

/** The numbers of one seller's papers of a kind in a year of UTC. */
@Entity({ schema: 'payments', name: 'invoice_series' })
export class InvoiceSeries {
  /** Zero: the platform itself. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'invoice_series_pkey' })
  sellerId: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'invoice_series_pkey' })
  kind: InvoiceKind;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'invoice_series_pkey' })
  year: number;

  /** Numbers up to this one were of one series for all sellers. */
  @Column('integer', { default: 0 })
  beginsAfter: number;

  @Column('integer')
  lastNumber: number;
}
