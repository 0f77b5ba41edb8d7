import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { RefundPolicy } from '../../booking/booking.api.js';
import type { CustomQuestion } from './custom-questions.policy.js';

export const WINDOW_TYPES = ['unlimited', 'days', 'business_days', 'range'] as const;
export type WindowType = (typeof WINDOW_TYPES)[number];

export const LOCATION_TYPES = ['video', 'phone', 'in_person', 'custom'] as const;
export type LocationType = (typeof LOCATION_TYPES)[number];

/** What a host offers on a booking page; lengths are in minutes. What was booked keeps its own copy of them. */
@Entity({ schema: 'scheduling', name: 'event_types' })
export class EventType {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'event_types_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  /** Unique among the owner's. */
  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  description: string;

  @Column('integer')
  duration: number;

  /** What an invitee may choose of, the duration among them; empty: nothing but the duration. */
  @Column('integer', { array: true, default: [] })
  durationOptions: number[];

  /** From one start to the next; null: the duration. */
  @Column('integer', { nullable: true })
  slotInterval: number | null;

  @Column('integer', { default: 0 })
  bufferBefore: number;

  @Column('integer', { default: 0 })
  bufferAfter: number;

  @Column('integer', { default: 0 })
  minimumNotice: number;

  @Column('integer', { default: 0 })
  cancellationNotice: number;

  @Column('text', { default: 'days' })
  bookingWindowType: WindowType;

  @Column('integer', { default: 60 })
  bookingWindowDays: number;

  /** Dates of the host's zone, both included. */
  @Column('date', { nullable: true })
  bookingWindowStart: string | null;

  @Column('date', { nullable: true })
  bookingWindowEnd: string | null;

  @Column('integer', { nullable: true })
  maxBookingsPerDay: number | null;

  @Column('integer', { nullable: true })
  maxBookingsPerWeek: number | null;

  /** More than one: sessions whose seats are booked singly. */
  @Column('integer', { default: 1 })
  maxAttendees: number;

  @Column('text', { default: 'custom' })
  locationType: LocationType;

  @Column('text', { default: '' })
  location: string;

  @Column('boolean', { default: false })
  requiresConfirmation: boolean;

  @Column('bigint', { default: 0 })
  priceCents: number;

  @Column('text', { default: 'USD' })
  currency: string;

  @Column('jsonb', { nullable: true })
  refundPolicy: RefundPolicy | null;

  @Column('boolean', { default: true })
  isActive: boolean;

  /** Whether the owner's page lists it; who has its link opens it in any case. */
  @Column('boolean', { default: true })
  isPublic: boolean;

  @Column('text')
  color: string;

  @Column('jsonb', { default: [] })
  customQuestions: CustomQuestion[];

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  static of(ownerId: number, slug: string, terms: EventTypeTerms, now: Date): EventType {
    const times = { createdAt: now, updatedAt: now, deletedAt: null };
    return Object.assign(new EventType(), { ownerId, slug, ...terms, ...times });
  }

  change(terms: EventTypeTerms, slug: string, now: Date): void {
    Object.assign(this, terms, { slug, updatedAt: now });
  }

  /** Whether an invitee may ask for a meeting of so many minutes. */
  offers(duration: number): boolean {
    return duration === this.duration || this.durationOptions.includes(duration);
  }
}

type Kept = 'id' | 'ownerId' | 'slug' | 'createdAt' | 'updatedAt' | 'deletedAt';

/** All that its owner decides, but for its address. */
export type EventTypeTerms = Omit<EventType, Kept | 'change' | 'offers'>;
