import type { Stage } from './stage/stage.js';
import type { Spread } from './measuring/percentiles.js';

/** What a number should be at least, or at most. */
export interface Goal {
  text: string;
  atLeast?: number;
  atMost?: number;
  /** A condition besides that must hold. */
  holds?: boolean;
}

/** One measured number beside its baseline and its goal. */
export interface Figure {
  /** The number in performance.md. */
  id: string;
  what: string;
  /** Null when it could not be measured; `what` says why. */
  value: number | null;
  unit: string;
  min?: number;
  max?: number;
  baseline: number | null;
  baselineMin?: number;
  baselineMax?: number;
  /** value ÷ baseline. */
  ratio: number | null;
  goal: string;
  /** Null where the goal is held by another figure of the same id, or nothing was measured. */
  met: boolean | null;
  /** The goal as a number, of the value or of the ratio; unset where it is no number. */
  aim?: { of: 'value' | 'ratio'; atLeast?: number; atMost?: number };
}

export interface Benchmark {
  id: string;
  what: string;
  run(stage: Stage, progress: (text: string) => void): Promise<Figure[]>;
}

/** A figure whose goal, if it has one, is a ratio to the baseline. */
export function compared(
  id: string,
  what: string,
  unit: string,
  value: Spread,
  baseline: Spread,
  goal?: Goal,
): Figure {
  return {
    ...sided(id, what, unit, value, baseline),
    ...judged(value.median / baseline.median, 'ratio', goal),
  };
}

/** A figure whose goal is a number of its own; a baseline is shown beside it where there is one. */
export function absolute(
  id: string,
  what: string,
  unit: string,
  value: Spread,
  goal?: Goal,
  baseline?: Spread,
): Figure {
  return { ...sided(id, what, unit, value, baseline), ...judged(value.median, 'value', goal) };
}

/** A number that was counted, not measured: it has no spread. */
export function counted(id: string, what: string, value: number, goal: Goal, baseline?: number): Figure {
  const ratio = baseline ? value / baseline : null;
  return { id, what, value, unit: '', baseline: baseline ?? null, ratio, ...judged(value, 'value', goal) };
}

/** A figure that was not taken, and why. */
export function notRun(id: string, what: string, why: string): Figure {
  const nothing = { value: null, unit: '', baseline: null, ratio: null, goal: '', met: null };
  return { id, what: `${what} — not run: ${why}`, ...nothing };
}

function sided(id: string, what: string, unit: string, value: Spread, baseline?: Spread) {
  const ours = { value: value.median, min: value.min, max: value.max };
  if (!baseline) return { id, what, unit, ...ours, baseline: null, ratio: null };
  const { median, min, max } = baseline;
  const ratio = value.median / median;
  return { id, what, unit, ...ours, baseline: median, baselineMin: min, baselineMax: max, ratio };
}

function judged(value: number, of: 'value' | 'ratio', goal?: Goal): Pick<Figure, 'goal' | 'met' | 'aim'> {
  if (!goal) return { goal: '', met: null };
  const { text, atLeast, atMost, holds = true } = goal;
  const met = holds && value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
  return {
    goal: text,
    met,
    aim: { of, ...(atLeast !== undefined && { atLeast }), ...(atMost !== undefined && { atMost }) },
  };
}
