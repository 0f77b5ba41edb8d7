import { setImmediate } from 'node:timers/promises';
import { verdict, type Proof } from '../support/proof.js';
import { processorMs } from '../support/processor-time.js';
import { Random } from '../support/random.js';
import { atLength, hostileTexts, type HostileText } from './hostile-texts.js';
import { patternsIn, patternsOfProduct, type Pattern } from './patterns.js';

/** Beside other tests their threads count too; what is not linear takes seconds. */
const LIMIT_MS = { quick: 250, full: 50 };
const TRIES = 3;
/** Step by step, so that what takes for ever is found while it takes seconds. */
const LENGTHS = [20, 24, 28, 34, 40, 50, 64, 100, 250, 1_000, 4_000, 16_000, 100_000];
/** From this length on, at quick size, only the slowest texts of a pattern go on. */
const CHOSEN_AT = 4_000;
const CHOSEN = 2;
const FEWEST_PATTERNS = 250;
/** Slow, each of them: an end looked for from everywhere, repeats in a repeat, a constant with the former. */
const TWIN = [
  'const ENDS = / +$/;',
  'const WORDS = /^(?:[a-z]+-?)*$/u;',
  'const BOTH = new RegExp(`a?${ENDS.source}`, "g");',
].join('\n');

interface Slowest {
  ms: number;
  what: string;
}

const proof: Proof = {
  id: 'S19',
  what: `every regular expression against hostile texts of 100,000 letters: at most ${LIMIT_MS.full} ms each`,
  async run(size, progress) {
    const keep = size === 'full' ? Infinity : CHOSEN;
    const limit = LIMIT_MS[size];
    const patterns = patternsOfProduct();
    const unread = patterns.filter((pattern) => !canBeRead(pattern));
    const readable = patterns.filter((pattern) => !unread.includes(pattern));
    const found: Slowest[] = [];
    let texts = 0;
    for (const [n, pattern] of readable.entries()) {
      const hostile = hostileTexts(pattern, new Random(n + 1));
      texts += hostile.length;
      found.push(slowest(pattern, hostile, keep, limit));
      progress(`${n + 1} of ${readable.length} patterns`);
      await setImmediate();
    }
    found.sort((a, b) => b.ms - a.ms);
    const slow = found.filter(({ ms }) => ms > limit);
    const twins = patternsIn('twin.ts', TWIN);
    const slowTwins = twins.filter(
      (twin) => slowest(twin, hostileTexts(twin, new Random(1)), keep, limit).ms > limit,
    );
    return verdict(
      {
        patterns: patterns.length,
        texts,
        slow: slow.length,
        slowest_ms: Math.round(found[0]!.ms * 10) / 10,
        slowest: found[0]!.what,
        slow_twins: slowTwins.length,
        ...(slow.length > 0 && { which: slow.map(({ what }) => what).join('; ') }),
        ...(unread.length > 0 && { unread: unread.map(({ at }) => at).join(', ') }),
      },
      {
        'all patterns are found and read': patterns.length >= FEWEST_PATTERNS && unread.length === 0,
        'all are quick': slow.length === 0,
        'the twin is slow': slowTwins.length === twins.length,
      },
    );
  },
};

function canBeRead({ source, flags }: Pattern): boolean {
  try {
    return new RegExp(source, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

/** What took a pattern the longest at the full length, or at the first one where it took too long. */
function slowest(pattern: Pattern, texts: readonly HostileText[], keep: number, limit: number): Slowest {
  let left = texts.map((text) => ({ text, ms: 0 }));
  for (const length of LENGTHS) {
    for (const each of left) {
      each.ms = processorTime(pattern, atLength(each.text, length), limit);
      if (each.ms > limit) return { ms: each.ms, what: described(pattern, each.text, length) };
    }
    left.sort((a, b) => b.ms - a.ms);
    if (length >= CHOSEN_AT) left = left.slice(0, keep);
  }
  return { ms: left[0]!.ms, what: described(pattern, left[0]!.text, LENGTHS.at(-1)!) };
}

function described({ source, at }: Pattern, { head, pump, tail }: HostileText, length: number): string {
  const text = [head, pump, tail].map((part) => JSON.stringify(part)).join(', ');
  return `/${source}/ of ${at} by ${text} at ${length}`;
}

/** Of looking for all matches, as `replaceAll` and `split` do: the least of some tries, where one was slow. */
function processorTime({ source, flags }: Pattern, text: string, limit: number): number {
  const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
  let least = Infinity;
  for (let turn = 0; turn < TRIES && least > limit; turn++) {
    const took = processorMs(() => void text.replace(pattern, ''));
    least = Math.min(least, took);
  }
  return least;
}

export default proof;
