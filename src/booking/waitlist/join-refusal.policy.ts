import type { DomainError } from '../../shared/errors.js';
import { SeatsAvailable, ReservedForWaitlist, SlotUnavailable, SoldOut } from '../booking.errors.js';
import type { OfferProfile } from '../model/offer-profile.rules.js';
import { seatRefusal, tooMany, type SeatSnapshot, type SeatCheckInput } from '../claims/seat-refusal.policy.js';
import { bookable } from '../model/booking-clock.rules.js';

/** Why a party may not wait; null where it may, which is when only seats are missing, or others come first. */
export function joinRefusal(
  snapshot: SeatSnapshot,
  asked: SeatCheckInput,
  profile: OfferProfile,
): DomainError | null {
  const refusal = seatRefusal(snapshot, asked, profile);
  if (!refusal) return new SeatsAvailable();
  const { offer } = snapshot;
  if (!offer || !bookable.of(offer, asked.now) || !lacksSeats(refusal)) return refusal;
  const most = offer.capacity ?? Infinity;
  return asked.quantity > most ? tooMany(most) : null;
}

function lacksSeats(refusal: DomainError): boolean {
  return [SoldOut, SlotUnavailable, ReservedForWaitlist].some((kind) => refusal instanceof kind);
}
