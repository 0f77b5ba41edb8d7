import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whoever has the address may register once where people register by invitation alone. */
@Entity({ schema: 'identity', name: 'registration_invitations' })
export class RegistrationInvitation {
  /** In its canonical form. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'registration_invitations_pkey' })
  readonly email: string;

  @Column('timestamptz')
  readonly invitedAt: Date;
}
