import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What a provider told before it could be booked: the money has not come, or a refund is under way. */
@Entity({ schema: 'payments', name: 'kept_events' })
@Unique('kept_events_once', ['provider', 'eventId'])
export class KeptEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  provider: string;

  @Column('text')
  eventId: string;

  @Column('text')
  kind: string;

  @Column('text', { nullable: true })
  transactionId: string | null;

  @Column('text')
  referenceNumber: string;

  @Column('jsonb')
  about: object;

  @Column('timestamptz')
  receivedAt: Date;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('timestamptz')
  nextAttemptAt: Date;
}
