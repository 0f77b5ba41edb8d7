import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomAnswers } from '../event-types/custom-questions.policy.js';

/** Who waits for seats of a session: an offer of them makes an appointment of it. */
@Entity({ schema: 'scheduling', name: 'waiting_invitees' })
export class WaitingInvitee {
  /** Of the entry in booking's waitlist. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'waiting_invitees_pkey' })
  id: number;

  /** Null without an account. */
  @Column('bigint', { nullable: true })
  personId: number | null;

  @Column('bigint')
  eventTypeId: number;

  @Column('text')
  typeSlug: string;

  @Column('text')
  typeName: string;

  @Column('text', { default: '' })
  location: string;

  @Column('text')
  inviteeName: string;

  /** Canonical; null once the invitee is erased. */
  @Column('text', { nullable: true })
  inviteeEmail: string | null;

  @Column('text', { nullable: true })
  inviteePhone: string | null;

  @Column('text')
  inviteeTimezone: string;

  @Column('text', { nullable: true })
  inviteeLanguage: string | null;

  @Column('jsonb', { default: {} })
  customAnswers: CustomAnswers;

  /** A keyed digest of the network, without an account. */
  @Column('text', { nullable: true })
  bookedFrom: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
