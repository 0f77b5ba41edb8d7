import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often something was told of a booking, payment or event whose owner listens. */
@Entity({ schema: 'integrations', name: 'webhook_sequences' })
export class WebhookSequence {
  /** As `booking:17`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_sequences_pkey' })
  subject: string;

  @Column('integer')
  value: number;
}
