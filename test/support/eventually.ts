import { setTimeout as pause } from 'node:timers/promises';
import { slowdown } from './machine.js';
import { signOfLife } from './sign-of-life.js';

/**
 * Tries `check` until it no longer throws, and answers what it answered. Gives up, with its last error, when
 * that error has stayed the same for `withinMs`, or longer on a machine that does much else: as long as it
 * changes, what is waited for comes closer.
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 30_000, everyMs = 20): Promise<T> {
  let [last, since] = ['', performance.now()];
  for (;;) {
    try {
      return await check();
    } catch (error) {
      const now = performance.now();
      if (String(error) !== last) {
        [last, since] = [String(error), now];
        signOfLife();
      } else if (now - since > withinMs * slowdown()) throw error;
    }
    await pause(everyMs);
  }
}
