import type { Span } from '../availability/opening-hours.policy.js';

const MINUTE = 60_000;

export type BusySource = 'booking' | 'blocked_time' | 'calendar';

/** What takes a host's time, by its start; all in milliseconds. A buffer is what was kept with the booking. */
export interface BusyTimes {
  starts: Float64Array;
  ends: Float64Array;
  before: Float64Array;
  after: Float64Array;
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
    from: busy.starts[index]! - Math.max(after, busy.before[index]!),
    until: busy.ends[index]! + Math.max(busy.after[index]!, before),
  };
}

/** Where a meeting can lie, ascending; after busy time from the next whole minute on. */
export function freeRanges(open: readonly Span[], busy: BusyTimes, buffers: Buffers): Span[] {
  const { froms, untils } = guardsOf(busy, buffers);
  const free: Span[] = [];
  let [next, taken] = [0, -Infinity];
  for (const { from, until } of open) {
    let at = Math.max(from, taken);
    for (; next < froms.length && froms[next]! < until; next++) {
      if (froms[next]! > at) free.push({ from: at, until: froms[next]! });
      if (untils[next]! > taken) taken = untils[next]!;
      if (taken > at) at = taken;
    }
    if (at < until) free.push({ from: at, until });
  }
  return free;
}

function guardsOf(busy: BusyTimes, buffers: Buffers): { froms: Float64Array; untils: Float64Array } {
  const { length } = busy.starts;
  const [froms, untils] = [new Float64Array(length), new Float64Array(length)];
  let isSorted = true;
  for (let index = 0; index < length; index++) {
    const { from, until } = guardOf(busy, index, buffers);
    froms[index] = from;
    untils[index] = Math.ceil(until / MINUTE) * MINUTE;
    if (index > 0 && froms[index]! < froms[index - 1]!) isSorted = false;
  }
  if (isSorted) return { froms, untils };
  const order = Array.from(froms.keys()).sort((a, b) => froms[a]! - froms[b]!);
  return {
    froms: Float64Array.from(order, (at) => froms[at]!),
    untils: Float64Array.from(order, (at) => untils[at]!),
  };
}
