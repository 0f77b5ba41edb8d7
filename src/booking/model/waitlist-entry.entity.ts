import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const WAITLIST_STATUSES = ['waiting', 'offered', 'claimed', 'expired', 'left'] as const;
export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

/**
 * A party that waits for seats of an offer. It is written under the lock of its offer, whose `waiting` counts those
 * that wait; only claiming goes without.
 */
@Entity({ schema: 'booking', name: 'waitlist' })
export class WaitlistEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint')
  offerId: number;

  @Column('bigint')
  personId: number;

  /** Seats that the party needs, all or none. */
  @Column('integer')
  quantity: number;

  @Column('text')
  status: WaitlistStatus;

  /** The place in the queue, together with the id; it moves to the end when an offered seat lapses. */
  @Column('timestamptz')
  joinedAt: Date;

  /** How many later parties were seated before it; at three nobody is any more. */
  @Column('integer', { default: 0 })
  passedOver: number;

  /** Offers that it let lapse: after the first it waits again, after the second it is out. */
  @Column('integer', { default: 0 })
  lapses: number;

  /** The booking that holds or held the offered seats; null while it waits and once it is out. */
  @Column('bigint', { nullable: true })
  bookingId: number | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}
