import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import type { LoadOrder, LoadResult, ScriptOrder, Signed } from '../load/order.js';
import { latenciesOf, spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { BUSY_DAYS, seedBusyHosts } from '../stage/bookables.js';
import { refuseOthers } from '../stage/ground.js';
import { seedPeople } from '../stage/people.js';
import { rateOf } from './p1-booking.js';

const DAYS = 30;
const SECONDS = 2;
const DAY_MS = 86_400_000;
/** Each asks for other days, so that no answer is known yet. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
].concat([
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Africa/Lagos',
  'Asia/Dubai',
  'Pacific/Auckland',
  'Asia/Kathmandu',
]);

/** P7 and P8: the free times of a host as a page asks for them: for the first time, again, and with the tag. */
export const slotsEndpoint: Benchmark = {
  id: 'P7',
  what: `free starts over HTTP, ${DAYS} days, 1,000 busy times`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const product = await stage.convoke({ DATABASE_URL: databaseUrl, RATE_LIMIT_PAGE: '100000000/hour' });
    const { attendees } = await seedPeople(product.url, databaseUrl, 1);
    const hosts = await seedBusyHosts(databaseUrl);
    const generator = await stage.generator();
    const bare = await stage.start('bare/nest.ts');

    const questions = hosts.flatMap((host) =>
      ZONES.flatMap((zone) => Array.from({ length: BUSY_DAYS - DAYS }, (_, n) => pathOf(host, zone, n))),
    );
    const known = pathOf(hosts[0]!, 'UTC', 0);
    const { tag, body } = await read(product.url + known, attendees[0]!);
    const bareUrl = await bare.ask<string>('listen', { body });
    const get = async (
      url: string,
      connections: number,
      script: Omit<Getting, 'kind' | 'people'>,
      status = 200,
    ) => {
      const order: LoadOrder = {
        url,
        connections,
        seconds: SECONDS,
        script: { kind: 'get', people: attendees, ...script },
      };
      const result = await generator.ask<LoadResult>('run', order);
      refuseOthers(result, [status], url);
      return result;
    };
    const contestants = {
      fresh: async () => {
        const result = await get(product.url, 10, { paths: questions });
        questions.splice(0, result.answered);
        return result;
      },
      kept: () => get(product.url, 50, { paths: [known] }),
      unchanged: () => get(product.url, 50, { paths: [known], ifNoneMatch: tag }, 304),
      nest: () => get(bareUrl, 50, { paths: ['/slots'] }),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<LoadResult>(contestants, { baseline: 'nest', of: rateOf, progress });
    const rates = (name: keyof typeof contestants) => spreadOf(results[name]!.map(rateOf));
    const p99 = spreadOf(results.fresh!.map((run) => latenciesOf(run.milliseconds.get!).p99));
    const half = { text: '≥ 0.5 ×', atLeast: 0.5 };
    const beside = 'against Nest on Express that answers the same body without a database';
    return [
      absolute('P7', `${slotsEndpoint.what}, never asked before, 10 connections`, '/s', rates('fresh'), {
        text: '≥ 1,000/s',
        atLeast: 1_000,
      }),
      absolute('P7', 'p99 of them', 'ms', p99, { text: '≤ 25 ms', atMost: 25 }),
      compared('P8', `known answers, 50 connections, ${beside}`, '/s', rates('kept'), rates('nest'), half),
      compared('P8', `304, 50 connections, ${beside}`, '/s', rates('unchanged'), rates('nest'), half),
    ];
  },
};

type Getting = Extract<ScriptOrder, { kind: 'get' }>;

function pathOf({ slug, type }: { slug: string; type: string }, zone: string, firstDay: number): string {
  const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  const [from, to] = [dayIn(firstDay + 2), dayIn(firstDay + 1 + DAYS)];
  const asked = new URLSearchParams({ start_date: from, end_date: to, timezone: zone });
  return `/api/v1/events/slots/${slug}/${type}?${asked.toString()}`;
}

async function read(url: string, { token }: Signed): Promise<{ tag: string; body: string }> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body = await answer.text();
  if (answer.status !== 200 || !body.includes('start_time'))
    throw new Error(`${url} answered ${answer.status}: ${body.slice(0, 500)}`);
  return { tag: answer.headers.get('etag')!, body };
}
