import type { DomainError } from '../../shared/errors.js';
import { AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket } from '../booking.errors.js';
import type { Booking } from '../model/booking.entity.js';
import type { Offer } from '../model/offer.entity.js';

const DAY_MS = 86_400_000;

/** When a door is open for the bookings of these times: from a day before the start until a day after the end. */
export function checkInWindow({ startsAt, endsAt }: Pick<Booking, 'startsAt' | 'endsAt'>): {
  opens: Date;
  closes: Date;
} {
  return { opens: new Date(startsAt.getTime() - DAY_MS), closes: new Date(endsAt.getTime() + DAY_MS) };
}

/** Whether bookings of this offer have tickets: those of events that sell some, not of slots and gatherings. */
export function hasTickets(offer: Pick<Offer, 'kind' | 'joinOnly'> | null): boolean {
  return offer !== null && offer.kind === 'event' && !offer.joinOnly;
}

/** Why no ticket is given out for this booking at `now`; null where one is. */
export function ticketRefusal(booking: Booking, offer: Offer | null, now: Date): DomainError | null {
  if (!hasTickets(offer)) return new NoTicket();
  const status = booking.statusAt(now);
  return status === 'confirmed' || status === 'completed' ? null : new BookingNotConfirmed(status);
}

/** Why nobody is checked in with this booking at `now`; null where somebody is. The repository's statement says the same. */
export function checkInRefusal(booking: Booking, offer: Offer | null, now: Date): DomainError | null {
  const refusal = ticketRefusal(booking, offer, now);
  if (refusal) return refusal;
  if (booking.checkedInAt) return new AlreadyCheckedIn(booking.checkedInAt);
  return windowRefusal(booking, now);
}

/** Why marks cannot be set or taken back at `now`. */
export function windowRefusal(booking: Booking, now: Date): DomainError | null {
  const { opens, closes } = checkInWindow(booking);
  return opens <= now && now < closes ? null : new CheckInClosed(opens, closes);
}
