import { DAY_MS } from '../../shared/zoned-time.js';
import type { Span } from '../availability/opening-hours.policy.js';
import type { HostClock } from './host-clock.policy.js';

const MINUTE = 60_000;
const UNITS = [60, 30, 20, 15, 10, 5, 1];

/** Starts every `step` from `first` on, before `until`. */
export interface Grid {
  first: number;
  until: number;
}

/**
 * The grids of a free range that meet `[from, until)`. Once it has run for a day at a midnight, it starts anew
 * there and at each midnight after: nothing long ago decides about today.
 */
export function gridsOf(range: Span, { from, until }: Span, step: number, clock: HostClock): Grid[] {
  const unit = UNITS.find((minutes) => step % (minutes * MINUTE) === 0)! * MINUTE;
  const last = Math.min(range.until, until);
  const grids: Grid[] = [];
  const add = (start: number, end: number) => {
    if (end > from) grids.push({ first: clock.roundUp(start, unit), until: Math.min(end, last) });
  };
  let start = range.from;
  if (last - range.from >= DAY_MS)
    for (let date = clock.dateAt(range.from + DAY_MS); start < last; date += DAY_MS) {
      const midnight = clock.startOf(date);
      if (midnight < range.from + DAY_MS || midnight === start) continue;
      add(start, Math.min(midnight, last));
      start = midnight;
    }
  if (start < last) add(start, last);
  return grids;
}

/** The first start of the grid that is not before `from`. */
export function startFrom({ first }: Grid, from: number, step: number): number {
  return first >= from ? first : first + Math.ceil((from - first) / step) * step;
}
