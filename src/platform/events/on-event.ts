import { SetMetadata } from '@nestjs/common';
import type { EventType } from './event.js';

export const EVENT_LISTENER = 'convoke:event-listener';

export interface ListenerOptions {
  types: EventType[];
  /** True when the method takes an array of events in one transaction. */
  batch: boolean;
  /** True when batches come one after the other, in the order of the outbox. */
  ordered?: boolean;
}

/**
 * Calls the method `(event, tx)` once for each event of these types, in a transaction of its own: what it
 * writes through `tx` happens exactly once, however often the event is delivered. It may be called again after
 * it failed, with growing pauses.
 */
export function OnEvent(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: false } satisfies ListenerOptions);
}

/**
 * Calls the method `(events, tx)` with up to a hundred events at a time in one transaction: for listeners that
 * write the same small thing for each. If it fails, the whole batch is delivered again.
 */
export function OnEvents(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: true } satisfies ListenerOptions);
}

/**
 * As `OnEvents`, and in the order of the outbox: batches run one at a time, and each takes along what was published
 * shortly before it and not handled yet. What failed for long comes late, and then out of order.
 */
export function OnEventsInOrder(...types: EventType[]): MethodDecorator {
  return SetMetadata(EVENT_LISTENER, { types, batch: true, ordered: true } satisfies ListenerOptions);
}
