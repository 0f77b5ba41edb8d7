import { setTimeout as pause } from 'node:timers/promises';

/** Longer than the work takes with or without somebody to mail, so that neither can be told from the time. */
const AT_LEAST_MS = 150;

/** Does the work and ends no sooner than after 150 ms, however little there was to do. */
export async function withMinimumDuration(work: () => Promise<void>): Promise<void> {
  const floor = pause(AT_LEAST_MS);
  try {
    await work();
  } finally {
    await floor;
  }
}
