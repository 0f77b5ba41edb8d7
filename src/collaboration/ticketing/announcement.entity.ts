import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ schema: 'collaboration', name: 'announcements' })
export class Announcement {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'announcements_pkey',
  })
  readonly id: number;

  @Column('bigint')
  eventId: number;

  @Column('bigint')
  authorId: number;

  @Column('text')
  subject: string;

  @Column('text')
  message: string;

  /** Null of those that were sent before it was kept. */
  @Column('integer', { nullable: true })
  recipients: number | null;

  @Column('timestamptz')
  createdAt: Date;
}
