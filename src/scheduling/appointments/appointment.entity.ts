import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { BookedBy } from '../booked-by/booked-by.entity.js';

/** Who comes along, beside the invitee. */
export interface Guest {
  name: string;
  email: string;
}

/** What an appointment is about and for whom; when it is, and how it stands, is its booking's. */
@Entity({ schema: 'scheduling', name: 'appointments' })
export class Appointment extends BookedBy {
  /** Its booking's. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'appointments_pkey' })
  id: number;

  @Column('jsonb', { default: [] })
  guests: Guest[];

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
