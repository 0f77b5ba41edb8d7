import {
  BookingCancelled,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  BookingRescheduled,
  BookingResized,
  SeatOffered,
  WaitlistClosed,
  WaitlistJoined,
  WaitlistLeft,
  type BookingPayload,
  type OfferPayload,
} from '../../booking/booking.events.js';
import {
  AccountErased,
  AccountReactivated,
  AccountSuspended,
  TimeZoneChanged,
} from '../../identity/identity.events.js';
import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import { EventTypeChanged, HostTimeChanged } from '../../scheduling/scheduling.events.js';

/** What can be booked of a host may be another: within these instants, or at any time where they are null. */
export interface SlotChange {
  hostId: number;
  typeId: number | null;
  from: string | null;
  to: string | null;
  alsoClosed: boolean;
}

interface SlotChangeRule {
  event: EventType;
  changes(payload: object): SlotChange[];
}

/** What changes an answer of the slots route beside the clock, event by event. */
export const SLOT_CHANGES: readonly SlotChangeRule[] = [
  rule(BookingHeld, ofBooking),
  rule(BookingConfirmed, ofBooking),
  rule(BookingCancelled, ofBooking),
  rule(BookingExpired, ofBooking),
  rule(BookingResized, ofBooking),
  rule(BookingRescheduled, (moved) => [
    ...ofBooking(moved),
    ...ofBooking({ ...moved, startsAt: moved.previousStartsAt, endsAt: moved.previousEndsAt }),
  ]),
  rule(SeatOffered, ({ offer }) => ofSession(offer)),
  rule(WaitlistJoined, ({ offer }) => ofSession(offer)),
  rule(WaitlistLeft, ({ offer }) => ofSession(offer)),
  rule(WaitlistClosed, ({ offer }) => ofSession(offer)),
  rule(HostTimeChanged, ({ hostId, startsAt, endsAt }) => [during(hostId, startsAt, endsAt)]),
  rule(EventTypeChanged, ({ hostId, eventTypeId }) => [
    { ...during(hostId, null, null), typeId: eventTypeId, alsoClosed: true },
  ]),
  rule(TimeZoneChanged, ({ personId }) => [during(personId, null, null)]),
  rule(AccountSuspended, ({ personId }) => [{ ...during(personId, null, null), alsoClosed: true }]),
  rule(AccountReactivated, ({ personId }) => [during(personId, null, null)]),
  rule(AccountErased, ({ personId }) => [{ ...during(personId, null, null), alsoClosed: true }]),
];

const changesOf = new Map(SLOT_CHANGES.map(({ event, changes }) => [event.name, changes]));

export function slotChanges({ name, payload }: PublishedEvent): SlotChange[] {
  return changesOf.get(name)?.(payload) ?? [];
}

function rule<Payload extends object>(
  event: EventType<Payload>,
  changes: (payload: Payload) => SlotChange[],
): SlotChangeRule {
  return { event, changes: (payload) => changes(payload as Payload) };
}

/** Each person whose time it takes may be somebody's host. */
function ofBooking({ kind, hostId, personId, startsAt, endsAt }: BookingPayload): SlotChange[] {
  if (kind !== 'appointment' && kind !== 'meeting') return [];
  const people = [hostId, personId].filter((id) => id !== null);
  return people.map((id) => during(id, startsAt, endsAt));
}

/** While somebody waits for a session, its seats are not listed. */
function ofSession({ kind, organizerId, startsAt, endsAt }: OfferPayload): SlotChange[] {
  return kind === 'occurrence' && organizerId !== null ? [during(organizerId, startsAt, endsAt)] : [];
}

function during(hostId: number, from: string | null, to: string | null): SlotChange {
  return { hostId, typeId: null, from, to, alsoClosed: false };
}
