import { copyTables } from '../bare/tables.js';
import { eventually } from '../../support/eventually.js';
import type { CoProcess } from './co-process.js';
import { withClient } from './cluster.js';
import { seedPeople, type People } from './people.js';
import { seedSlots, type SlotRange } from './slots.js';
import { POOL_SIZE, type Stage } from './stage.js';
import type { LoadOrder, LoadResult } from '../load/order.js';
import type { Wish } from '../load/wishes.js';

const PEOPLE = 50;
const SLOTS = 400_000;

/** A database with people and free slots, and the same offers for the bare server; shared by benchmarks. */
export interface Ground {
  databaseUrl: string;
  people: People;
  /** The product's free slots. */
  slots: SlotRange;
  /** Those of the bare server: the same ones, used up on their own. */
  bareSlots: SlotRange;
}

export async function prepareGround(stage: Stage, progress: (text: string) => void): Promise<Ground> {
  progress(`preparing ${SLOTS.toLocaleString('en-US')} free slots and ${PEOPLE} people`);
  const databaseUrl = await stage.createDatabase();
  const slots = await seedSlots(databaseUrl, SLOTS);
  const product = await stage.convoke({ DATABASE_URL: databaseUrl });
  const people = await seedPeople(product.url, databaseUrl, PEOPLE);
  await product.stop();
  await copyTables(databaseUrl);
  await withClient(databaseUrl, (client) => client.query('CHECKPOINT'));
  return { databaseUrl, people, slots, bareSlots: slots.copy() };
}

const SETTLED_WITHIN_MS = 90_000;

/**
 * Waits until the product has done what earlier bookings left behind (events handed out and closed, audit rows
 * sealed), so that one measurement does not pay for another; refuses when it takes too long.
 */
export async function settled({ databaseUrl }: Pick<Ground, 'databaseUrl'>): Promise<void> {
  await withClient(databaseUrl, (client) =>
    eventually(
      async () => {
        const { rows } = await client.query<{ left: number }>(
          `SELECT (SELECT count(*) FROM platform.outbox WHERE done_at IS NULL)
             + (SELECT count(*) FROM platform.audit_log) - (SELECT count(*) FROM platform.audit_seals) AS left`,
        );
        if (Number(rows[0]!.left) > 0)
          throw new Error(`${rows[0]!.left} events and audit rows are still open.`);
      },
      SETTLED_WITHIN_MS,
      500,
    ),
  );
}

/** Starts the bare server on the ground's copied tables and answers its URL. */
export async function startBare(
  stage: Stage,
  { databaseUrl }: Ground,
): Promise<{ url: string; process: CoProcess }> {
  const process = await stage.start('bare/bookings.ts');
  return { process, url: await process.ask<string>('listen', { databaseUrl, poolSize: POOL_SIZE }) };
}

export type Pace = Pick<LoadOrder, 'connections' | 'seconds' | 'perSecond'>;

export interface Target {
  url: string;
  path: string;
  keyed: boolean;
  /** A slot where it does not say otherwise. */
  wish?: Wish;
}

/** Books places of `range` at `path`, each once; refuses a run in which anything but 201 was answered. */
export async function book(
  generator: CoProcess,
  target: Target,
  people: People,
  range: SlotRange,
  pace: Pace,
): Promise<LoadResult> {
  const { url, path, keyed, wish = { kind: 'slot' } } = target;
  const script = { kind: 'book', path, keyed, wish, people: people.attendees, ...range.ahead } as const;
  const result = await generator.ask<LoadResult>('run', { url, ...pace, script } satisfies LoadOrder);
  range.use(result.slotsUsed);
  refuseOthers(result, [201], `POST ${path}`);
  return result;
}

/** Throws when an answer had another status than those. */
export function refuseOthers({ statuses, firstRefusal }: LoadResult, expected: number[], what: string): void {
  const others = Object.entries(statuses).filter(([status]) => !expected.includes(Number(status)));
  if (others.length > 0)
    throw new Error(`${what} also answered ${JSON.stringify(Object.fromEntries(others))}: ${firstRefusal}`);
}
