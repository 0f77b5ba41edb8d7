import { InvalidInput, type DomainError } from '../../shared/errors.js';
import {
  AlreadyBooked,
  BookingClosed,
  JoinOnly,
  ReservedForWaitlist,
  SlotUnavailable,
  SoldOut,
  type FreeStart,
} from '../booking.errors.js';
import { bookable, unopened } from '../model/booking-clock.rules.js';
import type { Offer, OfferKind, OfferVisibility } from '../model/offer.entity.js';

/** What decides why seats were not granted. */
export interface SeatSnapshot {
  offer: Offer | null;
  /** Seats of lapsed holds that no sweep has freed yet. */
  lapsedSeats: number;
  /** The person's live booking of the offer; a lapsed hold is none. */
  ownBookingId: number | null;
  nextFree: FreeStart[];
}

export interface SeatCheckInput {
  offer: { kind: OfferKind };
  personId: number;
  quantity: number;
  refuseJoinOnly?: boolean;
  visibility?: OfferVisibility;
  seesDrafts?: boolean;
  now: Date;
}

/** The body's field that names the offer. */
const FIELD: Record<OfferKind, string> = { slot: 'time_slot', event: 'event', occurrence: 'start_time' };

/** Null where nothing stands in the way any more, so that it is worth asking again. */
export function seatRefusal(snapshot: SeatSnapshot, asked: SeatCheckInput): DomainError | null {
  const { offer } = snapshot;
  const isOwn = offer?.organizerId === asked.personId;
  if (!offer || isHidden(offer, isOwn, snapshot, asked)) return unknownOffer(asked.offer.kind);
  if (asked.refuseJoinOnly && offer.joinOnly) return new JoinOnly();
  if (snapshot.ownBookingId !== null) return new AlreadyBooked(snapshot.ownBookingId);
  if (!bookable.of(offer, asked.now)) return closed(offer, snapshot.nextFree, asked.now);
  if (asked.quantity > offer.maxPerBooking) return tooMany(offer.maxPerBooking);
  const free = seatsFree(snapshot);
  if (asked.quantity <= free) return offer.waiting > 0 ? new ReservedForWaitlist() : null;
  return offer.kind === 'slot' ? new SlotUnavailable(snapshot.nextFree) : new SoldOut(free);
}

/** Those of lapsed holds included; Infinity without a limit. */
export function seatsFree({ offer, lapsedSeats }: Pick<SeatSnapshot, 'offer' | 'lapsedSeats'>): number {
  if (!offer) return 0;
  return offer.capacity === null ? Infinity : Math.max(0, offer.capacity - offer.taken + lapsedSeats);
}

export function tooMany(most: number): InvalidInput {
  return new InvalidInput({ number_of_tickets: [`At most ${most} can be booked at once.`] });
}

/** A draft is known to its organizer, a gathering of invited people to its participants. */
function isHidden(offer: Offer, isOwn: boolean, snapshot: SeatSnapshot, asked: SeatCheckInput): boolean {
  if (offer.state === 'gone') return true;
  if (isOwn || asked.seesDrafts) return false;
  const isStranger = (asked.refuseJoinOnly && offer.joinOnly) || asked.visibility === 'public';
  const isForOthers = offer.visibility === 'invited' && isStranger && snapshot.ownBookingId === null;
  return offer.state === 'draft' || isForOthers;
}

function closed(offer: Offer, nextFree: FreeStart[], now: Date): DomainError {
  if (offer.kind === 'slot')
    return new SlotUnavailable(nextFree, 'The selected time slot can no longer be booked.');
  if (offer.state === 'cancelled') return new BookingClosed('It was cancelled.');
  if (offer.state === 'draft') return new BookingClosed('It has not been published yet.');
  return new BookingClosed(unopened.of(offer, now) ? 'Bookings are not taken yet.' : undefined);
}

function unknownOffer(kind: OfferKind): InvalidInput {
  const what = { slot: 'time slot', event: 'event', occurrence: 'session' }[kind];
  return new InvalidInput({ [FIELD[kind]]: [`This ${what} does not exist.`] });
}
