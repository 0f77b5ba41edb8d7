import { InvalidInput, type DomainError } from '../../shared/errors.js';
import { AlreadyBooked, JoinOnly, ReservedForWaitlist, TooManyHolds } from '../booking.errors.js';
import { bookable, unopened } from '../model/booking-clock.rules.js';
import type { Offer, OfferVisibility } from '../model/offer.entity.js';
import type { FreeOffer, OfferProfile } from '../model/offer-profile.rules.js';

export interface SeatSnapshot {
  offer: Offer | null;
  lapsedSeats: number;
  /** The person's live booking of the offer; a lapsed hold is none. */
  ownBookingId: number | null;
  nextFree: FreeOffer[];
  unpaidHolds: number;
}

export interface SeatCheckInput {
  /** Null without an account. */
  personId: number | null;
  quantity: number;
  refuseJoinOnly?: boolean;
  visibility?: OfferVisibility;
  seesDrafts?: boolean;
  priceCents?: number;
  mostHolds?: number;
  now: Date;
}

/** Null where nothing stands in the way any more, so that it is worth asking again. */
export function seatRefusal(
  snapshot: SeatSnapshot,
  asked: SeatCheckInput,
  profile: OfferProfile,
): DomainError | null {
  const { offer } = snapshot;
  const isOwn = asked.personId !== null && offer?.organizerId === asked.personId;
  if (!offer || isHidden(offer, isOwn, snapshot, asked))
    return new InvalidInput({ [profile.field]: [`This ${profile.noun} does not exist.`] });
  if (asked.refuseJoinOnly && offer.joinOnly) return new JoinOnly();
  if (snapshot.ownBookingId !== null) return new AlreadyBooked(snapshot.ownBookingId);
  if (!bookable.of(offer, asked.now))
    return profile.closed(offer, unopened.of(offer, asked.now), snapshot.nextFree);
  if (asked.quantity > offer.maxPerBooking) return tooMany(offer.maxPerBooking);
  const free = seatsFree(snapshot);
  if (asked.quantity > free) return profile.full(free, snapshot.nextFree);
  if (offer.waiting > 0) return new ReservedForWaitlist();
  const { priceCents = offer.priceCents, mostHolds = Infinity } = asked;
  return priceCents > 0 && snapshot.unpaidHolds >= mostHolds ? new TooManyHolds(mostHolds) : null;
}

/** Those of lapsed holds included; Infinity without a limit. */
export function seatsFree({ offer, lapsedSeats }: Pick<SeatSnapshot, 'offer' | 'lapsedSeats'>): number {
  if (!offer) return 0;
  return offer.capacity === null ? Infinity : Math.max(0, offer.capacity - offer.taken + lapsedSeats);
}

export function tooMany(most: number): InvalidInput {
  return new InvalidInput({ quantity: [`At most ${most} can be booked at once.`] });
}

/** A draft is known to its organizer, a gathering of invited people to its participants. */
function isHidden(offer: Offer, isOwn: boolean, snapshot: SeatSnapshot, asked: SeatCheckInput): boolean {
  if (offer.state === 'gone') return true;
  if (isOwn || asked.seesDrafts) return false;
  const isStranger = (asked.refuseJoinOnly && offer.joinOnly) || asked.visibility === 'public';
  const isForOthers = offer.visibility === 'invited' && isStranger && snapshot.ownBookingId === null;
  return offer.state === 'draft' || isForOthers;
}
