import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const WAITLIST_STATUSES = ['waiting', 'offered', 'claimed', 'expired', 'left'] as const;
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

/** A party that waits for seats. Written under the lock of its offer; only claiming goes without. */
@Entity({ schema: 'booking', name: 'waitlist' })
export class WaitlistEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  offerId: number;

  /** Null for a party without an account. */
  @Column('bigint', { nullable: true })
  personId: number | null;

  @Column('text', { nullable: true })
  heldBy: string | null;

  /** Its link, which opens the booking that it was given too. */
  @Column('uuid')
  accessToken: string;

  @Column('integer')
  quantity: number;

  @Column('text')
  status: WaitlistStatus;

  /** With the id its place in the queue. */
  @Column('timestamptz')
  joinedAt: Date;

  /** How many later parties were seated before it. */
  @Column('integer', { default: 0 })
  passedOver: number;

  /** Offers that it let lapse: after the first it waits again, after the second it is out. */
  @Column('integer', { default: 0 })
  lapses: number;

  @Column('bigint', { nullable: true })
  bookingId: number | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}
