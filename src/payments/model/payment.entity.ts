import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PaymentPayload } from '../payments.events.js';

export type PaymentStatus = 'pending' | 'completed' | 'failed' | 'refunded' | 'partially_refunded';
export type PaymentMethod = 'mock' | 'credit_card' | 'stripe';

/**
 * Every move that exists. Money that comes after all for a failed payment is money: it completes it. Only a refund that
 * the bank sends back goes against them, to where the payment stood before it.
 */
export const next: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  pending: ['completed', 'failed'],
  failed: ['completed'],
  completed: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
};

export const STATUSES = Object.keys(next) as PaymentStatus[];
export const METHODS: readonly PaymentMethod[] = ['mock', 'credit_card', 'stripe'];

/** Money for a booking, from the wish to pay to what went back of it. Amounts in cents. */
@Entity({ schema: 'payments', name: 'payments' })
export class Payment {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  bookingId: number;

  /** Who pays. */
  @Column('bigint')
  personId: number;

  /** Whom it is owed to; null where the house itself offers. */
  @Column('bigint', { nullable: true })
  organizerId: number | null;

  @Column('bigint', { nullable: true })
  eventId: number | null;

  /** Of what was booked, as it was then. */
  @Column('text')
  title: string;

  /** Seats that are paid for. */
  @Column('integer')
  quantity: number;

  @Column('integer')
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

  /** The provider's page on which the payer pays. */
  @Column('text', { nullable: true })
  checkoutId: string | null;

  @Column('text', { nullable: true })
  checkoutUrl: string | null;

  /** The booking counts it. Money that came too late, or a second time, is not applied and goes back. */
  @Column('boolean', { default: false })
  applied: boolean;

  /** Refunds that are promised or done. */
  @Column('integer', { default: 0 })
  returningCents: number;

  /** Refunds that are done. */
  @Column('integer', { default: 0 })
  refundedCents: number;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  refundedAt: Date | null;

  /** How often the provider was asked again. */
  @Column('integer', { default: 0 })
  checks: number;

  @Column('timestamptz', { nullable: true })
  nextCheckAt: Date | null;

  canBecome(status: PaymentStatus): boolean {
    return next[this.status].includes(status);
  }

  /** Cents that are neither given back nor promised. */
  get leftCents(): number {
    const hasMoney = this.status === 'completed' || this.status === 'partially_refunded';
    return hasMoney ? this.amountCents - this.returningCents : 0;
  }

  /** The state once `cents` more have gone back; less than zero where they came back to us. */
  statusAfterRefund(cents: number): PaymentStatus {
    const refunded = this.refundedCents + cents;
    if (refunded <= 0) return 'completed';
    return refunded >= this.amountCents ? 'refunded' : 'partially_refunded';
  }

  get payload(): PaymentPayload {
    const { bookingId, personId, amountCents, currency, refundedCents, transactionId, eventId } = this;
    return {
      ...{
        paymentId: this.id,
        bookingId,
        personId,
        amountCents,
        currency,
        refundedCents,
        transactionId,
        eventId,
      },
      eventTitle: this.title,
    };
  }
}

/** Columns of a payment, in the entity's names. */
export const PAYMENT_COLUMNS = [
  'id',
  'bookingId',
  'personId',
  'organizerId',
  'eventId',
  'title',
  'quantity',
  'amountCents',
  'currency',
  'method',
  'provider',
  'status',
  'transactionId',
  'referenceNumber',
  'checkoutId',
  'checkoutUrl',
  'applied',
  'returningCents',
  'refundedCents',
  'failureReason',
  'createdAt',
  'processedAt',
  'refundedAt',
  'checks',
  'nextCheckAt',
] as const satisfies readonly (keyof Payment)[];

export function toPayment(row: object): Payment {
  return Object.assign(new Payment(), row);
}
