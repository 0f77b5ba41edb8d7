import { SetMetadata } from '@nestjs/common';
import type { EventType } from './event.js';

export const EVENT_LISTENER = 'convoke:event-listener';

export interface ListenerOptions {
  types: EventType[];
  batch: boolean;
  ordered?: boolean;
}

/**
 * Calls `(event, tx)` once for each event, in a transaction of its own: what it writes through `tx` happens
 * exactly once. It is called again after it failed, with growing pauses.
 */
export function OnEvent(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: false } satisfies ListenerOptions);
}

/** Calls `(events, tx)` with up to a hundred events in one transaction; a failure repeats the whole batch. */
export function OnEvents(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: true } satisfies ListenerOptions);
}

/** As `OnEvents`, in outbox order, one batch at a time. What failed for long comes late, and out of order. */
export function OnEventsInOrder(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: true, ordered: true } satisfies ListenerOptions);
}
