import type { BookingStatus } from '../model/booking-clock.rules.js';

export const NEXT_STEPS = ['confirm', 'pay'] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

interface Unfinished {
  /** By the clock. */
  status: BookingStatus;
  priceCents: number;
  paidCents: number;
  awaitsHost: boolean;
}

/** What is left to do until a booking is firm; what waits for its host leaves its booker nothing. */
export function nextStep({ status, ...booking }: Unfinished, isBooker: boolean): NextStep | null {
  if (status !== 'pending') return null;
  if (booking.paidCents < booking.priceCents) return 'pay';
  return booking.awaitsHost && isBooker ? null : 'confirm';
}

export interface Actor {
  id: number;
  isAdmin: boolean;
}

export type Role = 'booker' | 'host' | 'admin';
type Parties = { personId: number | null; hostId: number | null };

/** What a person is to a booking; null for strangers, to whom it does not exist. */
export function roleOf({ personId, hostId }: Parties, actor: Actor): Role | null {
  if (personId === actor.id) return 'booker';
  if (hostId === actor.id) return 'host';
  return actor.isAdmin ? 'admin' : null;
}
