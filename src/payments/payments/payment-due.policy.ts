import type { BookingData } from '../../booking/booking.api.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { decimalFrom } from '../../shared/money.js';
import { AlreadyPaid, BookingNotPayable } from '../payments.errors.js';

export type Payable = Pick<BookingData, 'status' | 'priceCents' | 'paidCents' | 'currency' | 'canBeTakenAgain'>;

export interface OfferedAmount {
  cents: number;
  currency?: string;
}

/** Only spares the provider a question in vain: booking decides under the offer's lock. */
export function canBePaid({ status, canBeTakenAgain }: Payable): boolean {
  return status === 'pending' || canBeTakenAgain;
}

/**
 * Refuses with `BookingNotPayable` (409) what is cancelled, over, or expired with its seats gone, with
 * `AlreadyPaid` (409) what has its payment, and with 400 any other amount or currency than what is due. A free
 * booking can be paid with nothing, once: that makes its receipt.
 */
export function requirePayable(booking: Payable, hasPayment: boolean, offered: OfferedAmount): void {
  const { status } = booking;
  const isExpired = status === 'expired' && !booking.canBeTakenAgain;
  if (status === 'cancelled' || isExpired) throw new BookingNotPayable(status);
  const due = booking.priceCents - booking.paidCents;
  if (hasPayment || (due <= 0 && booking.priceCents > 0)) throw new AlreadyPaid();
  if (status === 'completed' || status === 'no_show') throw new BookingNotPayable(status);
  const problems = offerProblems(booking, offered);
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
}

/** The token of the page that an appointment is managed by; tickets have none. */
export function linkOf(booking: Pick<BookingData, 'kind' | 'accessToken'> | null): { link?: string } {
  return booking?.kind === 'appointment' ? { link: booking.accessToken } : {};
}

export function offerProblems(booking: Payable, offered: OfferedAmount): FieldErrors {
  const isOther = offered.currency !== undefined && offered.currency !== booking.currency;
  const due = booking.priceCents - booking.paidCents;
  return {
    ...(isOther && { currency: [`This is to be paid in ${booking.currency}.`] }),
    ...(offered.cents !== due && { amount: [`Exactly ${decimalFrom(due)} ${booking.currency} is due.`] }),
  };
}
