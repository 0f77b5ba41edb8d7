import type { Database } from '../../src/platform/database/database.js';
import type { SqlValues } from '../../src/platform/database/prepared-statement.js';
import { eventually } from './eventually.js';
import type { Sql } from './people.js';

/** Returns as soon as so many statements wait for locks that others hold. */
export async function somebodyWaits({ db }: { db: Sql }, statements = 1): Promise<void> {
  const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually(async () => {
    if ((await db.query(sql)).length < statements) throw new Error('Nobody waits for a lock.');
  });
}

/**
 * Holds the rows that `lock` locks until two statements of `work` wait for them: each of them has read what was
 * there before the other one.
 */
export async function met<T>(
  here: { db: Database },
  lock: string,
  values: SqlValues,
  work: () => Promise<T>,
): Promise<T> {
  const { working } = await here.db.transaction(async (tx) => {
    await tx.query(lock, values);
    const working = work();
    await Promise.race([somebodyWaits(here, 2), working]);
    return { working };
  });
  return working;
}
