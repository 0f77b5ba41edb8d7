import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** `late`: the money came too late to be used; `provider`: made there, by others; `dispute`: lost. */
export const REFUND_CAUSES = [
  ...(['booker', 'organizer', 'admin', 'offer_withdrawn', 'late', 'provider', 'dispute'] as const),
] as const;
export type RefundCause = (typeof REFUND_CAUSES)[number];
export type RefundStatus = 'pending' | 'completed' | 'failed';

/** Pending until the provider has answered. */
@Entity({ schema: 'payments', name: 'refunds' })
export class Refund {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  paymentId: number;

  @Column('bigint')
  amountCents: number;

  @Column('text')
  cause: RefundCause;

  @Column('bigint', { nullable: true })
  actorId: number | null;

  @Column('text')
  status: RefundStatus;

  @Column('text', { default: '' })
  providerReference: string;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('integer', { default: 0 })
  attempts: number;

  /** Attempts that the provider refused for now; the next one needs a new idempotency key. */
  @Column('integer', { default: 0 })
  refusals: number;

  @Column('timestamptz')
  nextAttemptAt: Date;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  completedAt: Date | null;
}
