import type { Visibility } from '../../collaboration/collaboration.events.js';
import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import type { Audience, EventAudience, FrameDraft } from '../feed/frame.entity.js';

export interface Relay {
  event: EventType;
  /** The frames that an event becomes, with whom they are for. Pure: everything it needs is in the event. */
  frames(event: PublishedEvent): FrameDraft[];
}

export function relay<Payload extends object>(
  event: EventType<Payload>,
  frames: (payload: Payload, at: Date) => FrameDraft[],
): Relay {
  return { event, frames: ({ payload, occurredAt }) => frames(payload as Payload, occurredAt) };
}

/** A frame of the feed of events, for this audience. */
export function eventFrame(type: string, data: object, audience: Audience): FrameDraft {
  return { feed: 'events', type, data, audience };
}

/**
 * Those who may read the event, and of them those whom `to` names. What is said of a draft stays its organizer's, and
 * what is said among invited people stays among the event's readers, whatever becomes of it later.
 */
export function readersOf(
  eventId: number,
  { openTo, organizerId }: Visibility,
  to: EventAudience['to'],
): Audience {
  if (openTo === 'organizer') return { kind: 'persons', ids: [organizerId] };
  const readers: EventAudience = { kind: 'event', eventId, to };
  return openTo === 'invited' ? { ...readers, kept: true } : readers;
}
