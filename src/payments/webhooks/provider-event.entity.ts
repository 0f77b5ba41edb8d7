import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A provider's event that took effect; the second delivery of it finds this row. */
@Entity({ schema: 'payments', name: 'provider_events' })
export class HandledProviderEvent {
  @PrimaryColumn('text')
  provider: string;

  @PrimaryColumn('text')
  eventId: string;

  @Column('text')
  kind: string;

  @Column('timestamptz')
  receivedAt: Date;
}
