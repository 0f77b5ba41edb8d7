/** The summary of a set of measured values. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Median, least and greatest; refuses an empty set. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0]!, max: sorted.at(-1)! };
}

/** How far apart the extremes lie, as a share of the median. */
export function relativeSpread({ median, min, max }: Spread): number {
  return median === 0 ? 0 : (max - min) / median;
}

/** The value below which the share `q` (0 to 1) of ascending values lies. */
export function quantile(ascending: ArrayLike<number>, q: number): number {
  if (ascending.length === 0) throw new Error('Nothing was measured.');
  const at = (ascending.length - 1) * q;
  const low = ascending[Math.floor(at)]!;
  return low + (ascending[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/** Milliseconds of many waits. */
export interface Latencies {
  p50: number;
  p99: number;
  max: number;
}

export function latenciesOf(milliseconds: readonly number[]): Latencies {
  const ascending = Float64Array.from(milliseconds).sort();
  return { p50: quantile(ascending, 0.5), p99: quantile(ascending, 0.99), max: ascending.at(-1)! };
}
