import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row per event that took effect; `provider_events_pkey` stops a second delivery. */
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
