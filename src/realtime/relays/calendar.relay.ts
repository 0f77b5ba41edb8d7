import {
  BookingCancelled,
  BookingConfirmed,
  type BookingPayload,
  type OfferPayload,
} from '../../booking/booking.events.js';
import {
  SlotCreated,
  SlotDeleted,
  SlotUpdated,
  type SlotSnapshot,
} from '../../scheduling/scheduling.events.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { relay, type Relay } from './relay.rules.js';
import { slotBody } from './slot-body.dto.js';

export const CALENDAR_RELAYS: readonly Relay[] = [
  relay(BookingConfirmed, (booking, at) => bookedSlot('booking_created', booking, at)),
  relay(BookingCancelled, (booking, at) => bookedSlot('booking_cancelled', booking, at)),
  relay(SlotCreated, (slot, at) => [calendar('timeslot_created', slotBody(slot, at))]),
  relay(SlotUpdated, (slot, at) => [calendar('timeslot_updated', slotBody(slot, at))]),
  relay(SlotDeleted, (slot, at) => [calendar('timeslot_deleted', slotBody(slot, at, 'cancelled'))]),
];

/** The calendar says that a slot is taken, and never by whom. */
function bookedSlot(type: string, { kind, offer }: BookingPayload, at: Date): FrameDraft[] {
  return kind === 'slot' && offer
    ? [calendar(type, { time_slot: slotBody(slotOf(offer), at, offer.state) })]
    : [];
}

function calendar(type: string, data: object): FrameDraft {
  return { feed: 'calendar', type, data, audience: { kind: 'signedIn' } };
}

function slotOf({ refId, capacity, ...offer }: OfferPayload): SlotSnapshot {
  return { ...offer, id: refId, capacity: capacity ?? 0 };
}
