import type { BusySource, BusyTimes } from './free-ranges.policy.js';

/** By the start; `froms` and `untils` are the starts and ends with the buffers that were kept. */
export interface ClaimedColumns {
  starts: number[];
  ends: number[];
  froms: number[];
  untils: number[];
  ids: number[];
}

/** By the start; the ids of calendars are negative. */
export type BlockedColumns = Pick<ClaimedColumns, 'starts' | 'ends' | 'ids'>;

interface Source {
  type: BusySource;
  id: number;
}

/** One list by the start, out of two that are; where one is empty the other is it, uncopied. */
export function mergedBusyTimes(claimed: ClaimedColumns, { starts, ends, ids }: BlockedColumns): BusyTimes {
  const blocked = { starts, ends, froms: starts, untils: ends, ids };
  if (starts.length === 0) return busyTimes(claimed, (index) => bookingOf(claimed.ids[index]!));
  if (claimed.starts.length === 0) return busyTimes(blocked, (index) => blockedBy(ids[index]!));
  const length = claimed.starts.length + starts.length;
  const column = () => new Float64Array(length);
  const merged = { starts: column(), ends: column(), froms: column(), untils: column() };
  const places = new Int32Array(length);
  let [claim, block] = [0, 0];
  for (let index = 0; index < length; index++) {
    const isBlocked = claim === claimed.starts.length || (starts[block] ?? Infinity) < claimed.starts[claim]!;
    const from = isBlocked ? blocked : claimed;
    const at = isBlocked ? block++ : claim++;
    merged.starts[index] = from.starts[at]!;
    merged.ends[index] = from.ends[at]!;
    merged.froms[index] = from.froms[at]!;
    merged.untils[index] = from.untils[at]!;
    places[index] = isBlocked ? ~at : at;
  }
  return busyTimes(merged, (index) => {
    const place = places[index]!;
    return place < 0 ? blockedBy(ids[~place]!) : bookingOf(claimed.ids[place]!);
  });
}

function busyTimes(columns: Omit<BusyTimes, 'sourceOf'>, sourceOf: (index: number) => Source): BusyTimes {
  const { starts, ends, froms, untils } = columns;
  return { starts, ends, froms, untils, sourceOf };
}

function bookingOf(id: number): Source {
  return { type: 'booking', id };
}

function blockedBy(id: number): Source {
  return id < 0 ? { type: 'calendar', id: -id } : { type: 'blocked_time', id };
}
