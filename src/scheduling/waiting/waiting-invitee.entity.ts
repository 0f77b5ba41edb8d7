import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BookedBy } from '../booked-by/booked-by.entity.js';

/** Who waits for seats of a session: an offer of them makes an appointment of it. */
@Entity({ schema: 'scheduling', name: 'waiting_invitees' })
export class WaitingInvitee extends BookedBy {
  /** Of the entry in booking's waitlist. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'waiting_invitees_pkey' })
  id: number;

  /** Null without an account. */
  @Column('bigint', { nullable: true })
  personId: number | null;

  @Column('bigint')
  eventTypeId: number;

  @Column('timestamptz')
  createdAt: Date;
}
