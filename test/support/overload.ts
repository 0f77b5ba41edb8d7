import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseUnavailable } from '../../src/platform/database/sqlstate.js';

const SECOND_MS = 1_000;
/** Near to what the product gives PostgreSQL for a request; a 503 that comes sooner has another cause. */
const OVERLOAD_MS = 3_500;
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

/** Runs a use case within the process, again where a busy machine had no connection, or ended it. */
export async function onceServed<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
    }
    await comeBackLater('1');
  }
}
