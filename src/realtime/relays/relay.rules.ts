import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import type { FrameDraft } from '../feed/frame.js';

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
