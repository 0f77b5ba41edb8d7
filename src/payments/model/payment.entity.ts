import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BillingDetails } from '../billing/billing.entity.js';
import type { PaymentPayload } from '../payments.events.js';

export type PaymentStatus = 'pending' | 'completed' | 'failed' | 'refunded' | 'partially_refunded';
export type PaymentMethod = 'mock' | 'credit_card' | 'stripe';

/** Late money completes a failed payment; a refund that the bank returns moves back (`statusAfterRefund`). */
export const next: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  pending: ['completed', 'failed'],
  failed: ['completed'],
  completed: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
};

export const STATUSES = Object.keys(next) as PaymentStatus[];
export const METHODS: readonly PaymentMethod[] = ['mock', 'credit_card', 'stripe'];

/** Money for a booking, and what was refunded of it. Amounts in cents. */
@Entity({ schema: 'payments', name: 'payments' })
export class Payment {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  bookingId: number;

  /** Null: paid without an account, by the booking's link. */
  @Column('bigint', { nullable: true })
  personId: number | null;

  /** Of who paid without an account. */
  @Column('text', { nullable: true })
  payerName: string | null;

  /** Null where the platform itself offers. */
  @Column('bigint', { nullable: true })
  organizerId: number | null;

  @Column('bigint', { nullable: true })
  eventId: number | null;

  @Column('text')
  title: string;

  @Column('integer')
  quantity: number;

  @Column('bigint')
  amountCents: number;

  @Column('text')
  currency: string;

  @Column('text')
  method: PaymentMethod;

  @Column('text')
  provider: string;

  @Column('text')
  status: PaymentStatus;

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

  /** False where money came too late or twice, and is refunded. */
  @Column('boolean', { default: false })
  applied: boolean;

  /** Refunds that are reserved or completed. */
  @Column('bigint', { default: 0 })
  returningCents: number;

  @Column('bigint', { default: 0 })
  refundedCents: number;

  @Column('text', { nullable: true })
  failureReason: string | null;

  /** The buyer of this purchase; without it, what the payer has saved. */
  @Column('jsonb', { nullable: true })
  billing: BillingDetails | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  refundedAt: Date | null;

  @Column('integer', { default: 0 })
  checks: number;

  @Column('timestamptz', { nullable: true })
  nextCheckAt: Date | null;

  canBecome(status: PaymentStatus): boolean {
    return next[this.status].includes(status);
  }

  /** Money has come for it, whatever went back since. */
  get isSettled(): boolean {
    return this.status !== 'pending' && this.status !== 'failed';
  }

  /** Cents of which no refund has been reserved. */
  get leftCents(): number {
    const hasMoney = this.status === 'completed' || this.status === 'partially_refunded';
    return hasMoney ? this.amountCents - this.returningCents : 0;
  }

  /** The state once `cents` more are refunded; negative where the bank returned a refund to us. */
  statusAfterRefund(cents: number): PaymentStatus {
    const refunded = this.refundedCents + cents;
    if (refunded <= 0) return 'completed';
    return refunded >= this.amountCents ? 'refunded' : 'partially_refunded';
  }

  get payload(): PaymentPayload {
    const { bookingId, personId, amountCents, currency, refundedCents, transactionId, eventId } = this;
    return {
      ...{ paymentId: this.id, bookingId, personId, amountCents, currency },
      ...{ refundedCents, transactionId, eventId, eventTitle: this.title },
    };
  }
}
