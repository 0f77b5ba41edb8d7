import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import type { LoadResult } from '../load/order.js';
import { latenciesOf, spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { withClient } from '../stage/cluster.js';
import { book, startBare, settled } from '../stage/ground.js';

const PACE = { connections: 50, seconds: 3 };

/** P1: how many bookings a second the whole stack takes, beside what the same tables take without it. */
export const booking: Benchmark = {
  id: 'P1',
  what: 'bookings over the full stack, 50 connections, distinct slots',
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const generator = await stage.generator();
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    const bare = await startBare(stage, ground);
    const before = await bookingsIn(ground.databaseUrl);
    let created = 0;
    const ours = (keyed: boolean) => async () => {
      const target = { url: product.url, path: '/api/v1/bookings', keyed };
      const result = await book(generator, target, ground.people, ground.slots, PACE);
      created += result.answered;
      return result;
    };
    const theirs = (path: string) => () =>
      book(generator, { url: bare.url, path, keyed: true }, ground.people, ground.bareSlots, PACE);
    const contestants = { keyed: ours(true), plain: ours(false), five: theirs('/five'), one: theirs('/one') };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<LoadResult>(contestants, { baseline: 'five', of: rateOf, progress });
    const kept = (await bookingsIn(ground.databaseUrl)) - before;
    if (kept !== created)
      throw new Error(`${created} bookings were acknowledged, ${kept} are in the database.`);
    return figuresOf(results as Record<keyof typeof contestants, LoadResult[]>);
  },
};

function figuresOf(results: Record<'keyed' | 'plain' | 'five' | 'one', LoadResult[]>): Figure[] {
  const [keyed, plain, five, one] = [results.keyed, results.plain, results.five, results.one].map((runs) => ({
    rate: spreadOf(runs.map(rateOf)),
    p99: spreadOf(runs.map((run) => latenciesOf(run.milliseconds.book!).p99)),
  })) as [Runs, Runs, Runs, Runs];
  const half = { text: '≥ 0.5 ×', atLeast: 0.5 };
  const prompt = { text: 'p99 ≤ 60 ms', atMost: 60 };
  return [
    compared(
      'P1',
      'bookings with an Idempotency-Key, against the bare five-trip transaction',
      '/s',
      keyed.rate,
      five.rate,
      half,
    ),
    absolute('P1', 'p99 of them', 'ms', keyed.p99, prompt, five.p99),
    compared(
      'P1',
      'bookings without a key, against the bare five-trip transaction',
      '/s',
      plain.rate,
      five.rate,
      half,
    ),
    absolute('P1', 'p99 of them', 'ms', plain.p99, prompt, five.p99),
    compared(
      'P1',
      'bookings with a key, against the bare one statement (stretch: ≥ 0.5 ×)',
      '/s',
      keyed.rate,
      one.rate,
    ),
    compared(
      'P1',
      'bookings without a key, against the bare one statement (stretch: ≥ 0.5 ×)',
      '/s',
      plain.rate,
      one.rate,
    ),
  ];
}

interface Runs {
  rate: ReturnType<typeof spreadOf>;
  p99: ReturnType<typeof spreadOf>;
}

export function rateOf({ answered, seconds }: LoadResult): number {
  return answered / seconds;
}

async function bookingsIn(databaseUrl: string): Promise<number> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ n: number }>('SELECT count(*)::int AS n FROM booking.bookings'),
  );
  return rows[0]!.n;
}
