import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody may see and join an event that is not public: an account, or an address that may become one. */
@Entity({ schema: 'collaboration', name: 'invitations' })
export class Invitation {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'invitations_pkey',
  })
  readonly id: number;

  @Column('bigint')
  eventId: number;

  @Column('bigint', { nullable: true })
  personId: number | null;

  /** In lower case. */
  @Column('text', { nullable: true })
  email: string | null;

  @Column('bigint')
  invitedBy: number;

  @Column('timestamptz')
  createdAt: Date;
}
