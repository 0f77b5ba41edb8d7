import { setTimeout as pause } from 'node:timers/promises';

const SECOND_MS = 1_000;
/** Near to what the product gives PostgreSQL for a request; a 503 that comes sooner has another cause. */
const OVERLOAD_MS = 3_500;
/** What pg says when no connection became free in time: nothing was begun. */
const NO_CONNECTION = /^timeout exceeded when trying to connect/;

export interface Timed {
  status: number;
  hasRetryAfter: boolean;
  tookMs: number;
}

/** A busy machine is no fault of the product: it said 503 and when to come back, having tried for seconds. */
export function isOverload({ status, hasRetryAfter, tookMs }: Timed): boolean {
  return status === 503 && hasRetryAfter && tookMs >= OVERLOAD_MS;
}

/** Waits as long as `Retry-After` says, and somewhat longer, so that a crowd does not come back at once. */
export function comeBackLater(retryAfter: string): Promise<void> {
  return pause(Number(retryAfter) * SECOND_MS * (1 + Math.random()));
}

/** Runs a use case within the process, again where it found no free connection of the pool. */
export async function onceConnected<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!NO_CONNECTION.test((error as Error).message)) throw error;
    }
    await comeBackLater('1');
  }
}
