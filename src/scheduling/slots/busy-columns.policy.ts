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

/** One list by the start, out of two that are. */
export function mergedBusyTimes(claimed: ClaimedColumns, blocked: BlockedColumns): BusyTimes {
  const length = claimed.starts.length + blocked.starts.length;
  const [starts, ends] = [new Float64Array(length), new Float64Array(length)];
  const [before, after] = [new Float64Array(length), new Float64Array(length)];
  const sources = new Float64Array(length);
  let [claim, block] = [0, 0];
  for (let index = 0; index < length; index++) {
    const isBlocked =
      claim === claimed.starts.length || (blocked.starts[block] ?? Infinity) < claimed.starts[claim]!;
    const [from, at] = isBlocked ? [blocked, block++] : [claimed, claim++];
    starts[index] = from.starts[at]!;
    ends[index] = from.ends[at]!;
    sources[index] = isBlocked ? -from.ids[at]! : from.ids[at]!;
    if (isBlocked) continue;
    before[index] = starts[index]! - claimed.froms[at]!;
    after[index] = claimed.untils[at]! - ends[index]!;
  }
  const sourceOf = (index: number): { type: BusySource; id: number } => {
    const id = sources[index]!;
    return id < 0 ? { type: 'blocked_time', id: -id } : { type: 'booking', id };
  };
  return { starts, ends, before, after, sourceOf };
}
