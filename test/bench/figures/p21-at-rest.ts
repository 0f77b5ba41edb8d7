import { setTimeout as pause } from 'node:timers/promises';
import { absolute, notRun, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { cpuSeconds } from '../measuring/process.js';
import { WatchedConvoke } from '../stage/watched-convoke.js';

const SETTLES_FOR_MS = 15_000;
const SECONDS = 60;
const SHOWN = 12;

/** P21: what the product asks of its database, and of the processor, while nobody is there. */
export const atRest: Benchmark = {
  id: 'P21',
  what: `at rest, over ${SECONDS} s`,
  async run(stage, progress): Promise<Figure[]> {
    const product = await WatchedConvoke.start(stage, await stage.createDatabase(), { all: true });
    await pause(SETTLES_FOR_MS);
    const [before, cpuBefore] = [product.sent().length, cpuSeconds(product.pid)];
    await pause(SECONDS * 1_000);
    const [statements, cpu] = [product.sent().slice(before), cpuSeconds(product.pid)];
    const counts = new Map<string, number>();
    for (const { text } of statements) {
      const start = text.replace(/\s+/g, ' ').trim().slice(0, 90);
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
    for (const [text, count] of [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN))
      progress(`${String(count).padStart(4)} × ${text}`);
    await product.stop();
    const few = { text: '≤ 4 statements/s', atMost: 4 };
    const figure = absolute('P21', atRest.what, 'statements/s', spreadOf([statements.length / SECONDS]), few);
    if (cpu === undefined || cpuBefore === undefined)
      return [figure, notRun('P21', 'processor at rest', 'there is no /proc here')];
    const share = (100 * (cpu - cpuBefore)) / SECONDS;
    const little = { text: '≤ 1 % of a core', atMost: 1 };
    return [figure, absolute('P21', 'processor at rest', '% of a core', spreadOf([share]), little)];
  },
};
