import { absolute, type Benchmark, type Figure, type Goal } from '../figure.js';
import type { LoadOrder, LoadResult, ScriptOrder } from '../load/order.js';
import { latenciesOf, spreadOf, type Latencies } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { refuseOthers, startBare, settled } from '../stage/ground.js';
import type { SlotRange } from '../stage/slots.js';

const PACE = { connections: 50, perSecond: 100, seconds: 6 };
const SHARES = { list: 4, book: 2, mine: 4 };
const DAYS = 30;

/** P2: how long a caller waits on an ordinary day. */
export const normalLoad: Benchmark = {
  id: 'P2',
  what: 'latency at 100 requests/s: 40 % list slots, 20 % book, 40 % my bookings',
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const generator = await stage.generator();
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    const bare = await startBare(stage, ground);
    const days = Array.from({ length: DAYS }, (_, n) =>
      new Date(Date.now() + (n + 2) * 86_400_000).toISOString().slice(0, 10),
    );
    const load =
      (url: string, range: SlotRange, paths: Pick<MixedScript, 'listPaths' | 'bookPath' | 'minePath'>) =>
      async () => {
        const script = {
          kind: 'mixed',
          shares: SHARES,
          ...paths,
          people: ground.people.attendees,
          ...range.ahead,
        } as const;
        const result = await generator.ask<LoadResult>('run', { url, ...PACE, script } satisfies LoadOrder);
        range.use(result.slotsUsed);
        refuseOthers(result, [200, 201], `The mix at ${url}`);
        return result;
      };
    const contestants = {
      product: load(product.url, ground.slots, {
        listPaths: days.map((day) => `/api/v1/timeslots?date=${day}&page_size=20`),
        bookPath: '/api/v1/bookings',
        minePath: '/api/v1/user/bookings?page_size=20',
      }),
      bare: load(bare.url, ground.bareSlots, {
        listPaths: days.map((day) => `/list?category=1&date=${day}`),
        bookPath: '/five',
        minePath: '/mine',
      }),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<LoadResult>(contestants, {
      baseline: 'bare',
      of: (result) => everyWait(result).p50 * 1000,
      progress,
      sets: 1,
    });
    return [
      figure('p50, open loop', 'p50', { text: '≤ 5 ms', atMost: 5 }, results),
      figure('p99, open loop', 'p99', { text: '≤ 25 ms', atMost: 25 }, results),
    ];
  },
};

type MixedScript = Extract<ScriptOrder, { kind: 'mixed' }>;

function everyWait(result: LoadResult): Latencies {
  return latenciesOf(Object.values(result.milliseconds).flat());
}

function figure(name: string, which: 'p50' | 'p99', goal: Goal, results: Record<string, LoadResult[]>): Figure {
  const of = (runs: LoadResult[]) => spreadOf(runs.map((run) => everyWait(run)[which]));
  return absolute('P2', `${normalLoad.what}: ${name}`, 'ms', of(results.product!), goal, of(results.bare!));
}
