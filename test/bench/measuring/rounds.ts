import { relativeSpread, spreadOf } from './percentiles.js';

const ROUNDS = 5;
const SPREAD_ALLOWED = 0.25;
/** Nothing is measured again after this long: the whole bench takes a quarter of an hour at most. */
const REPEATS_UNTIL_MS = 9 * 60_000;

/** What is measured in turns: the product, its baselines, or either of them in another setting. */
export type Contestants<Result> = Record<string, (round: number) => Promise<Result>>;

export interface RoundsOptions<Result> {
  /** The contestant whose spread says whether the machine was quiet enough. */
  baseline: string;
  /** The number of a result that is compared. */
  of: (result: Result) => number;
  progress: (text: string) => void;
  rounds?: number;
  /** Whole sets of rounds at most; the quietest one counts. */
  sets?: number;
}

/**
 * Lets the contestants take turns (A B C A B C …), so that a slow minute of the machine hits all of them. A set
 * whose baseline spreads over 25 % is measured again; the set with the smallest spread counts.
 */
export async function inTurns<Result>(
  contestants: Contestants<Result>,
  { baseline, of, progress, rounds = ROUNDS, sets = 2 }: RoundsOptions<Result>,
): Promise<{ results: Record<string, Result[]>; baselineSpread: number }> {
  let best: { results: Record<string, Result[]>; baselineSpread: number } | undefined;
  for (let set = 1; set <= sets; set++) {
    const results: Record<string, Result[]> = {};
    for (let round = 1; round <= rounds; round++) {
      for (const [name, run] of Object.entries(contestants)) {
        const result = await run(round);
        (results[name] ??= []).push(result);
        progress(
          `round ${round}/${rounds}${set > 1 ? ` (set ${set})` : ''}: ${name} ${Math.round(of(result))}`,
        );
      }
    }
    const baselineSpread = relativeSpread(spreadOf(results[baseline]!.map(of)));
    if (!best || baselineSpread < best.baselineSpread) best = { results, baselineSpread };
    if (baselineSpread <= SPREAD_ALLOWED || performance.now() > REPEATS_UNTIL_MS) break;
    progress(`the baseline spread over ${Math.round(baselineSpread * 100)} %`);
  }
  return best!;
}
