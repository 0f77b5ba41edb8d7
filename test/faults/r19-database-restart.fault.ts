import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { BookingLoad } from '../support/booking-load.js';
import { lossesOf, nothingLost } from '../support/delivery-check.js';
import { eventually } from '../support/eventually.js';
import { alternates, outagesTold } from '../support/outage-lines.js';
import { signUp, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, within, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { SqlConnection } from '../support/sql.js';

const RESTARTS = { quick: 1, full: 5 };
const CLIENTS = 8;
const SLOTS_PER_RESTART = 6_000;
const CALM_MS = 500;
const WORKING_WITHIN_MS = 5_000;

const proof: Proof = {
  id: 'R19',
  what: 'PostgreSQL restarted (immediate) under load: 503 with Retry-After, nothing lost, working again',
  isLong: true,
  async run(size, progress) {
    const dataDir = await mkdtemp(join(tmpdir(), 'convoke-postgres-'));
    const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    const product = await Product.start({ databaseUrl: postgres.ownerUrl, env: { LOG_LEVEL: 'warn' } });
    const db = new SqlConnection(postgres.ownerUrl);
    try {
      const people: Person[] = [];
      for (let i = 0; i < CLIENTS; i++) people.push(await signUp(product.http()));
      const slots = await plantSlots(db, RESTARTS[size] * SLOTS_PER_RESTART);
      const load = new BookingLoad(product.url, people, slots);
      const workingAfter: number[] = [];
      for (let restart = 1; restart <= RESTARTS[size]; restart++) {
        await pause(CALM_MS);
        const killedAt = performance.now();
        process.kill(postmasterOf(dataDir), 'SIGQUIT');
        workingAfter.push(await worksAgain(load, killedAt));
        progress(
          `${restart} of ${RESTARTS[size]} restarts, working after ${Math.round(workingAfter.at(-1)!)} ms`,
        );
      }
      await pause(CALM_MS);
      await load.stop();
      const losses = await lossesOf(db, load.acknowledged);
      const told = await outagesTold(product, 'The database is back');
      const others = load.refused.filter(({ status }) => status !== 503);
      const unmarked = load.refused.filter(
        ({ status, hasRetryAfter }) => status === 503 && !hasRetryAfter,
      ).length;
      const slowest = Math.round(Math.max(...workingAfter));
      return verdict(
        {
          restarts: RESTARTS[size],
          bookings_answered: load.acknowledged.length,
          status_503: load.count(503),
          status_503_without_retry_after: unmarked,
          other_refusals: describe(others.map(({ status, code }) => `${status} ${code}`)),
          ...(others.length > 0 && { last_logged: product.lines.slice(-3).join(' ').slice(0, 2_000) }),
          connections_dropped: load.unanswered,
          ...losses,
          working_again_ms_max: slowest,
          lines_of_the_outages: told.length,
        },
        {
          'nothing lost, nothing twice': nothingLost(losses),
          'only 503': others.every(({ code }) => code === 'IDEMPOTENCY_IN_PROGRESS'),
          'each with Retry-After': unmarked === 0,
          'every request answered': load.unanswered === 0,
          'two lines an outage': alternates(told, 'The database is away', 'The database is back'),
          'the outage was felt': load.count(503) > 0,
          'working again in time': slowest <= within(WORKING_WITHIN_MS, size),
        },
      );
    } finally {
      await product.dispose();
      await db.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/**
 * Waits for the first refusal after `since` and then for the first booking; answers how long it took in all.
 */
async function worksAgain(load: BookingLoad, since: number): Promise<number> {
  const outage = await eventually(() => {
    const refused = load.refused.find(({ at }) => at > since);
    if (!refused) throw new Error('Nobody noticed the restart.');
    return refused;
  });
  return eventually(() => {
    const booked = load.acknowledged.findLast(({ at }) => at > outage.at);
    if (!booked) throw new Error('Bookings did not come back.');
    return load.acknowledged.find(({ at }) => at > outage.at)!.at - since;
  }, 20_000);
}

function describe(texts: string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${count} × ${text}`).join(', ') || 'none';
}

export default proof;
