import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentMethod } from '../model/payment.entity.js';

export const PURCHASE_STATUSES = ['pending', 'completed', 'failed'] as const;
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number];

/** Why a purchase failed whose buyer is gone: money that comes for it is for a person to look at. */
export const ERASED = 'erased';

/** Credits for money. Amounts in cents. */
@Entity({ schema: 'payments', name: 'credit_purchases' })
export class CreditPurchase {
  /** From the numbers of payments, so that no number is two things. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'credit_purchases_pkey' })
  id: number;

  @Column('bigint')
  personId: number;

  @Column('integer')
  credits: number;

  @Column('bigint')
  amountCents: number;

  @Column('text')
  currency: string;

  @Column('text')
  method: PaymentMethod;

  @Column('text')
  provider: string;

  @Column('text')
  status: PurchaseStatus;

  /** Ours, also the provider's idempotency key. */
  @Column('text')
  transactionId: string;

  /** The provider's, once money has come. */
  @Column('text', { default: '' })
  referenceNumber: string;

  @Column('text', { nullable: true })
  checkoutId: string | null;

  @Column('text', { nullable: true })
  checkoutUrl: string | null;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  @Column('integer', { default: 0 })
  checks: number;

  @Column('timestamptz', { nullable: true })
  nextCheckAt: Date | null;

  /** Late money completes a failed purchase too. */
  canBecome(status: PurchaseStatus): boolean {
    if (this.status === 'pending') return status !== 'pending';
    return this.status === 'failed' && status === 'completed';
  }
}
