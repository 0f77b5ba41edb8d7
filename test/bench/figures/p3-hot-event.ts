import { Http } from '../../support/http.js';
import { copyTables } from '../bare/tables.js';
import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import type { LoadOrder, LoadResult, Signed } from '../load/order.js';
import { latenciesOf, spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { withClient } from '../stage/cluster.js';
import type { CoProcess } from '../stage/co-process.js';
import { refuseOthers, settled } from '../stage/ground.js';
import { seedCrowd, seedPeople } from '../stage/people.js';
import { seedSlots } from '../stage/slots.js';
import { POOL_SIZE, type Stage } from '../stage/stage.js';
import { rateOf } from './p1-booking.js';

const PEOPLE = 1_000;
/** Rounds of both sets, and those to warm up. */
const BARE_EVENTS = 20;
/** Nobody's joins last so long; a round ends once everybody has asked. */
const PACE = { connections: 50, seconds: 60 };
const DAY_MS = 86_400_000;

/** P3: a thousand people who all want to join the same gathering. */
export const hotEvent: Benchmark = {
  id: 'P3',
  what: 'one hot event: 1,000 people join at once, 50 connections',
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const slots = await seedSlots(databaseUrl, BARE_EVENTS);
    const product = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { admin } = await seedPeople(product.url, databaseUrl, 1);
    const crowd = await seedCrowd(databaseUrl, admin, PEOPLE);
    await asManySeats(databaseUrl);
    const bareUrl = await startBare(stage, databaseUrl);
    const generator = await stage.generator();

    const join = async (capacity: number) => {
      const id = await gathering(product.url, admin, capacity);
      const result = await ask(generator, product.url, `/api/v1/events/${id}/join`, '{}', crowd);
      refuseOthers(result, [200, 400], 'join');
      await requireExactly(databaseUrl, id, Math.min(PEOPLE + 1, capacity), result);
      await settled({ databaseUrl });
      return result;
    };
    const contestants = {
      product: () => join(PEOPLE + 1),
      one: async () => {
        const body = JSON.stringify({ time_slot: slots.split(1).ahead.firstSlot });
        const result = await ask(generator, bareUrl, '/one', body, crowd);
        refuseOthers(result, [201], 'the bare statement');
        return result;
      },
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<LoadResult>(contestants, { baseline: 'one', of: rateOf, progress });
    await join(PEOPLE / 2);
    return figuresOf(results as Record<keyof typeof contestants, LoadResult[]>);
  },
};

function figuresOf({ product, one }: Record<'product' | 'one', LoadResult[]>): Figure[] {
  const rates = (runs: LoadResult[]) => spreadOf(runs.map(rateOf));
  const p99 = (runs: LoadResult[]) => spreadOf(runs.map((run) => latenciesOf(run.milliseconds.once!).p99));
  const much = { text: '≥ 0.4 ×, none oversold', met: (ratio: number) => ratio >= 0.4 };
  const many = { text: '≥ 1,000/s', met: (rate: number) => rate >= 1_000 };
  return [
    compared('P3', `${hotEvent.what}, against the bare one statement`, '/s', rates(product), rates(one), much),
    absolute('P3', 'joins of one gathering', '/s', rates(product), many),
    absolute('P3', 'p99 of them', 'ms', p99(product), undefined, p99(one)),
  ];
}

function ask(generator: CoProcess, url: string, path: string, body: string, people: Signed[]): Promise<LoadResult> {
  const script = { kind: 'once', path, body, people } as const;
  return generator.ask<LoadResult>('run', { url, ...PACE, script } satisfies LoadOrder);
}

async function gathering(url: string, creator: Signed, capacity: number): Promise<number> {
  const http = new Http(url, { authorization: `Bearer ${creator.token}` });
  const date = new Date(Date.now() + 10 * DAY_MS).toISOString();
  const { status, body } = await http.post('/api/v1/events', { title: 'Hot', date, max_participants: capacity });
  if (status !== 201) throw new Error(`The gathering answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
}

/** What was acknowledged is in the database, and not one seat more than there are. */
async function requireExactly(databaseUrl: string, id: number, seats: number, { statuses }: LoadResult): Promise<void> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ taken: number; live: number }>(
      `SELECT o.taken, (SELECT count(*)::int FROM booking.bookings b WHERE b.offer_id = o.id AND b.status = 'confirmed') AS live
       FROM booking.offers o WHERE o.kind = 'event' AND o.ref_id = $1`,
      [id],
    ),
  );
  const { taken, live } = rows[0]!;
  const joined = (statuses[200] ?? 0) + 1;
  if (taken !== seats || live !== seats || joined !== seats)
    throw new Error(`${seats} seats, ${joined} joined, ${taken} taken, ${live} bookings: the gathering is oversold.`);
}

/** Slots for the bare server that seat everybody. */
async function asManySeats(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query('UPDATE booking.offers SET capacity = $1', [PEOPLE + 1]));
}

async function startBare(stage: Stage, databaseUrl: string): Promise<string> {
  await copyTables(databaseUrl);
  const bare = await stage.start('bare/bookings.ts');
  return bare.ask<string>('listen', { databaseUrl, poolSize: POOL_SIZE });
}
