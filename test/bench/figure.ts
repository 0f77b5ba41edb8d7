import type { Stage } from './stage/stage.js';
import type { Spread } from './measuring/percentiles.js';

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
  goal?: { text: string; met: (ratio: number) => boolean },
): Figure {
  const ratio = value.median / baseline.median;
  return {
    id,
    what,
    value: value.median,
    unit,
    min: value.min,
    max: value.max,
    baseline: baseline.median,
    baselineMin: baseline.min,
    baselineMax: baseline.max,
    ratio,
    goal: goal?.text ?? '',
    met: goal ? goal.met(ratio) : null,
  };
}

/** A figure whose goal is a number of its own; a baseline is shown beside it where there is one. */
export function absolute(
  id: string,
  what: string,
  unit: string,
  value: Spread,
  goal?: { text: string; met: (value: number) => boolean },
  baseline?: Spread,
): Figure {
  return {
    id,
    what,
    value: value.median,
    unit,
    min: value.min,
    max: value.max,
    baseline: baseline?.median ?? null,
    ...(baseline && { baselineMin: baseline.min, baselineMax: baseline.max }),
    ratio: baseline ? value.median / baseline.median : null,
    goal: goal?.text ?? '',
    met: goal ? goal.met(value.median) : null,
  };
}

/** A figure that was not taken, and why. */
export function notRun(id: string, what: string, why: string): Figure {
  const nothing = { value: null, unit: '', baseline: null, ratio: null, goal: '', met: null };
  return { id, what: `${what} — not run: ${why}`, ...nothing };
}
