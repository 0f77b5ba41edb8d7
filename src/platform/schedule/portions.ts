import { setTimeout as pause } from 'node:timers/promises';

/** Calls `portion` while it answers that more is left; it rests as long as it works, for the sake of others. */
export async function inPortions(portion: () => Promise<boolean>, signal?: AbortSignal): Promise<void> {
  let isMore = true;
  while (isMore && !signal?.aborted) {
    const began = performance.now();
    isMore = await portion();
    if (isMore) await pause(performance.now() - began);
  }
}
