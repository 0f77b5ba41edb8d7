import type { Audience, EventAudience, FrameDraft } from '../feed/frame.js';

/** A frame of the feed of events, for this audience. */
export function told(type: string, data: object, audience: Audience): FrameDraft {
  return { feed: 'events', type, data, audience };
}

/** Those who may read the event, and of them those whom `to` names. */
export function readersOf(eventId: number, to: EventAudience['to']): EventAudience {
  return { kind: 'event', eventId, to };
}
