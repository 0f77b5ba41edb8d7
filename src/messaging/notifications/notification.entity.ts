import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What one person was notified of, once. */
@Entity({ schema: 'messaging', name: 'notifications' })
@Unique('notifications_once', ['personId', 'kind', 'subject', 'occurrence'])
export class Notification {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notifications_pkey',
  })
  readonly id: number;

  @Column('bigint')
  personId: number;

  /** One of `NOTIFICATION_KINDS`; on the wire `notification_type`. */
  @Column('text')
  kind: string;

  /** What it is about, such as `booking:17`. */
  @Column('text')
  subject: string;

  /** Which of several about one subject; empty where there can be one only. */
  @Column('text')
  occurrence: string;

  /** Whose name the message begins with. Names are not kept: they go with their account. */
  @Column('bigint', { nullable: true })
  actorId: number | null;

  @Column('text')
  title: string;

  @Column('text')
  message: string;

  @Column('bigint', { nullable: true })
  eventId: number | null;

  @Column('text', { nullable: true })
  eventTitle: string | null;

  @Column('bigint', { nullable: true })
  relatedId: number | null;

  /** False where the person does not want to see it: the row then only says that it was handled. */
  @Column('boolean')
  inApp: boolean;

  @Column('timestamptz', { nullable: true })
  readAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
