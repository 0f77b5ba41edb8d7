import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventChange } from '../../collaboration/collaboration.events.js';

/** What has changed of an event since its people were last mailed. */
@Entity({ schema: 'messaging', name: 'gathered_changes' })
export class GatheredChange {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'gathered_changes_pkey' })
  eventId: number;

  /** The number of the outbox, of the first change. */
  @Column('bigint')
  firstEvent: number;

  /** What it was before the first change. */
  @Column('jsonb')
  previous: EventChange['previous'];

  @Column('text', { array: true })
  changed: string[];

  @Column('bigint', { nullable: true, comment: 'Null where several people changed it.' })
  actorId: number | null;

  @Column('timestamptz')
  changedAt: Date;

  @Column('timestamptz')
  dueAt: Date;
}
