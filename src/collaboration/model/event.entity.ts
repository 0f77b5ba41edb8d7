import { randomUUID } from 'node:crypto';
import { Column, Entity, Generated, PrimaryGeneratedColumn } from 'typeorm';
import type { RefundPolicy } from '../../booking/booking.api.js';
import { EventEnded, OrganizersOnly } from '../collaboration.errors.js';
import type { Visibility } from '../collaboration.events.js';
import type { EventKind, EventTerms } from './event-terms.policy.js';
import { openTo, type EventState, type EventVisibility } from './event-visibility.rules.js';

export type EventPhase = 'ahead' | 'ongoing' | 'over';
export type EventStatus = 'upcoming' | 'draft' | 'published' | 'ongoing' | 'completed' | 'cancelled';

export const EVENT_STATUSES: readonly EventStatus[] = [
  'upcoming',
  'draft',
  'published',
  'ongoing',
  'completed',
  'cancelled',
];
export const EVENT_CATEGORIES = [
  'workshop',
  'webinar',
  'conference',
  'masterclass',
  'meetup',
  'training',
] as const;

/** What people meet for. Its seats and who takes part are booking's: the offer of kind `event` with this id. */
@Entity({ schema: 'collaboration', name: 'events' })
export class Event {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'events_pkey',
  })
  readonly id: number;

  @Column('text')
  kind: EventKind;

  @Column('bigint')
  organizerId: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text', { nullable: true })
  category: string | null;

  @Column('text', { default: '' })
  location: string;

  @Column('boolean', { default: false })
  isOnline: boolean;

  @Column('text', { default: '' })
  onlineUrl: string;

  @Column('text', { default: '' })
  tags: string;

  @Column('text', { nullable: true })
  cover: string | null;

  @Column('text')
  visibility: EventVisibility;

  @Column('text')
  state: EventState;

  /** How far its start and end were published; what is answered goes by the clock. */
  @Column('text', { default: 'ahead' })
  phase: EventPhase;

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz')
  endsAt: Date;

  /** On whose clock its times are written first, as an IANA name. */
  @Column('text', { default: 'UTC' })
  timezone: string;

  @Column('timestamptz', { nullable: true })
  registrationDeadline: Date | null;

  /** Null: as many as come. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  @Column('bigint', { default: 0 })
  priceCents: number;

  @Column('text', { default: 'USD' })
  currency: string;

  /** Of the tax in the price, in thousandths of a percent. */
  @Column('integer', { default: 0 })
  taxRate: number;

  @Column('jsonb', { nullable: true })
  refundPolicy: RefundPolicy | null;

  @Column('uuid')
  @Generated('uuid')
  calendarUid: string;

  @Column('integer', { default: 0 })
  sequence: number;

  @Column('timestamptz', { nullable: true })
  publishedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt: Date | null;

  @Column('text', { nullable: true })
  cancelReason: string | null;

  /** A deleted event stays, unseen, for the bookings it once had. */
  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** A gathering is open at once, a ticketed event is a draft until it is published. */
  static create(kind: EventKind, terms: EventTerms, organizerId: number, now: Date): Event {
    const times = { publishedAt: null, cancelledAt: null, deletedAt: null, createdAt: now, updatedAt: now };
    const event = Object.assign(new Event(), terms, times, {
      ...({ kind, organizerId, state: 'draft', phase: 'ahead', cover: null, cancelReason: null } as const),
      calendarUid: randomUUID(),
      sequence: 0,
    });
    if (kind === 'gathering') event.publish(now);
    return event;
  }

  publish(now: Date): void {
    this.state = 'open';
    this.publishedAt = this.updatedAt = now;
  }

  change(terms: Partial<EventTerms>, now: Date, { inCalendars }: { inCalendars: boolean }): void {
    Object.assign(this, terms);
    if (inCalendars) this.sequence += 1;
    this.updatedAt = now;
  }

  setCover(cover: string | null, now: Date): void {
    this.cover = cover;
    this.updatedAt = now;
  }

  /** Nobody saw a draft, so nobody but its organizer is to see that it was cancelled. */
  cancel(reason: string | null, now: Date): void {
    if (this.state === 'draft') this.visibility = 'invited';
    else this.sequence += 1;
    this.state = 'cancelled';
    this.cancelReason = reason;
    this.cancelledAt = this.updatedAt = now;
  }

  delete(now: Date): void {
    this.deletedAt = this.updatedAt = now;
  }

  statusAt(now: Date): EventStatus {
    if (this.state !== 'open') return this.state;
    if (this.endsAt <= now) return 'completed';
    if (this.startsAt <= now) return 'ongoing';
    return this.kind === 'gathering' ? 'upcoming' : 'published';
  }

  requireNotEnded(now: Date): void {
    const status = this.statusAt(now);
    if (status === 'cancelled' || status === 'completed') throw new EventEnded(status);
  }

  /** The last instant to take part: gatherings can be joined while they go on. */
  get closesAt(): Date {
    if (this.kind === 'gathering') return this.endsAt;
    return this.registrationDeadline ?? this.startsAt;
  }

  get openTo(): Visibility['openTo'] {
    return openTo.of(this);
  }

  /** Gatherings are everybody's. */
  requireRightToSell({ userType }: { userType: string }): void {
    if (this.kind === 'ticketed' && userType === 'attendee') throw new OrganizersOnly();
  }

  isOrganizedBy(person: { id: number; isAdmin: boolean }): boolean {
    return this.organizerId === person.id || person.isAdmin;
  }
}

/** In the order of its table. */
