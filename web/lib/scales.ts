const STEPS = [1, 2, 2.5, 5, 10];
const LINES = 4;

/** The lines of an axis from zero: few, evenly apart, at round numbers, the last at `most` or above. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(most, 1) / LINES;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (STEPS.find((each) => each * unit >= rough) ?? 10) * unit);
  const count = Math.max(1, Math.ceil(Math.max(most, 1) / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** At most `most` of so many places, evenly apart from the first. */
export function someOf(length: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(length / most));
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}

/** Of a whole, in percent with one digit; nothing of nothing is nothing. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10;
}

/** How much more than before, in percent; null where there was nothing before. */
export function growthOf(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / before) * 1_000) / 10;
}
