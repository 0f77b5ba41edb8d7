import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CustomAnswers } from '../event-types/custom-questions.policy.js';

/** Who comes along, beside the invitee. */
export interface Guest {
  name: string;
  email: string;
}

/** What an appointment is about and for whom; when it is, and how it stands, is its booking's. */
@Entity({ schema: 'scheduling', name: 'appointments' })
export class Appointment {
  /** Its booking's. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'appointments_pkey' })
  id: number;

  /** Of the event type, as its name and location when it was booked. */
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

  /** In which dates are written to the invitee; null where the browser did not say. */
  @Column('text', { nullable: true })
  inviteeLanguage: string | null;

  @Column('jsonb', { default: {} })
  customAnswers: CustomAnswers;

  @Column('jsonb', { default: [] })
  guests: Guest[];

  /** A keyed digest of the network it was booked from without an account. */
  @Column('text', { nullable: true })
  bookedFrom: string | null;

  @Column('timestamptz', { nullable: true })
  remindedFor: Date | null;

  @Column('timestamptz')
  updatedAt: Date;
}

/** A session of a group type; its times, seats and state are those of its offer, which has its id. */
@Entity({ schema: 'scheduling', name: 'occurrences' })
export class Occurrence {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'occurrences_pkey',
  })
  id: number;

  @Column('bigint')
  eventTypeId: number;
}
