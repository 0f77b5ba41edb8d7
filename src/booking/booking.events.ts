import { defineEvent } from '../platform/events/event.js';
import {
  flag,
  instant,
  integer,
  listOf,
  nullable,
  oneOf,
  record,
  text,
  type ValueOf,
} from '../platform/events/payload.js';
import { BOOKING_KINDS } from './model/booking.entity.js';
import { OFFER_KINDS } from './model/offer.entity.js';

/** What anybody may know of an offer. Instants are ISO 8601 in UTC. */
const OFFER = {
  kind: oneOf(...OFFER_KINDS),
  refId: integer,
  title: text,
  label: nullable(record({ id: integer, name: text, color: text })),
  startsAt: instant,
  endsAt: instant,
  capacity: nullable(integer),
  /** After the change. */
  taken: integer,
  organizerId: nullable(integer),
  state: oneOf('open', 'draft', 'cancelled', 'gone'),
  visibility: oneOf('public', 'invited'),
  joinOnly: flag,
  /** Of an event; other offers' bookings count their own. */
  calendarChanges: integer,
  createdAt: instant,
  updatedAt: instant,
};
export type OfferPayload = ValueOf<typeof OFFER>;

/** A booking as it was when the event happened. Instants are ISO 8601 in UTC. */
const BOOKING = {
  bookingId: integer,
  kind: oneOf(...BOOKING_KINDS),
  status: oneOf('pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired'),
  /** Whether it is firm, or was before it ended. */
  wasConfirmed: flag,
  expiresAt: nullable(instant),
  rescheduleCount: integer,
  personId: nullable(integer),
  hostId: nullable(integer),
  refId: nullable(integer),
  quantity: integer,
  priceCents: integer,
  paidCents: integer,
  refundedCents: integer,
  currency: text,
  startsAt: instant,
  endsAt: instant,
  /** Which of its changes in calendars this is, where it is of no event. */
  sequence: integer,
  /** Null where a booking claims people's time alone. */
  offer: nullable(record(OFFER)),
};
export type BookingPayload = ValueOf<typeof BOOKING>;

const CANCELLATION = {
  cause: oneOf('booker', 'host', 'admin', 'offer_withdrawn'),
  actorId: nullable(integer),
  reason: nullable(text),
};
export type Cancellation = ValueOf<typeof CANCELLATION>;

const EXPIRY = {
  /** Seats that were offered to who waited: there is a `SeatOfferLapsed` too. */
  wasOffered: flag,
};
export type Expiry = ValueOf<typeof EXPIRY>;

const RESCHEDULING = {
  cause: oneOf('booker', 'host', 'admin', 'offer_moved'),
  actorId: nullable(integer),
  reason: nullable(text),
  previousStartsAt: instant,
  previousEndsAt: instant,
};
export type Rescheduling = ValueOf<typeof RESCHEDULING>;

export const BookingHeld = defineEvent('booking.held', BOOKING);
export const BookingConfirmed = defineEvent('booking.confirmed', BOOKING);
export const BookingCancelled = defineEvent('booking.cancelled', { ...BOOKING, ...CANCELLATION });
export const BookingExpired = defineEvent('booking.expired', { ...BOOKING, ...EXPIRY });
/** Nobody's doing where the clock completes it. */
export const BookingCompleted = defineEvent('booking.completed', { ...BOOKING, actorId: nullable(integer) });
export const BookingMissed = defineEvent('booking.no_show', BOOKING);
export const BookingMissUndone = defineEvent('booking.no_show_undone', BOOKING);
export const BookingRescheduled = defineEvent('booking.rescheduled', { ...BOOKING, ...RESCHEDULING });
/** More or fewer people come with it. */
export const BookingResized = defineEvent('booking.resized', { ...BOOKING, actorId: nullable(integer) });
export const BookingCheckedIn = defineEvent('booking.checked_in', { ...BOOKING, checkedInAt: instant });
export const BookingCheckInUndone = defineEvent('booking.check_in_undone', BOOKING);

const WAITLIST = {
  entryId: integer,
  /** Null for a party without an account. */
  personId: nullable(integer),
  quantity: integer,
  offer: record(OFFER),
};
export type WaitlistPayload = ValueOf<typeof WAITLIST>;

const SEAT_OFFER = {
  bookingId: integer,
  expiresAt: instant,
  priceCents: integer,
  currency: text,
};
export type SeatOfferPayload = ValueOf<typeof SEAT_OFFER>;

const WAITLIST_CLOSED = {
  /** Who still waited; who had seats offered gets a `BookingCancelled` or `BookingExpired`. */
  personIds: listOf(integer),
  entryIds: listOf(integer),
  cause: oneOf('started', 'cancelled'),
  offer: record(OFFER),
};
export type WaitlistClosedPayload = ValueOf<typeof WAITLIST_CLOSED>;

export const WaitlistJoined = defineEvent('waitlist.joined', WAITLIST);
export const WaitlistLeft = defineEvent('waitlist.left', WAITLIST);
/** Seats are held for a party that waited; there is no `BookingHeld` for them. */
export const SeatOffered = defineEvent('waitlist.seat_offered', { ...WAITLIST, ...SEAT_OFFER });
/** `out`: it does not wait any more. There is a `BookingExpired` too. */
export const SeatOfferLapsed = defineEvent('waitlist.offer_lapsed', {
  ...WAITLIST,
  bookingId: integer,
  out: flag,
});
export const WaitlistClosed = defineEvent('waitlist.closed', WAITLIST_CLOSED);

/** Each booking that was live has a `BookingCancelled` too. */
export const OfferWithdrawn = defineEvent('booking.offer_withdrawn', {
  kind: OFFER.kind,
  refId: integer,
  actorId: nullable(integer),
});
