import { defineEvent } from '../platform/events/event.js';

/** What anybody may know of the seats behind a booking. Instants are ISO 8601 in UTC. */
export interface OfferPayload {
  kind: 'slot' | 'event' | 'occurrence';
  refId: number;
  title: string;
  label: { id: number; name: string; color: string } | null;
  startsAt: string;
  endsAt: string;
  capacity: number | null;
  /** After the change. */
  taken: number;
  organizerId: number | null;
  /** How open they were. */
  state: 'open' | 'draft' | 'cancelled' | 'gone';
  visibility: 'public' | 'invited';
  /** A gathering's seats: joined, not booked. */
  joinOnly: boolean;
  createdAt: string;
  updatedAt: string;
}

/** A booking as it was when the event happened. Instants are ISO 8601 in UTC. */
export interface BookingPayload {
  bookingId: number;
  kind: 'slot' | 'appointment' | 'ticket' | 'meeting';
  status: 'pending' | 'confirmed' | 'completed' | 'no_show' | 'cancelled' | 'expired';
  /** Whether it is firm, or was before it ended. */
  wasConfirmed: boolean;
  /** Null for an appointment made without an account. */
  personId: number | null;
  hostId: number | null;
  refId: number | null;
  quantity: number;
  /** Of all seats together; paid and refunded so far. */
  priceCents: number;
  paidCents: number;
  refundedCents: number;
  currency: string;
  startsAt: string;
  endsAt: string;
  /** Null where a booking claims people's time alone. */
  offer: OfferPayload | null;
}

export interface Cancellation {
  cause: 'booker' | 'host' | 'admin' | 'offer_withdrawn';
  actorId: number | null;
  reason: string | null;
}

export interface Rescheduling {
  cause: 'booker' | 'host' | 'admin' | 'offer_moved';
  actorId: number | null;
  previousStartsAt: string;
  previousEndsAt: string;
}

/** A pending booking was made; it holds its claim until it expires. */
export const BookingHeld = defineEvent<BookingPayload>('booking.held');
/** A booking is firm, at once or after it was held. */
export const BookingConfirmed = defineEvent<BookingPayload>('booking.confirmed');
export const BookingCancelled = defineEvent<BookingPayload & Cancellation>('booking.cancelled');
/** A hold ran out; its claim is free again. */
export const BookingExpired = defineEvent<BookingPayload>('booking.expired');
export const BookingCompleted = defineEvent<BookingPayload>('booking.completed');
export const BookingMissed = defineEvent<BookingPayload>('booking.no_show');
/** It has another time, and the same id, access token and calendar entry. */
export const BookingRescheduled = defineEvent<BookingPayload & Rescheduling>('booking.rescheduled');
/** Somebody was let in at the door. */
export const BookingCheckedIn = defineEvent<BookingPayload & { checkedInAt: string }>('booking.checked_in');
/** The mark at the door was a mistake. */
export const BookingCheckInUndone = defineEvent<BookingPayload>('booking.check_in_undone');

/** A party of an offer's waitlist. */
export interface WaitlistPayload {
  entryId: number;
  personId: number;
  quantity: number;
  offer: OfferPayload;
}

export interface SeatOfferPayload {
  /** The pending booking that holds the seats. */
  bookingId: number;
  expiresAt: string;
  /** Of all seats together. */
  priceCents: number;
  currency: string;
}

export interface WaitlistClosedPayload {
  /** Who still waited; who had seats offered hears of the booking. */
  personIds: number[];
  cause: 'started' | 'cancelled';
  offer: OfferPayload;
}

export const WaitlistJoined = defineEvent<WaitlistPayload>('waitlist.joined');
/** Seats are held for a party that waited, until it confirms or they lapse; no `BookingHeld` is published besides. */
export const SeatOffered = defineEvent<WaitlistPayload & SeatOfferPayload>('waitlist.seat_offered');
/** The party did not answer; `out` says that it does not wait any more. A `BookingExpired` is published besides. */
export const SeatOfferLapsed = defineEvent<WaitlistPayload & { bookingId: number; out: boolean }>(
  'waitlist.offer_lapsed',
);
export const WaitlistClosed = defineEvent<WaitlistClosedPayload>('waitlist.closed');

/** An offer was closed for good; a `BookingCancelled` of each booking that was live is published besides. */
export const OfferWithdrawn = defineEvent<{
  kind: OfferPayload['kind'];
  refId: number;
  actorId: number | null;
}>('booking.offer_withdrawn');
