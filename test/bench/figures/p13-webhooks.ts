import { absolute, compared, notRun, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { seedPeople } from '../stage/people.js';
import type { CoProcess } from '../stage/co-process.js';
import { Relay, type Effects } from '../stage/relay.js';
import { seedSlots } from '../stage/slots.js';
import { Http } from '../../support/http.js';

const ENDPOINTS = 10;
const EVENTS = 1_000;
const CALLS = ENDPOINTS * EVENTS;
const STEADY = { perSecond: 40, seconds: 20 };
/** As many calls at a time as the product makes to so many endpoints. */
const CONCURRENCY = 8 * ENDPOINTS;

/** P13: how fast events that are in the outbox reach the programs that listen to them. */
export const webhooks: Benchmark = {
  id: 'P13',
  what: `${CALLS.toLocaleString('en-US')} webhooks: outbox → call at a receiver on this machine`,
  async run(stage, progress): Promise<Figure[]> {
    const redis = await stage.redis();
    if (!redis) return [notRun('P13', webhooks.what, 'there is no redis-server on the PATH')];
    const databaseUrl = await stage.createDatabase();
    const slots = await seedSlots(databaseUrl, 10);
    const env = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, WEBHOOKS_ALLOW_PRIVATE: 'true' };
    const product = await stage.convoke(env);
    const { attendees, admin } = await seedPeople(product.url, databaseUrl, 1);
    const [bull, receiver] = [await stage.start('bare/bull.ts'), await stage.start('load/receiver.ts')];
    const url = await receiver.ask<string>('listen');

    const api = new Http(product.url);
    const post = async (token: string, path: string, body: object) => {
      const answer = await api.with({ authorization: `Bearer ${token}` }).post(`/api/v1/${path}`, body);
      if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}.`);
    };
    for (let n = 0; n < ENDPOINTS; n++)
      await post(admin.token, 'integrations/webhooks', { url: `${url}/${n}`, events: ['booking.confirmed'] });
    await post(attendees[0]!.token, 'bookings', { time_slot: slots.ahead.firstSlot });
    const events = (await Relay.of(databaseUrl, 'booking.confirmed')).seenIn(callsAt(receiver));

    const bare = { redisUrl: redis.url, jobs: CALLS, concurrency: CONCURRENCY, url };
    const contestants = {
      product: async () => CALLS / (await events.publishAndWait(EVENTS)),
      bare: async () => CALLS / (await bull.ask<number>('run', bare)),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<number>(contestants, { baseline: 'bare', of: (rate) => rate, progress });
    const lag = await events.lagAt(STEADY.perSecond, STEADY.seconds);
    const pace = `${STEADY.perSecond * ENDPOINTS} webhooks a second`;
    const fifth = { text: '≥ 0.2 ×', met: (ratio: number) => ratio >= 0.2 };
    const prompt = { text: '≤ 1,000 ms', met: (ms: number) => ms <= 1000 };
    const what = `${webhooks.what}; ${ENDPOINTS} endpoints, all published at once, beside Bull’s calls of it`;
    return [
      compared('P13', what, '/s', spreadOf(results.product!), spreadOf(results.bare!), fifth),
      absolute('P13', `${pace}: p50 from event to call`, 'ms', spreadOf([lag.p50])),
      absolute('P13', `${pace}: p99 from event to call`, 'ms', spreadOf([lag.p99]), prompt),
    ];
  },
};

function callsAt(receiver: CoProcess): Effects {
  return {
    each: ENDPOINTS,
    count: (_, first) => receiver.ask<number>('count', first),
    async waits(client, first) {
      const { rows } = await client.query<{ id: string; at: number }>(
        'SELECT id, extract(epoch FROM occurred_at)::float8 * 1000 AS at FROM platform.outbox WHERE id >= $1',
        [first],
      );
      const published = new Map(rows.map(({ id, at }) => [Number(id), at]));
      const arrivals = await receiver.ask<[event: number, at: number][]>('arrivals', first);
      return arrivals.map(([event, at]) => at - published.get(event)!);
    },
  };
}
