import type { DomainError } from '../../shared/errors.js';
import { AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket } from '../booking.errors.js';
import { checkInOpen, checkInWindow, firmSeat } from '../model/booking-clock.rules.js';
import type { Booking } from '../model/booking.entity.js';
import type { Offer } from '../model/offer.entity.js';

/** Of events that sell tickets, not of slots and gatherings. */
export function hasTickets(offer: Pick<Offer, 'kind' | 'joinOnly'> | null): boolean {
  return offer !== null && offer.kind === 'event' && !offer.joinOnly;
}

export function ticketRefusal(booking: Booking, offer: Offer | null, now: Date): DomainError | null {
  if (!hasTickets(offer)) return new NoTicket();
  const status = booking.statusAt(now);
  return firmSeat.has(status) ? null : new BookingNotConfirmed(status);
}

/** The statement of `CheckInsRepository` says the same. */
export function checkInRefusal(booking: Booking, offer: Offer | null, now: Date): DomainError | null {
  const refusal = ticketRefusal(booking, offer, now);
  if (refusal) return refusal;
  if (booking.checkedInAt) return new AlreadyCheckedIn(booking.checkedInAt);
  return windowRefusal(booking, now);
}

export function windowRefusal(booking: Booking, now: Date): DomainError | null {
  if (checkInOpen.of(booking, now)) return null;
  const { opens, closes } = checkInWindow(booking);
  return new CheckInClosed(opens, closes);
}
