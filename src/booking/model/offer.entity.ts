import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { CapacityBelowSeats } from '../booking.errors.js';
import { holdLimit } from './booking-clock.rules.js';
import type { RefundPolicy } from './refund.policy.js';

export const OFFER_KINDS = ['slot', 'event', 'occurrence'] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];
/** `gone`: removed together with its subject; only the bookings it once had still know it. */
export type OfferState = 'open' | 'draft' | 'cancelled' | 'gone';
export type OfferVisibility = 'public' | 'invited';

export interface OfferLabel {
  id: number;
  name: string;
  color: string;
}

/** Money in cents. */
export interface OfferTerms {
  kind: OfferKind;
  /** The subject's id in its own context; (kind, refId) is unique. */
  refId: number;
  title: string;
  label: OfferLabel | null;
  state: OfferState;
  visibility: OfferVisibility;
  /** Null: as many as come. */
  capacity: number | null;
  maxPerBooking: number;
  priceCents: number;
  currency: string;
  /** Null: the standard policy. */
  refundPolicy: RefundPolicy | null;
  startsAt: Date;
  endsAt: Date;
  /** Null: at once. */
  opensAt: Date | null;
  closesAt: Date;
  organizerId: number | null;
  /** A gathering's seats: taken by joining it, not by booking. */
  joinOnly: boolean;
  place?: string;
  /** Where its times are meant, as an IANA name; null: wherever its reader is. */
  timezone?: string | null;
  /** Of the tax in the price, in thousandths of a percent; none unless it is said. */
  taxRate?: number;
  /** How often it changed in calendars, where its bookings do not count that themselves. */
  calendarChanges?: number;
}

export interface OfferChange {
  /** Holds of its seats end earlier than before. */
  isLimitEarlier: boolean;
  /** Its bookings take over another time, label or organizer. */
  isFollowed: boolean;
}

/**
 * Seats that can be booked. `taken` counts the seats of bookings that hold or have used one, and only moves
 * together with them; `offers_seats_within_capacity` guards it.
 */
@Entity({ schema: 'booking', name: 'offers' })
export class Offer {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  kind: OfferKind;

  @Column('bigint')
  refId: number;

  @Column('text')
  title: string;

  @Column('bigint', { nullable: true })
  labelId: number | null;

  /** As its label is called now: no column of its own, so that a label is renamed in one row. */
  labelName: string | null;

  labelColor: string | null;

  @Column('text')
  state: OfferState;

  @Column('text')
  visibility: OfferVisibility;

  @Column('integer', { nullable: true })
  capacity: number | null;

  @Column('integer', { default: 0 })
  taken: number;

  @Column('integer')
  maxPerBooking: number;

  @Column('bigint')
  priceCents: number;

  @Column('text')
  currency: string;

  @Column('jsonb', { nullable: true })
  refundPolicy: RefundPolicy | null;

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz')
  endsAt: Date;

  @Column('timestamptz', { nullable: true })
  opensAt: Date | null;

  @Column('timestamptz')
  closesAt: Date;

  @Column('bigint', { nullable: true })
  organizerId: number | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('boolean', { default: false })
  joinOnly: boolean;

  /** How many entries of its waitlist wait; while there are some, nobody else takes a seat. */
  @Column('integer', { default: 0 })
  waiting: number;

  /** When the sweep looks at its waitlist next; null where nobody waits. */
  @Column('timestamptz', { nullable: true })
  waitlistDueAt: Date | null;

  @Column('text', { default: '' })
  place: string;

  @Column('text', { nullable: true })
  timezone: string | null;

  @Column('integer', { default: 0 })
  taxRate: number;

  @Column('integer', { default: 0 })
  calendarChanges: number;

  /** Its host may not offer it at present: nobody books it, and what was booked stays. */
  @Column('boolean', { default: false })
  isBarred: boolean;

  /** While bookings of it are yet to be cancelled since it was withdrawn; null before and after that. */
  @Column('timestamptz', { nullable: true })
  withdrawingSince: Date | null;

  static of({ kind, refId, ...terms }: OfferTerms, at: Date): Offer {
    return Object.assign(
      new Offer(),
      { kind, refId, createdAt: at, place: '', timezone: null, taxRate: 0, calendarChanges: 0 },
      columnsOf(terms, at),
    );
  }

  /** What is left out stays. Answers what it means for its bookings; refuses with `CapacityBelowSeats`. */
  change({ kind: _, refId: __, ...changes }: Partial<OfferTerms>, at: Date): OfferChange {
    const before = { ...this };
    const { capacity = this.capacity } = changes;
    if (capacity !== null && capacity < this.taken) throw new CapacityBelowSeats(this.taken);
    Object.assign(this, columnsOf(changes, at));
    return {
      isLimitEarlier: holdLimit.of(this) < holdLimit.of(before),
      isFollowed:
        this.startsAt.getTime() !== before.startsAt.getTime() ||
        this.endsAt.getTime() !== before.endsAt.getTime() ||
        this.labelId !== before.labelId ||
        this.organizerId !== before.organizerId,
    };
  }

  /** Closes it for good. False where that has been done. */
  withdraw(isRemoved: boolean, at: Date): boolean {
    const state = isRemoved ? 'gone' : 'cancelled';
    if (this.state === state || this.state === 'gone') return false;
    if (this.state === 'open') this.calendarChanges += 1;
    Object.assign(this, { state, updatedAt: at });
    return true;
  }

  get isWithdrawn(): boolean {
    return this.state === 'cancelled' || this.state === 'gone';
  }
}

export type OfferData = Omit<Offer, 'change' | 'withdraw' | 'isWithdrawn'>;

function columnsOf({ label, ...terms }: Partial<OfferTerms>, at: Date): Partial<Offer> {
  const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
  if (label === undefined) return { ...given, updatedAt: at };
  const { id: labelId, name: labelName, color: labelColor } = label ?? { id: null, name: null, color: null };
  return { ...given, labelId, labelName, labelColor, updatedAt: at };
}

/** Seats left; null where there is no limit. */
export function seatsAvailable(offer: Pick<Offer, 'capacity' | 'taken'>): number | null {
  return offer.capacity === null ? null : Math.max(0, offer.capacity - offer.taken);
}
