import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';

export const MAX_SESSIONS = 500;

export interface SessionTimes {
  startsAt: Date;
  endsAt: Date;
}

export interface EventOfSession extends SessionTimes {
  id: number;
  organizerId: number;
  state: string;
}

/** What is left out of a change stays. */
export interface SessionDetails extends SessionTimes {
  title: string;
  description: string;
  speakerId: number | null;
  /** In the organizer's words; an account's own name is shown where there is one. */
  speakerName: string;
  roomOrLink: string;
}

/** A part of an event's programme: within the event's time, its speaker and its room in no other meanwhile. */
@Entity({ schema: 'collaboration', name: 'sessions' })
export class AgendaSession {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'sessions_pkey',
  })
  readonly id: number;

  @Column('bigint')
  eventId: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz')
  endsAt: Date;

  @Column('bigint', { nullable: true })
  speakerId: number | null;

  @Column('text', { default: '' })
  speakerName: string;

  @Column('text', { default: '' })
  roomOrLink: string;

  /** Whose published events its speaker is in one place of; null as long as its event is a draft. */
  @Column('bigint', { nullable: true })
  publishedBy: number | null;

  /** Since when its event is cancelled or deleted: speaker and room are free. */
  @Column('timestamptz', { nullable: true })
  releasedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** Refuses times that are out of order or outside the event's. */
  static create(event: EventOfSession, details: SessionDetails, now: Date): AgendaSession {
    const session = new AgendaSession();
    session.eventId = event.id;
    session.publishedBy = event.state === 'draft' ? null : event.organizerId;
    session.createdAt = now;
    session.change(event, details, now);
    return session;
  }

  /** Refuses as `create` does. */
  change(event: SessionTimes, details: Partial<SessionDetails>, now: Date): void {
    const { startsAt = this.startsAt, endsAt = this.endsAt } = details;
    const errors = timeErrors({ startsAt, endsAt }, event);
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
    for (const [name, value] of Object.entries(details))
      if (value !== undefined) Object.assign(this, { [name]: value });
    this.updatedAt = now;
  }
}

function timeErrors({ startsAt, endsAt }: SessionTimes, event: SessionTimes): FieldErrors {
  const span = `${event.startsAt.toISOString()} to ${event.endsAt.toISOString()}`;
  const errors: FieldErrors = {};
  if (startsAt < event.startsAt || startsAt >= event.endsAt)
    errors.startsAt = [`A session lies within the time of its event, ${span}.`];
  if (endsAt > event.endsAt) errors.endsAt = [`A session lies within the time of its event, ${span}.`];
  return { ...errors, ...orderProblems({ startsAt, endsAt }) };
}

export function orderProblems({ startsAt, endsAt }: Partial<SessionTimes>): FieldErrors {
  return startsAt && endsAt && endsAt <= startsAt ? { endsAt: ['End time must be after the start time.'] } : {};
}
