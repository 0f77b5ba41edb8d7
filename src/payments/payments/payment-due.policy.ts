import { InvalidInput } from '../../shared/errors.js';
import { AlreadyPaid, BookingNotPayable } from '../payments.errors.js';

/** What of a booking decides whether it can be paid. */
export interface Payable {
  status: string;
  priceCents: number;
  paidCents: number;
  currency: string;
  expiresAt: Date | null;
  endsAt: Date;
  quantity: number;
  /** What it takes seats of; null where it claims people's time alone. */
  offer: Seats | null;
}

interface Seats {
  state: string;
  capacity: number | null;
  taken: number;
  /** Parties on the waitlist. */
  waiting: number;
  opensAt: Date | null;
  closesAt: Date;
}

export interface OfferedAmount {
  cents: number;
  /** Only where the payer names one. */
  currency?: string;
}

/** The state that time has brought a booking to, even where no sweep has written it yet. */
function statusAt({ status, expiresAt, endsAt }: Payable, now: Date): string {
  if (status === 'pending' && expiresAt! <= now) return 'expired';
  if (status === 'confirmed' && endsAt <= now) return 'completed';
  return status;
}

/** Whether a hold has run out. */
export function hasLapsed(booking: Payable, now: Date): boolean {
  return statusAt(booking, now) === 'expired';
}

/**
 * Whether a hold that has run out could be taken again by its payment: its seats are free, still sold, and nobody waits
 * for them. Booking decides it under the offer's lock; this keeps money from being asked for in vain.
 */
function canBeTakenAgain({ status, priceCents, quantity, offer }: Payable, now: Date): boolean {
  if (!offer || priceCents === 0 || offer.state !== 'open' || offer.waiting > 0) return false;
  if (now >= offer.closesAt || (offer.opensAt !== null && offer.opensAt > now)) return false;
  const holdsThem = status === 'pending';
  return holdsThem || offer.capacity === null || offer.taken + quantity <= offer.capacity;
}

/** Whether its holder can still pay it and have it. */
export function canBePaid(booking: Payable, now: Date): boolean {
  return hasLapsed(booking, now) ? canBeTakenAgain(booking, now) : booking.status === 'pending';
}

/**
 * Refuses with `BookingNotPayable` (409) what is cancelled, over or expired with its seats gone, with `AlreadyPaid` (409) what has its
 * payment, and with 400 any amount but the one that is due, in the booking's currency. A free booking can be paid with
 * nothing once, for the sake of its receipt.
 */
export function requirePayable(booking: Payable, hasPayment: boolean, offered: OfferedAmount, now: Date): void {
  const status = statusAt(booking, now);
  const isExpired = status === 'expired' && !canBeTakenAgain(booking, now);
  if (status === 'cancelled' || isExpired) throw new BookingNotPayable(status);
  const due = booking.priceCents - booking.paidCents;
  if (hasPayment || (due <= 0 && booking.priceCents > 0)) throw new AlreadyPaid();
  if (status === 'completed' || status === 'no_show') throw new BookingNotPayable(status);
  if (offered.currency !== undefined && offered.currency !== booking.currency)
    throw new InvalidInput({ currency: [`This is to be paid in ${booking.currency}.`] });
  if (offered.cents !== due) throw new InvalidInput({ amount: ['The amount must be exactly what is due.'] });
}
