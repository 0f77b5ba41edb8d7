import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** As it is shown. */
export interface DeliveryAttempt {
  at: string;
  status_code: number | null;
  error: string | null;
  duration_ms: number;
}

/** What one event says to one endpoint. */
@Entity({ schema: 'integrations', name: 'webhook_deliveries' })
export class WebhookDelivery {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'webhook_deliveries_pkey',
  })
  id: number;

  @Column('bigint')
  endpointId: number;

  /** Null of a test, which tells of nothing that happened. */
  @Column('bigint', { nullable: true })
  eventId: number | null;

  @Column('text')
  type: string;

  /** The very bytes that are sent, but for who was erased since. */
  @Column('text')
  body: string;

  /** Whom it names: with an account, and by the address left at booking. */
  @Column('bigint', { nullable: true })
  aboutPersonId: number | null;

  @Column('text', { nullable: true })
  aboutEmail: string | null;

  @Column('text')
  status: DeliveryStatus;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('jsonb', { default: [] })
  record: DeliveryAttempt[];

  @Column('timestamptz')
  nextAttemptAt: Date;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}

/** `webhook-id` of all attempts. Full stops divide what is signed, so there are none in it. */
export function webhookIdOf({ id, eventId, type }: Pick<WebhookDelivery, 'id' | 'eventId' | 'type'>): string {
  return eventId === null ? `test_${id}` : `evt_${eventId}_${type.replace('.', '_')}`;
}
