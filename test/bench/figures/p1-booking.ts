import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import type { LoadResult } from '../load/order.js';
import { latenciesOf, spreadOf, type Spread } from '../measuring/percentiles.js';
import { cpuSeconds, familyCpuSeconds } from '../measuring/process.js';
import { inTurns } from '../measuring/rounds.js';
import { seedHosts, seedTickets } from '../stage/bookables.js';
import { withClient } from '../stage/cluster.js';
import { book, startBare, settled, type Ground, type Pace } from '../stage/ground.js';
import type { Stage } from '../stage/stage.js';

const PACE = { connections: 50, seconds: 2 };
const EVENTS = 100_000;
/** Of its own capacity, in an open loop. */
const EASY = { share: 0.6, seconds: 4 };
const HALF = { text: '≥ 0.5 ×', atLeast: 0.5 };
const PROMPT = { text: 'p99 ≤ 60 ms', atMost: 60 };

/** What is booked, and with or without a key. */
interface Way {
  name: string;
  run: (pace: Pace) => Promise<LoadResult>;
}

/** P1: how many bookings a second the whole stack takes, beside what the same tables take without it. */
export const booking: Benchmark = {
  id: 'P1',
  what: 'bookings over the full stack, 50 connections, distinct places',
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const generator = await stage.generator();
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    const bare = await startBare(stage, ground);
    const before = await bookingsIn(ground.databaseUrl);
    let created = 0;
    const ways = await waysOf(ground, async (target, places, pace) => {
      const result = await book(generator, { url: product.url, ...target }, ground.people, places, pace);
      created += result.answered;
      return result;
    });
    const theirs = (path: string) => () =>
      book(generator, { url: bare.url, path, keyed: true }, ground.people, ground.bareSlots, PACE);
    const contestants = {
      ...Object.fromEntries(ways.map(({ name, run }) => [name, () => run(PACE)])),
      five: theirs('/five'),
      one: theirs('/one'),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<LoadResult>(contestants, { baseline: 'five', of: rateOf, progress });
    const rates = (name: string) => spreadOf(results[name]!.map(rateOf));
    const figures: Figure[] = [];
    for (const { name, run } of ways) {
      await settled(ground);
      figures.push(
        compared(
          'P1',
          `${name}, against the bare five-trip transaction`,
          '/s',
          rates(name),
          rates('five'),
          HALF,
        ),
        compared(
          'P1',
          `${name}, against the bare one statement (stretch: ≥ 0.5 ×)`,
          '/s',
          rates(name),
          rates('one'),
        ),
        ...(await atEase(stage, ground, product.pid, name, run, rates(name))),
      );
    }
    const kept = (await bookingsIn(ground.databaseUrl)) - before;
    if (kept !== created)
      throw new Error(`${created} bookings were acknowledged, ${kept} are in the database.`);
    return figures;
  },
};

async function waysOf(
  { databaseUrl, people, slots }: Ground,
  send: (
    target: Omit<Parameters<typeof book>[1], 'url'>,
    places: Parameters<typeof book>[3],
    pace: Pace,
  ) => Promise<LoadResult>,
): Promise<Way[]> {
  const events = await seedTickets(databaseUrl, people.admin.id, EVENTS);
  const hosts = await seedHosts(databaseUrl);
  const [path, appointments] = ['/api/v1/bookings', '/api/v1/events/bookings/create'];
  const way = (name: string, target: Parameters<typeof send>[0], places: Parameters<typeof send>[1]): Way => ({
    name: `${name} ${target.keyed ? 'with' : 'without'} a key`,
    run: (pace) => send(target, places, pace),
  });
  return [true, false].flatMap((keyed) => [
    way('slots', { path, keyed }, slots),
    way('tickets', { path, keyed, wish: { kind: 'ticket' } }, events),
    way('appointments of 200 hosts', { path: appointments, keyed, wish: hosts.wish }, hosts.places),
  ]);
}

/** The waits at an ordinary load, and the processor time with all that follows a booking. */
async function atEase(
  stage: Stage,
  ground: Ground,
  pid: number,
  name: string,
  run: Way['run'],
  { median }: Spread,
): Promise<Figure[]> {
  const spent = () => [cpuSeconds(pid), familyCpuSeconds(stage.cluster.pid)];
  const before = spent();
  const pace = {
    connections: PACE.connections,
    seconds: EASY.seconds,
    perSecond: Math.ceil(median * EASY.share),
  };
  const result = await run(pace);
  await settled(ground);
  const [product, postgres] = spent().map((seconds, n) => (seconds ?? NaN) - (before[n] ?? NaN)) as [
    number,
    number,
  ];
  const { p99 } = latenciesOf(result.milliseconds.book!);
  const each = (seconds: number) => spreadOf([Math.round((seconds * 1e6) / result.answered)]);
  const figures = [
    absolute('P1', `${name}: p99 at ${EASY.share} of their rate, open loop`, 'ms', spreadOf([p99]), PROMPT),
  ];
  if (Number.isNaN(product + postgres)) return figures;
  const what = `${name}: processor time of each, with all that follows it`;
  return [
    ...figures,
    absolute('P1', `${what}, in the product`, 'µs', each(product)),
    absolute('P1', `${what}, in PostgreSQL`, 'µs', each(postgres)),
  ];
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
