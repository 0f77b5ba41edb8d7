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
}

export interface Offered {
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

/**
 * Refuses with `BookingNotPayable` (409) what is cancelled, expired or over, with `AlreadyPaid` (409) what has its
 * payment, and with 400 any amount but the one that is due, in the booking's currency. A free booking can be paid with
 * nothing once, for the sake of its receipt.
 */
export function requirePayable(booking: Payable, hasPayment: boolean, offered: Offered, now: Date): void {
  const status = statusAt(booking, now);
  if (status === 'cancelled' || status === 'expired') throw new BookingNotPayable(status);
  const due = booking.priceCents - booking.paidCents;
  if (hasPayment || (due <= 0 && booking.priceCents > 0)) throw new AlreadyPaid();
  if (status !== 'pending' && status !== 'confirmed') throw new BookingNotPayable(status);
  if (offered.currency !== undefined && offered.currency !== booking.currency)
    throw new InvalidInput({ currency: [`This is to be paid in ${booking.currency}.`] });
  if (offered.cents !== due) throw new InvalidInput({ amount: ['The amount must be exactly what is due.'] });
}
