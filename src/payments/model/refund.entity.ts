import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Why money goes back. `late`: it came when the claim was gone. */
export type RefundCause = 'booker' | 'organizer' | 'admin' | 'offer_withdrawn' | 'late';
export type RefundStatus = 'pending' | 'completed' | 'failed';

/** Money that goes back; pending until the provider says so. Amounts in cents. */
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

  /** The provider's own number of it. */
  @Column('text', { default: '' })
  providerReference: string;

  @Column('text', { nullable: true })
  failureReason: string | null;

  @Column('integer', { default: 0 })
  attempts: number;

  /** Attempts that the provider answered without doing it; the next one is asked as another question. */
  @Column('integer', { default: 0 })
  refusals: number;

  @Column('timestamptz')
  nextAttemptAt: Date;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  completedAt: Date | null;
}

export const REFUND_COLUMNS = [
  'id',
  'paymentId',
  'amountCents',
  'cause',
  'actorId',
  'status',
  'providerReference',
  'failureReason',
  'attempts',
  'refusals',
  'nextAttemptAt',
  'createdAt',
  'completedAt',
] as const satisfies readonly (keyof Refund)[];

export function toRefund(row: object): Refund {
  return Object.assign(new Refund(), row);
}
