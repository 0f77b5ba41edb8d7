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

  @Column('timestamptz')
  createdAt: Date;
}
