import type { Span } from '../availability/opening-hours.policy.js';

const MINUTE = 60_000;

export type BusySource = 'booking' | 'blocked_time' | 'calendar';

/** What takes a host's time, by its start; in milliseconds. `froms` and `untils` are with the buffers kept. */
export interface BusyTimes {
  starts: ArrayLike<number>;
  ends: ArrayLike<number>;
  froms: ArrayLike<number>;
  untils: ArrayLike<number>;
  sourceOf(index: number): { type: BusySource; id: number };
}

/** In milliseconds. */
export interface Buffers {
  before: number;
  after: number;
}

/** Where no meeting may lie for this busy time: each gap is the greater of both buffers. */
export function guardOf(busy: BusyTimes, index: number, { before, after }: Buffers): Span {
  return {
    from: Math.min(busy.starts[index]! - after, busy.froms[index]!),
    until: Math.max(busy.ends[index]! + before, busy.untils[index]!),
  };
}

/** Where a meeting can lie, ascending; after busy time from the next whole minute on. */
export function freeRanges(open: readonly Span[], busy: BusyTimes, buffers: Buffers): Span[] {
  return rangesIfSorted(open, busy, buffers) ?? rangesIfSorted(open, byGuard(busy, buffers), buffers)!;
}

/** Null where a long buffer that was kept brings a later start before an earlier one. */
function rangesIfSorted(
  open: readonly Span[],
  { starts, ends, froms, untils }: BusyTimes,
  { before, after }: Buffers,
): Span[] | null {
  const { length } = starts;
  const free: Span[] = [];
  let [next, last, taken] = [0, -Infinity, -Infinity];
  for (const { from, until } of open) {
    let at = Math.max(from, taken);
    for (; next < length; next++) {
      const begins = Math.min(starts[next]! - after, froms[next]!);
      if (begins < last) return null;
      last = begins;
      if (begins >= until) break;
      if (begins > at) free.push({ from: at, until: begins });
      const over = Math.max(ends[next]! + before, untils[next]!);
      if (over > taken) taken = Math.ceil(over / MINUTE) * MINUTE;
      if (taken > at) at = taken;
    }
    if (at < until) free.push({ from: at, until });
  }
  return free;
}

function byGuard(busy: BusyTimes, buffers: Buffers): BusyTimes {
  const order = Array.from(busy.starts, (_, index) => ({ index, ...guardOf(busy, index, buffers) }));
  order.sort((a, b) => a.from - b.from);
  const sorted = (column: ArrayLike<number>) => Float64Array.from(order, ({ index }) => column[index]!);
  const [starts, ends] = [sorted(busy.starts), sorted(busy.ends)];
  const [froms, untils] = [sorted(busy.froms), sorted(busy.untils)];
  return { starts, ends, froms, untils, sourceOf: (at) => busy.sourceOf(order[at]!.index) };
}
