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
const PRICE = '29.99';

type Results = Record<'joins' | 'tickets' | 'one', LoadResult[]>;

/** P3: a thousand people who all want to join the same gathering, or a ticket of the same event. */
export const hotEvent: Benchmark = {
  id: 'P3',
  what: 'one hot event: 1,000 people at once, 50 connections',
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
      // The creator has a seat.
      await requireExactly(databaseUrl, id, Math.min(PEOPLE + 1, capacity), (result.statuses[200] ?? 0) + 1);
      await settled({ databaseUrl });
      return result;
    };
    const buy = async (capacity: number) => {
      const id = await ticketed(product.url, admin, capacity);
      const body = JSON.stringify({ event: id, number_of_tickets: 1 });
      const result = await ask(generator, product.url, '/api/v1/bookings', body, crowd);
      refuseOthers(result, [201, 409], 'tickets');
      await requireExactly(databaseUrl, id, Math.min(PEOPLE, capacity), result.statuses[201] ?? 0);
      await settled({ databaseUrl });
      return result;
    };
    const contestants = {
      joins: () => join(PEOPLE + 1),
      tickets: () => buy(PEOPLE),
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
    await buy(PEOPLE / 2);
    return figuresOf(results as Results);
  },
};

function figuresOf({ joins, tickets, one }: Results): Figure[] {
  return [
    ...figuresFor('joins of one gathering', joins, one),
    ...figuresFor('tickets of one priced event', tickets, one),
  ];
}

function figuresFor(what: string, runs: LoadResult[], one: LoadResult[]): Figure[] {
  const rates = (of: LoadResult[]) => spreadOf(of.map(rateOf));
  const p99 = (of: LoadResult[]) => spreadOf(of.map((run) => latenciesOf(run.milliseconds.once!).p99));
  const much = { text: '≥ 0.4 ×, none oversold', atLeast: 0.4 };
  const many = { text: '≥ 1,000/s', atLeast: 1_000 };
  return [
    compared(
      'P3',
      `${hotEvent.what}: ${what}, against the bare one statement`,
      '/s',
      rates(runs),
      rates(one),
      much,
    ),
    absolute('P3', what, '/s', rates(runs), many),
    absolute('P3', 'p99 of them', 'ms', p99(runs), undefined, p99(one)),
  ];
}

function ask(
  generator: CoProcess,
  url: string,
  path: string,
  body: string,
  people: Signed[],
): Promise<LoadResult> {
  const script = { kind: 'once', path, body, people } as const;
  return generator.ask<LoadResult>('run', { url, ...PACE, script } satisfies LoadOrder);
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

function gathering(url: string, creator: Signed, capacity: number): Promise<number> {
  return made(url, creator, { title: 'Hot', date: inDays(10), max_participants: capacity });
}

/** Everybody has to pay for their ticket: its booking holds it until then. */
async function ticketed(url: string, organizer: Signed, capacity: number): Promise<number> {
  const times = { start_date: inDays(10), end_date: inDays(11) };
  const id = await made(url, organizer, { title: 'Hot', max_attendees: capacity, price: PRICE, ...times });
  const answer = await as(organizer, url).post(`/api/v1/events/${id}/publish`);
  if (answer.status !== 200)
    throw new Error(`Publishing answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return id;
}

async function made(url: string, by: Signed, wish: object): Promise<number> {
  const { status, body } = await as(by, url).post('/api/v1/events', wish);
  if (status !== 201) throw new Error(`The event answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
}

function as(caller: Signed, url: string): Http {
  return new Http(url, { authorization: `Bearer ${caller.token}` });
}

/** What was acknowledged is in the database, and not one seat more than there are. */
async function requireExactly(
  databaseUrl: string,
  id: number,
  seats: number,
  acknowledged: number,
): Promise<void> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ taken: number; live: number }>(
      `SELECT o.taken, (SELECT coalesce(sum(b.quantity), 0)::int FROM booking.bookings b
         WHERE b.offer_id = o.id AND b.status IN ('pending', 'confirmed')) AS live
       FROM booking.offers o WHERE o.kind = 'event' AND o.ref_id = $1`,
      [id],
    ),
  );
  const { taken, live } = rows[0]!;
  if (taken !== seats || live !== seats || acknowledged !== seats)
    throw new Error(
      `${seats} seats, ${acknowledged} acknowledged, ${taken} taken, ${live} live: the event is oversold.`,
    );
}

/** Slots for the bare server that seat everybody. */
async function asManySeats(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query('UPDATE booking.offers SET capacity = $1', [PEOPLE + 1]),
  );
}

async function startBare(stage: Stage, databaseUrl: string): Promise<string> {
  await copyTables(databaseUrl);
  const bare = await stage.start('bare/bookings.ts');
  return bare.ask<string>('listen', { databaseUrl, poolSize: POOL_SIZE });
}
