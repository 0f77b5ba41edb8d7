import type { DomainError } from '../../shared/errors.js';
import { AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket } from '../booking.errors.js';
import { checkInOpen, checkInWindow, firmSeat } from '../model/booking-clock.rules.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { Booking } from '../model/booking.entity.js';
import type { OfferProfile } from '../model/offer-profile.rules.js';
import type { Offer } from '../model/offer.entity.js';

type Sale = Pick<OfferProfile, 'hasTickets'>;

export function hasTickets(offer: Pick<Offer, 'joinOnly'> | null, profile: Sale): boolean {
  return profile.hasTickets && offer !== null && !offer.joinOnly;
}

export function ticketRefusal(
  { booking, offer }: BookingWithOffer,
  profile: Sale,
  now: Date,
): DomainError | null {
  if (!hasTickets(offer, profile)) return new NoTicket();
  const status = booking.statusAt(now);
  return firmSeat.has(status) ? null : new BookingNotConfirmed(status);
}

/** The statement of `CheckInsRepository` says the same. */
export function checkInRefusal(found: BookingWithOffer, profile: Sale, now: Date): DomainError | null {
  const { booking } = found;
  const refusal = ticketRefusal(found, profile, now);
  if (refusal) return refusal;
  if (booking.checkedInAt) return new AlreadyCheckedIn(booking.checkedInAt);
  return windowRefusal(booking, now);
}

export function windowRefusal(booking: Booking, now: Date): DomainError | null {
  if (checkInOpen.of(booking, now)) return null;
  const { opens, closes } = checkInWindow(booking);
  return new CheckInClosed(opens, closes);
}
