import { setTimeout as pause } from 'node:timers/promises';

/** Waits for what is under way, but no longer than a shutdown may. */
export async function withinGrace(work: Promise<unknown>, graceMs: number): Promise<void> {
  const grace = new AbortController();
  const late = pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  grace.abort();
}
