import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type IncomingStatus = 'pending' | 'handled' | 'ignored' | 'failed';

/** What somebody's program told, once for its `webhook-id`. */
@Entity({ schema: 'integrations', name: 'incoming_events' })
export class IncomingEvent {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'incoming_events_pkey',
  })
  id: number;

  @Column('bigint')
  endpointId: number;

  @Column('text')
  webhookId: string;

  @Column('text')
  type: string;

  /** Forgotten once it was handled. */
  @Column('jsonb', { nullable: true })
  data: object | null;

  @Column('text')
  status: IncomingStatus;

  @Column('text', { nullable: true })
  error: string | null;

  @Column('timestamptz')
  receivedAt: Date;
}
