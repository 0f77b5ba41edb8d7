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

/** Of a letter below a chart, in the largest type that it has: on phones. */
const LETTER = 10;
const APART = 12;
const LABELS = 5;

/** Few places, evenly apart from the first, whose labels neither meet nor leave the picture. */
export function labelsThatFit(
  labels: readonly string[],
  place: (index: number) => number,
  width: number,
): number[] {
  const wide = Math.max(0, ...labels.map(({ length }) => length)) * LETTER;
  const enough = Math.ceil((wide + APART) / (place(1) - place(0)));
  const step = Math.max(enough, Math.ceil(labels.length / LABELS));
  return labels.flatMap((_, index) => (index % step === 0 && place(index) + wide / 2 <= width ? [index] : []));
}

/** Of a whole, in percent with one digit; nothing of nothing is nothing. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10;
}

/** How much more than before, in percent; null where there was nothing before. */
export function growthOf(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / before) * 1_000) / 10;
}
