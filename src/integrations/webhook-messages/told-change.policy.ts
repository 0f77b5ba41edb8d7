import type { BookingSnapshot } from '../../booking/booking.api.js';
import * as booking from '../../booking/booking.events.js';
import * as collaboration from '../../collaboration/collaboration.events.js';
import * as payments from '../../payments/payments.events.js';
import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import type { WebhookEvent } from '../webhooks/webhook-events.policy.js';

interface Told {
  eventId: number;
  at: Date;
  type: WebhookEvent;
  id: number;
}

export interface ToldBooking extends Told {
  subject: 'booking';
  /** Null where the platform itself offers it. */
  ownerId: number | null;
  personId: number | null;
  isAppointment: boolean;
  isConfirmation: boolean;
  /** Its type, where something was told of the booking before. */
  typeOnceKnown: WebhookEvent;
  snapshot: BookingSnapshot;
}

export interface ToldPayment extends Told {
  subject: 'payment';
  payload: payments.PaymentPayload & { reason?: string | null };
}

export interface ToldEvent extends Told {
  subject: 'event';
  ownerId: number;
  snapshot: collaboration.EventSnapshot;
}

export type ToldChange = ToldBooking | ToldPayment | ToldEvent;

const BOOKINGS: [EventType, WebhookEvent, onceKnown?: WebhookEvent][] = [
  [booking.BookingHeld, 'booking.created', 'booking.updated'],
  [booking.SeatOffered, 'booking.created'],
  [booking.BookingConfirmed, 'booking.confirmed'],
  [booking.BookingRescheduled, 'booking.rescheduled'],
  [booking.BookingResized, 'booking.updated'],
  [booking.BookingCheckedIn, 'booking.checked_in'],
  [booking.BookingCheckInUndone, 'booking.updated'],
  [booking.BookingCancelled, 'booking.cancelled'],
  [booking.BookingExpired, 'booking.expired'],
  [booking.BookingCompleted, 'booking.completed'],
  [booking.BookingMissed, 'booking.no_show'],
  [booking.BookingMissUndone, 'booking.no_show_undone'],
];
const PAYMENTS: [EventType, WebhookEvent][] = [
  [payments.PaymentCompleted, 'payment.completed'],
  [payments.PaymentFailed, 'payment.failed'],
  [payments.PaymentRefunded, 'payment.refunded'],
];
const EVENTS: [EventType, WebhookEvent][] = [
  [collaboration.EventCreated, 'event.created'],
  [collaboration.EventPublished, 'event.published'],
  [collaboration.EventChanged, 'event.updated'],
  [collaboration.EventStarted, 'event.started'],
  [collaboration.EventCompleted, 'event.completed'],
  [collaboration.EventCancelled, 'event.cancelled'],
  [collaboration.EventDeleted, 'event.deleted'],
];

export const HEARD: EventType[] = [...BOOKINGS, ...PAYMENTS, ...EVENTS].map(([event]) => event);

const OF_BOOKINGS = new Map(BOOKINGS.map(([{ name }, ...types]) => [name, types]));
const OF_PAYMENTS = new Map(PAYMENTS.map(([{ name }, type]) => [name, type]));
const OF_EVENTS = new Map(EVENTS.map(([{ name }, type]) => [name, type]));
/** Nobody has been let in yet, or it was undone. */
const NOT_CHECKED_IN = new Set(
  [booking.BookingHeld, booking.BookingConfirmed, booking.BookingCheckInUndone].map(({ name }) => name),
);

type BookingEvent = booking.BookingPayload & { checkedInAt?: string };
type SeatOffer = booking.WaitlistPayload & booking.SeatOfferPayload;

export function toldBy(event: PublishedEvent): ToldChange {
  const { id: eventId, occurredAt: at, name, payload } = event;
  const ofPayment = OF_PAYMENTS.get(name);
  if (ofPayment) {
    const paid = payload as ToldPayment['payload'];
    return { eventId, at, type: ofPayment, subject: 'payment', id: paid.paymentId, payload: paid };
  }
  const ofEvent = OF_EVENTS.get(name);
  if (ofEvent) {
    const snapshot = payload as collaboration.EventSnapshot;
    const { id, organizerId: ownerId } = snapshot;
    return { eventId, at, type: ofEvent, subject: 'event', id, ownerId, snapshot };
  }
  const [type, typeOnceKnown = type] = OF_BOOKINGS.get(name)!;
  const told = { eventId, at, type, typeOnceKnown, subject: 'booking' } as const;
  return name === booking.SeatOffered.name
    ? { ...told, ...offered(payload as SeatOffer) }
    : { ...told, ...booked(name, payload as BookingEvent) };
}

function booked(name: string, payload: BookingEvent) {
  const { bookingId: id, hostId, personId, kind, offer } = payload;
  return {
    ...{ id, ownerId: hostId ?? offer?.organizerId ?? null, personId },
    isAppointment: kind === 'appointment',
    isConfirmation: name === booking.BookingConfirmed.name,
    snapshot: { ...payload, ...(NOT_CHECKED_IN.has(name) && { checkedInAt: null }) },
  };
}

function offered({ bookingId, personId, quantity, priceCents, currency, expiresAt, offer }: SeatOffer) {
  const { startsAt, endsAt, organizerId: ownerId } = offer;
  const money = { priceCents, paidCents: 0, refundedCents: 0, currency };
  const state = { status: 'pending', wasConfirmed: false, checkedInAt: null } as const;
  return {
    ...{ id: bookingId, ownerId, personId, isAppointment: offer.kind === 'occurrence', isConfirmation: false },
    snapshot: { bookingId, personId, quantity, ...money, ...state, startsAt, endsAt, expiresAt, offer },
  };
}
