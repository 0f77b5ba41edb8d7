import type { BusySource, BusyTimes } from './free-ranges.policy.js';

/** By the start; `froms` and `untils` are the starts and ends with the buffers that were kept. */
export interface ClaimedColumns {
  starts: number[];
  ends: number[];
  froms: number[];
  untils: number[];
  ids: number[];
}

/** By the start. */
export type BlockedColumns = Pick<ClaimedColumns, 'starts' | 'ends' | 'ids'>;

/** One list by the start, out of two that are; where one is empty the other is it, uncopied. */
export function mergedBusyTimes(claimed: ClaimedColumns, { starts, ends, ids }: BlockedColumns): BusyTimes {
  const blocked = { starts, ends, froms: starts, untils: ends, ids };
  if (starts.length === 0) return busyTimes(claimed, (index) => claimed.ids[index]!);
  if (claimed.starts.length === 0) return busyTimes(blocked, (index) => -ids[index]!);
  const length = claimed.starts.length + starts.length;
  const column = () => new Float64Array(length);
  const merged = { starts: column(), ends: column(), froms: column(), untils: column() };
  const sources = column();
  let [claim, block] = [0, 0];
  for (let index = 0; index < length; index++) {
    const isBlocked = claim === claimed.starts.length || (starts[block] ?? Infinity) < claimed.starts[claim]!;
    const from = isBlocked ? blocked : claimed;
    const at = isBlocked ? block++ : claim++;
    merged.starts[index] = from.starts[at]!;
    merged.ends[index] = from.ends[at]!;
    merged.froms[index] = from.froms[at]!;
    merged.untils[index] = from.untils[at]!;
    sources[index] = isBlocked ? -from.ids[at]! : from.ids[at]!;
  }
  return busyTimes(merged, (index) => sources[index]!);
}

/** The ids of blocked times are negative. */
function busyTimes(columns: Omit<BusyTimes, 'sourceOf'>, sourceAt: (index: number) => number): BusyTimes {
  const { starts, ends, froms, untils } = columns;
  const sourceOf = (index: number): { type: BusySource; id: number } => {
    const id = sourceAt(index);
    return id < 0 ? { type: 'blocked_time', id: -id } : { type: 'booking', id };
  };
  return { starts, ends, froms, untils, sourceOf };
}
