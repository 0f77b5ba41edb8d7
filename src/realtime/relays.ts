import { BookingCancelled, BookingConfirmed, type BookingFacts, type OfferFacts } from '../booking/booking.events.js';
import type { EventType, PublishedEvent } from '../platform/events/event.js';
import { SlotCreated, SlotDeleted, SlotUpdated, type SlotFacts } from '../scheduling/scheduling.events.js';
import type { FrameDraft } from './feed/frame.js';
import { publicSlot } from './public-slot.js';

interface Relay {
  event: EventType;
  /** The frames that an event becomes, with whom they are for. Pure: everything it needs is in the event. */
  frames(event: PublishedEvent): FrameDraft[];
}

/** Who hears what: every event that reaches a socket stands here. */
export const RELAYS: readonly Relay[] = [
  relay(BookingConfirmed, ({ payload, occurredAt }) => bookedSlot('booking_created', payload, occurredAt)),
  relay(BookingCancelled, ({ payload, occurredAt }) => bookedSlot('booking_cancelled', payload, occurredAt)),
  relay(SlotCreated, ({ payload, occurredAt }) => [calendar('timeslot_created', publicSlot(payload, occurredAt))]),
  relay(SlotUpdated, ({ payload, occurredAt }) => [calendar('timeslot_updated', publicSlot(payload, occurredAt))]),
  relay(SlotDeleted, ({ payload, occurredAt }) => [
    calendar('timeslot_deleted', publicSlot(payload, occurredAt, 'cancelled')),
  ]),
];

/** The calendar says that a slot is taken, and never by whom. */
function bookedSlot(type: string, { kind, offer }: BookingFacts, at: Date): FrameDraft[] {
  return kind === 'slot' && offer ? [calendar(type, { time_slot: publicSlot(slotOf(offer), at) })] : [];
}

function calendar(type: string, data: object): FrameDraft {
  return { feed: 'calendar', type, data, audience: { kind: 'signedIn' } };
}

function slotOf({ refId, capacity, ...offer }: OfferFacts): SlotFacts {
  return { ...offer, id: refId, capacity: capacity ?? 0 };
}

function relay<Payload extends object>(
  event: EventType<Payload>,
  frames: (event: PublishedEvent<Payload>) => FrameDraft[],
): Relay {
  return { event, frames: frames as Relay['frames'] };
}
