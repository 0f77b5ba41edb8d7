import { InvalidInput } from '../../shared/errors.js';
import { AlreadyPaid, BookingNotPayable } from '../payments.errors.js';

export interface Payable {
  status: string;
  priceCents: number;
  paidCents: number;
  currency: string;
  expiresAt: Date | null;
  endsAt: Date;
  quantity: number;
  /** Null where the booking claims people's time and no seats. */
  offer: OfferedSeats | null;
}

interface OfferedSeats {
  state: string;
  capacity: number | null;
  taken: number;
  waiting: number;
  opensAt: Date | null;
  closesAt: Date;
}

export interface OfferedAmount {
  cents: number;
  currency?: string;
}

/** The state by the clock, even where no sweep has written it yet. */
function statusAt({ status, expiresAt, endsAt }: Payable, now: Date): string {
  if (status === 'pending' && expiresAt! <= now) return 'expired';
  if (status === 'confirmed' && endsAt <= now) return 'completed';
  return status;
}

export function hasLapsed(booking: Payable, now: Date): boolean {
  return statusAt(booking, now) === 'expired';
}

/** Only spares the provider a question in vain: booking decides under the offer's lock. */
function canBeTakenAgain({ status, priceCents, quantity, offer }: Payable, now: Date): boolean {
  if (!offer || priceCents === 0 || offer.state !== 'open' || offer.waiting > 0) return false;
  if (now >= offer.closesAt || (offer.opensAt !== null && offer.opensAt > now)) return false;
  const holdsSeats = status === 'pending';
  return holdsSeats || offer.capacity === null || offer.taken + quantity <= offer.capacity;
}

export function canBePaid(booking: Payable, now: Date): boolean {
  return hasLapsed(booking, now) ? canBeTakenAgain(booking, now) : booking.status === 'pending';
}

/**
 * Refuses with `BookingNotPayable` (409) what is cancelled, over, or expired with its seats gone, with
 * `AlreadyPaid` (409) what has its payment, and with 400 any other amount or currency than what is due. A free
 * booking can be paid with nothing, once: that makes its receipt.
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
