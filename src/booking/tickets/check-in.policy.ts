import type { DomainError } from '../../shared/errors.js';
import { AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket } from '../booking.errors.js';
import type { Booking } from '../model/booking.entity.js';
import type { Offer } from '../model/offer.entity.js';

const DAY_MS = 86_400_000;

export function checkInWindow({ startsAt, endsAt }: Pick<Booking, 'startsAt' | 'endsAt'>): {
  opens: Date;
  closes: Date;
} {
  return { opens: new Date(startsAt.getTime() - DAY_MS), closes: new Date(endsAt.getTime() + DAY_MS) };
}

/** Of events that sell tickets, not of slots and gatherings. */
export function hasTickets(offer: Pick<Offer, 'kind' | 'joinOnly'> | null): boolean {
  return offer !== null && offer.kind === 'event' && !offer.joinOnly;
}

export function ticketRefusal(booking: Booking, offer: Offer | null, now: Date): DomainError | null {
  if (!hasTickets(offer)) return new NoTicket();
  const status = booking.statusAt(now);
  return status === 'confirmed' || status === 'completed' ? null : new BookingNotConfirmed(status);
}

/** The statement of `CheckInsRepository` says the same. */
export function checkInRefusal(booking: Booking, offer: Offer | null, now: Date): DomainError | null {
  const refusal = ticketRefusal(booking, offer, now);
  if (refusal) return refusal;
  if (booking.checkedInAt) return new AlreadyCheckedIn(booking.checkedInAt);
  return windowRefusal(booking, now);
}

export function windowRefusal(booking: Booking, now: Date): DomainError | null {
  const { opens, closes } = checkInWindow(booking);
  return opens <= now && now < closes ? null : new CheckInClosed(opens, closes);
}
