import { EXACT_UP_TO, type Count } from '../../platform/http/count.js';

const AGE_MS = 60_000;
const MOST_REMEMBERED = 1_000;

const counts = new Map<string, { total: number; countedAt: number }>();

/** How many bookings there were under this key within the last minute, where they were too many to count for each page. */
export function knownCount(key: string): number | null {
  const known = counts.get(key);
  return known && performance.now() - known.countedAt < AGE_MS ? known.total : null;
}

/** The count to show for `total`: more than 10,000 are remembered for a minute, and called inexact from the first page on. */
export function rememberedCount(key: string, total: number): Count {
  if (total <= EXACT_UP_TO) return { total, exact: true };
  if (knownCount(key) === null) {
    if (counts.size >= MOST_REMEMBERED) counts.delete(counts.keys().next().value!);
    counts.set(key, { total, countedAt: performance.now() });
  }
  return { total, exact: false };
}
