import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type DisputeState = 'open' | 'won' | 'lost';

/** The payer asks the bank for the money; lost, it is booked as refunded. */
@Entity({ schema: 'payments', name: 'disputes' })
export class Dispute {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  paymentId: number;

  @Column('text')
  provider: string;

  @Column('text')
  reference: string;

  @Column('bigint')
  amountCents: number;

  @Column('text')
  currency: string;

  @Column('text')
  reason: string;

  @Column('text')
  state: DisputeState;

  @Column('timestamptz')
  openedAt: Date;

  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;
}
