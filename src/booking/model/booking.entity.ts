import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { statusAt, type BookingStatus } from './booking-clock.rules.js';
import type { RefundPolicy } from './refund.policy.js';

export const BOOKING_KINDS = ['slot', 'appointment', 'ticket', 'meeting'] as const;
export type BookingKind = (typeof BOOKING_KINDS)[number];

export type CancelCause = 'booker' | 'host' | 'admin' | 'offer_withdrawn';

/** A claim on seats, on people's time, or on both. Money in cents, buffers in minutes. */
@Entity({ schema: 'booking', name: 'bookings' })
export class Booking {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  kind: BookingKind;

  @Column('text')
  status: BookingStatus;

  @Column('bigint', { nullable: true })
  offerId: number | null;

  /** What is booked, by its id in its own context: the slot, the event, the event type. */
  @Column('bigint', { nullable: true })
  refId: number | null;

  @Column('bigint', { nullable: true })
  labelId: number | null;

  /** Null for an appointment made without an account. */
  @Column('bigint', { nullable: true })
  personId: number | null;

  @Column('bigint', { nullable: true })
  hostId: number | null;

  @Column('integer')
  quantity: number;

  @Column('bigint')
  priceCents: number;

  @Column('text')
  currency: string;

  @Column('bigint', { default: 0 })
  paidCents: number;

  @Column('bigint', { default: 0 })
  refundedCents: number;

  @Column('jsonb', { nullable: true })
  refundPolicy: RefundPolicy | null;

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz')
  endsAt: Date;

  @Column('integer', { default: 0 })
  bufferBeforeMinutes: number;

  @Column('integer', { default: 0 })
  bufferAfterMinutes: number;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('uuid')
  accessToken: string;

  @Column('uuid')
  calendarUid: string;

  /** Of the calendar entry: one more with each change. */
  @Column('integer', { default: 0 })
  sequence: number;

  @Column('integer', { default: 0 })
  rescheduleCount: number;

  @Column('text', { default: '' })
  specialRequirements: string;

  @Column('timestamptz')
  registeredAt: Date;

  @Column('timestamptz', { nullable: true })
  confirmedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt: Date | null;

  @Column('timestamptz', { nullable: true })
  completedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  checkedInAt: Date | null;

  @Column('bigint', { nullable: true })
  cancelledBy: number | null;

  @Column('text', { nullable: true })
  cancelCause: CancelCause | null;

  @Column('text', { nullable: true })
  cancelReason: string | null;

  /** Only its host confirms it. */
  @Column('boolean', { default: false })
  awaitsHost: boolean;

  /** So long after its end it is completed by itself. */
  @Column('integer', { default: 0 })
  graceMinutes: number;

  /** So long before the start its booker can cancel and move it; null: until it is over. */
  @Column('integer', { nullable: true })
  noticeMinutes: number | null;

  /** The start that it was bought for, where others than its booker have moved it since. */
  @Column('timestamptz', { nullable: true })
  boughtStartsAt: Date | null;

  /** When others than its booker last moved its time, place or kind, and told so. */
  @Column('timestamptz', { nullable: true })
  movedAt: Date | null;

  /** Whose unpaid hold it is, while it is one: an account, or the digest of an address. */
  @Column('text', { nullable: true })
  heldBy: string | null;

  @Column('integer', { nullable: true })
  holdNumber: number | null;

  /** When the host said that the booker did not come. */
  @Column('timestamptz', { nullable: true })
  bookerMissedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  hostMissedAt: Date | null;

  /** When what was set aside for it was passed on. */
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  statusAt(now: Date): BookingStatus {
    return statusAt.of(this, now);
  }

  get isPaid(): boolean {
    return this.paidCents >= this.priceCents;
  }
}
