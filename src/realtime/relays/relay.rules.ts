import type { Visibility } from '../../collaboration/collaboration.events.js';
import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import type { Audience, EventAudience, FrameDraft } from '../feed/frame.entity.js';

export interface Relay {
  event: EventType;
  /** Pure: everything it needs is in the event. */
  frames(event: PublishedEvent): FrameDraft[];
}

export function relay<Payload extends object>(
  event: EventType<Payload>,
  frames: (payload: Payload, at: Date) => FrameDraft[],
): Relay {
  return { event, frames: ({ payload, occurredAt }) => frames(payload as Payload, occurredAt) };
}

export function eventFrame(type: string, data: object, audience: Audience): FrameDraft {
  return { feed: 'events', type, data, audience };
}

/** What is said of a draft or among invited people stays theirs, whatever becomes of the event later. */
export function readersOf(
  eventId: number,
  { openTo, organizerId }: Visibility,
  to: EventAudience['to'],
): Audience {
  if (openTo === 'organizer') return { kind: 'persons', ids: [organizerId] };
  const readers: EventAudience = { kind: 'event', eventId, to };
  return openTo === 'invited' ? { ...readers, kept: true } : readers;
}
