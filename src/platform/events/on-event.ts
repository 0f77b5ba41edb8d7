import { SetMetadata } from '@nestjs/common';
import type { EventType } from './event.js';

export const EVENT_LISTENER = 'convoke:event-listener';

export interface ListenerOptions {
  types: EventType[];
  batch: boolean;
  ordered?: boolean;
  concerns?: (payload: never) => boolean;
}

/**
 * Calls `(event, tx)` once for each event, in a transaction of its own: what it writes through `tx` happens
 * exactly once. It is called again after it failed, with growing pauses.
 */
export function OnEvent(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: false } satisfies ListenerOptions);
}

/** As `OnEvent`, for events that concern it by their payload: the others cost one transaction a batch. */
export function OnEventThat<Payload extends object>(
  concerns: (payload: Payload) => boolean,
  ...types: EventType<Payload>[]
): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: false, concerns } satisfies ListenerOptions);
}

/** Calls `(events, tx)` with up to a hundred events in one transaction; a failure repeats the whole batch. */
export function OnEvents(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: true } satisfies ListenerOptions);
}

/** As `OnEvents`, in outbox order, one batch at a time. What failed for long comes late, and out of order. */
export function OnEventsInOrder(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: true, ordered: true } satisfies ListenerOptions);
}
