import { absolute, compared, notRun, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { seedPeople } from '../stage/people.js';
import { Relay } from '../stage/relay.js';
import { seedSlots } from '../stage/slots.js';
import { Http } from '../../support/http.js';

const EVENTS = 10_000;
const STEADY = { perSecond: 500, seconds: 20 };
/** As many jobs at a time as the product's deliveries have. */
const CONCURRENCY = 4;

/** P13: how fast events that are in the outbox take effect in their listeners, through Bull. */
export const relay: Benchmark = {
  id: 'P13',
  what: `${EVENTS.toLocaleString('en-US')} events: outbox → Bull → effect`,
  async run(stage, progress): Promise<Figure[]> {
    const redis = await stage.redis();
    if (!redis) return [notRun('P13', relay.what, 'there is no redis-server on the PATH')];
    const databaseUrl = await stage.createDatabase();
    const slots = await seedSlots(databaseUrl, 10);
    const product = await stage.convoke({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url });
    const { attendees } = await seedPeople(product.url, databaseUrl, 1);
    const bull = await stage.start('bare/bull.ts');

    const http = new Http(product.url, { authorization: `Bearer ${attendees[0]!.token}` });
    const booked = await http.post('/api/v1/bookings', { time_slot: slots.ahead.firstSlot });
    if (booked.status !== 201) throw new Error(`The booking answered ${booked.status}.`);
    const events = await Relay.of(databaseUrl, 'booking.confirmed');
    progress(`listeners: ${events.listeners.join(', ')}`);

    const jobs = EVENTS * events.listeners.length;
    const contestants = {
      product: async () => jobs / (await events.publishAndWait(EVENTS)),
      bare: async () =>
        jobs / (await bull.ask<number>('run', { redisUrl: redis.url, jobs, concurrency: CONCURRENCY })),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<number>(contestants, { baseline: 'bare', of: (rate) => rate, progress });
    const lag = await events.lagAt(STEADY.perSecond, STEADY.seconds);
    const pace = `${EVENTS.toLocaleString('en-US')} events at ${STEADY.perSecond}/s`;
    const fifth = { text: '≥ 0.2 ×', atLeast: 0.2 };
    const prompt = { text: '≤ 1,000 ms', atMost: 1000 };
    const what = `${relay.what} of ${events.listeners.join(', ')}; all published at once`;
    return [
      compared('P13', what, '/s', spreadOf(results.product!), spreadOf(results.bare!), fifth),
      absolute('P13', `${pace}: p50 from event to committed effect`, 'ms', spreadOf([lag.p50])),
      absolute('P13', `${pace}: p99 from event to committed effect`, 'ms', spreadOf([lag.p99]), prompt),
    ];
  },
};
