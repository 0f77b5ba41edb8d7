import {
  BookingCancelled,
  BookingConfirmed,
  type BookingFacts,
  type OfferFacts,
} from '../../booking/booking.events.js';
import { SlotCreated, SlotDeleted, SlotUpdated, type SlotFacts } from '../../scheduling/scheduling.events.js';
import type { FrameDraft } from '../feed/frame.js';
import { publicSlot } from './public-slot.js';
import { relay, type Relay } from './relay.js';

/** What is told on the calendar, to everybody signed in. */
export const CALENDAR_RELAYS: readonly Relay[] = [
  relay(BookingConfirmed, (booking, at) => bookedSlot('booking_created', booking, at)),
  relay(BookingCancelled, (booking, at) => bookedSlot('booking_cancelled', booking, at)),
  relay(SlotCreated, (slot, at) => [calendar('timeslot_created', publicSlot(slot, at))]),
  relay(SlotUpdated, (slot, at) => [calendar('timeslot_updated', publicSlot(slot, at))]),
  relay(SlotDeleted, (slot, at) => [calendar('timeslot_deleted', publicSlot(slot, at, 'cancelled'))]),
];

/** The calendar says that a slot is taken, and never by whom. */
function bookedSlot(type: string, { kind, offer }: BookingFacts, at: Date): FrameDraft[] {
  return kind === 'slot' && offer
    ? [calendar(type, { time_slot: publicSlot(slotOf(offer), at, offer.state) })]
    : [];
}

function calendar(type: string, data: object): FrameDraft {
  return { feed: 'calendar', type, data, audience: { kind: 'signedIn' } };
}

function slotOf({ refId, capacity, ...offer }: OfferFacts): SlotFacts {
  return { ...offer, id: refId, capacity: capacity ?? 0 };
}
