import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** `late`: the money came when the booking could not use it any more. */
export type RefundCause = 'booker' | 'organizer' | 'admin' | 'offer_withdrawn' | 'late';
export type RefundStatus = 'pending' | 'completed' | 'failed';

/** Pending until the provider has answered. */
@Entity({ schema: 'payments', name: 'refunds' })
export class Refund {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  paymentId: number;

  @Column('integer')
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
