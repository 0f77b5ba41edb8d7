import { setTimeout as pause } from 'node:timers/promises';
import { Http } from '../../support/http.js';
import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import { REFUSED, type LoadResult } from '../load/order.js';
import { quantile, spreadOf } from '../measuring/percentiles.js';
import { settled } from '../stage/ground.js';
import { CALENDAR } from './p11-fan-out.js';

const CALM = { connections: 50, seconds: 5 };
const TIMES = 3;
const STORM = { connections: 4_000, seconds: 30 };
const SOCKETS = 100;
const AGAIN_WITHIN_MS = 100;
const GIVEN_UP_AFTER_MS = 30_000;
const MAY_BE_SAID = ['201', '429', '503'];

/** P15: three times what the product can take: how much of it is served, and what becomes of the rest. */
export const overload: Benchmark = {
  id: 'P15',
  what: `bookings at ${TIMES} times the capacity, open loop, ${STORM.seconds} s`,
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const { slots, people } = ground;
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    const generator = await stage.generator();
    const tokens = people.attendees.map(({ token }) => token);
    const audience = await stage.start('load/audience.ts');
    await audience.ask('connect', { url: product.url, path: CALENDAR, tokens, count: SOCKETS });
    const load = async (pace: object) => {
      const script = {
        ...{ kind: 'book', path: '/api/v1/bookings', wish: { kind: 'slot' }, keyed: true },
        ...{ people: people.attendees, ...slots.ahead },
      };
      const result = await generator.ask<LoadResult>('run', { url: product.url, ...pace, script });
      slots.use(result.slotsUsed);
      return result;
    };
    const served = ({ statuses, seconds }: LoadResult) => (statuses[201] ?? 0) / seconds;
    await load(CALM);
    const most = served(await load(CALM));
    progress(`${Math.round(most)}/s at most`);
    const storm = await load({ ...STORM, perSecond: Math.round(most * TIMES) });
    const stormEndedAt = performance.now();
    progress(`answers: ${JSON.stringify(storm.statuses)}`);

    const http = new Http(product.url, { authorization: `Bearer ${tokens[0]}` });
    for (let tookMs = Infinity; tookMs > AGAIN_WITHIN_MS; await pause(20)) {
      const askedAt = performance.now();
      if (askedAt - stormEndedAt > GIVEN_UP_AFTER_MS) throw new Error('The product did not recover.');
      const { status } = await http.post('/api/v1/bookings', { time_slot: slots.split(1).ahead.firstSlot });
      if (status === 201) tookMs = performance.now() - askedAt;
    }
    const recovered = (performance.now() - stormEndedAt) / 1_000;
    const listening = await audience.ask<number>('listening');
    const refused = (storm.milliseconds[REFUSED] ?? []).sort((a, b) => a - b);
    const others = Object.entries(storm.statuses).filter(([status]) => !MAY_BE_SAID.includes(status));
    const strange = others.reduce((sum, [, count]) => sum + count, 0);
    const once = (value: number) => spreadOf([value]);
    return [
      compared(
        'P15',
        `served of ${overload.what}, against the most without it`,
        '/s',
        once(served(storm)),
        once(most),
        {
          text: '≥ 0.8 ×',
          atLeast: 0.8,
        },
      ),
      absolute(
        'P15',
        'p99 of the refusals (429 and 503)',
        'ms',
        once(refused.length ? quantile(refused, 0.99) : 0),
        {
          text: '≤ 100 ms',
          atMost: 100,
        },
      ),
      absolute('P15', 'answers that are neither, or none', '', once(strange), { text: '0', atMost: 0 }),
      absolute('P15', 'until a booking takes less than 100 ms again', 's', once(recovered), {
        text: '≤ 5 s',
        atMost: 5,
      }),
      absolute('P15', `sockets alive of ${SOCKETS}`, '', once(listening), { text: 'all', atLeast: SOCKETS }),
    ];
  },
};
