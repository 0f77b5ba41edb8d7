import { compared, notRun, type Benchmark, type Figure } from '../figure.js';
import type { Heard } from '../load/audience.js';
import type { LoadResult } from '../load/order.js';
import { spreadOf } from '../measuring/percentiles.js';
import { inTurns, type Contestants } from '../measuring/rounds.js';
import type { CoProcess } from '../stage/co-process.js';
import { book, startBare, type Ground } from '../stage/ground.js';
import type { RedisServer } from '../stage/redis.js';
import type { Stage } from '../stage/stage.js';
import { rateOf } from './p1-booking.js';
import { burst, CALENDAR, deliveryRate, say, seat } from './p11-fan-out.js';

const PACE = { connections: 50, seconds: 2.5 };
const FAN_OUT_ROUNDS = 3;
const GOAL = { text: '≥ 0.9 × the gain of the bare servers', atLeast: 0.9 };

/** P19: what a second process brings, for the product and for the bare servers, behind the same balancer. */
export const twoProcesses: Benchmark = {
  id: 'P19',
  what: 'two api processes and a worker through Redis behind a balancer, against one api process and a worker',
  async run(stage, progress): Promise<Figure[]> {
    const redis = await stage.redis();
    if (!redis) return [notRun('P19', twoProcesses.what, 'there is no redis-server on the PATH')];
    const ground = await stage.ground(progress);
    const env = { DATABASE_URL: ground.databaseUrl, REDIS_URL: redis.url };
    const apis = [await stage.convoke({ ...env, ROLE: 'api' }), await stage.convoke({ ...env, ROLE: 'api' })];
    await stage.convoke({ ...env, ROLE: 'worker' });
    const ports = apis.map(({ port }) => port);
    const one = await balance(stage, ports.slice(0, 1));
    const two = await balance(stage, ports);
    return [
      ...(await bookings(stage, ground, one, two, progress)),
      ...(await fanOut(stage, ground, redis, one, two, progress)),
    ];
  },
};

async function bookings(
  stage: Stage,
  ground: Ground,
  one: string,
  two: string,
  progress: (text: string) => void,
) {
  const generator = await stage.generator();
  const bare = [await startBare(stage, ground), await startBare(stage, ground)];
  const ports = bare.map(({ url }) => Number(new URL(url).port));
  const [bareOne, bareTwo] = [await balance(stage, ports.slice(0, 1)), await balance(stage, ports)];
  const ours = (url: string) => () =>
    book(generator, { url, path: '/api/v1/bookings', keyed: true }, ground.people, ground.slots, PACE);
  const theirs = (url: string) => () =>
    book(generator, { url, path: '/five', keyed: true }, ground.people, ground.bareSlots, PACE);
  const contestants = { one: ours(one), two: ours(two), bareOne: theirs(bareOne), bareTwo: theirs(bareTwo) };
  for (const warmUp of Object.values(contestants)) await warmUp();
  const { results } = await inTurns<LoadResult>(contestants, { baseline: 'bareOne', of: rateOf, progress });
  await Promise.all(bare.map(({ process }) => process.stop()));
  return [gainOf('bookings (P1)', results, rateOf)];
}

async function fanOut(
  stage: Stage,
  ground: Ground,
  redis: RedisServer,
  one: string,
  two: string,
  progress: (text: string) => void,
): Promise<Figure[]> {
  let sample = '';
  const ours = (url: string) => async () => {
    const audience = await seat(stage, ground, url);
    const heard = await burst(stage, ground, url, audience);
    await audience.stop();
    sample = heard.sample;
    return heard;
  };
  const sockets = await Promise.all([1, 2].map(() => stage.start('bare/sockets.ts')));
  const listen = (process: CoProcess) => process.ask<string>('listen', { path: CALENDAR, redisUrl: redis.url });
  const ports = (await Promise.all(sockets.map(listen))).map((url) => Number(new URL(url).port));
  const [bareOne, bareTwo] = [await balance(stage, ports.slice(0, 1)), await balance(stage, ports)];
  const theirs = (url: string) => async () => {
    const audience = await seat(stage, ground, url);
    const heard = await say(sockets[0]!, audience, sample);
    await audience.stop();
    return heard;
  };
  const contestants: Contestants<Heard> = {
    one: ours(one),
    two: ours(two),
    bareOne: theirs(bareOne),
    bareTwo: theirs(bareTwo),
  };
  const options = { baseline: 'bareOne', of: deliveryRate, progress, rounds: FAN_OUT_ROUNDS, sets: 1 };
  const { results } = await inTurns<Heard>(contestants, options);
  return [gainOf('fan-out (P11)', results, deliveryRate)];
}

/** The rate of two processes over that of one, of the same round. */
function gainOf<Result>(
  what: string,
  results: Record<string, Result[]>,
  of: (result: Result) => number,
): Figure {
  const gains = (two: Result[], one: Result[]) =>
    spreadOf(two.map((result, round) => of(result) / of(one[round]!)));
  const ours = gains(results.two!, results.one!);
  const theirs = gains(results.bareTwo!, results.bareOne!);
  return compared(
    'P19',
    `gain by a second process through Redis: ${what}; same results`,
    '×',
    ours,
    theirs,
    GOAL,
  );
}

async function balance(stage: Stage, ports: number[]): Promise<string> {
  const balancer = await stage.start('stage/balancer.ts');
  return balancer.ask<string>('listen', ports);
}
