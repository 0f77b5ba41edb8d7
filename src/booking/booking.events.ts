import { defineEvent } from '../platform/events/event.js';
import type { BookingKind, OfferKind } from './model/offer-profile.rules.js';

/** What anybody may know of an offer. Instants are ISO 8601 in UTC. */
export interface OfferPayload {
  kind: OfferKind;
  refId: number;
  title: string;
  label: { id: number; name: string; color: string } | null;
  startsAt: string;
  endsAt: string;
  capacity: number | null;
  /** After the change. */
  taken: number;
  organizerId: number | null;
  state: 'open' | 'draft' | 'cancelled' | 'gone';
  visibility: 'public' | 'invited';
  joinOnly: boolean;
  createdAt: string;
  updatedAt: string;
}

/** A booking as it was when the event happened. Instants are ISO 8601 in UTC. */
export interface BookingPayload {
  bookingId: number;
  kind: BookingKind;
  status: 'pending' | 'confirmed' | 'completed' | 'no_show' | 'cancelled' | 'expired';
  /** Whether it is firm, or was before it ended. */
  wasConfirmed: boolean;
  personId: number | null;
  hostId: number | null;
  refId: number | null;
  quantity: number;
  /** Of all seats together. */
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

export const BookingHeld = defineEvent<BookingPayload>('booking.held');
export const BookingConfirmed = defineEvent<BookingPayload>('booking.confirmed');
export const BookingCancelled = defineEvent<BookingPayload & Cancellation>('booking.cancelled');
export const BookingExpired = defineEvent<BookingPayload>('booking.expired');
export const BookingCompleted = defineEvent<BookingPayload>('booking.completed');
export const BookingMissed = defineEvent<BookingPayload>('booking.no_show');
export const BookingMissUndone = defineEvent<BookingPayload>('booking.no_show_undone');
export const BookingRescheduled = defineEvent<BookingPayload & Rescheduling>('booking.rescheduled');
export const BookingCheckedIn = defineEvent<BookingPayload & { checkedInAt: string }>('booking.checked_in');
export const BookingCheckInUndone = defineEvent<BookingPayload>('booking.check_in_undone');

export interface WaitlistPayload {
  entryId: number;
  personId: number;
  quantity: number;
  offer: OfferPayload;
}

export interface SeatOfferPayload {
  bookingId: number;
  expiresAt: string;
  priceCents: number;
  currency: string;
}

export interface WaitlistClosedPayload {
  /** Who still waited; who had seats offered gets a `BookingCancelled` or `BookingExpired`. */
  personIds: number[];
  cause: 'started' | 'cancelled';
  offer: OfferPayload;
}

export const WaitlistJoined = defineEvent<WaitlistPayload>('waitlist.joined');
/** Seats are held for a party that waited; there is no `BookingHeld` for them. */
export const SeatOffered = defineEvent<WaitlistPayload & SeatOfferPayload>('waitlist.seat_offered');
/** `out`: it does not wait any more. There is a `BookingExpired` too. */
export const SeatOfferLapsed = defineEvent<WaitlistPayload & { bookingId: number; out: boolean }>(
  'waitlist.offer_lapsed',
);
export const WaitlistClosed = defineEvent<WaitlistClosedPayload>('waitlist.closed');

/** Each booking that was live has a `BookingCancelled` too. */
export const OfferWithdrawn = defineEvent<{
  kind: OfferKind;
  refId: number;
  actorId: number | null;
}>('booking.offer_withdrawn');
