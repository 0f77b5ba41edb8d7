import { eventually } from './eventually.js';
import type { Sql } from './people.js';

/** Returns as soon as so many statements wait for locks that others hold. */
export async function somebodyWaits({ db }: { db: Sql }, statements = 1): Promise<void> {
  const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually(async () => {
    if ((await db.query(sql)).length < statements) throw new Error('Nobody waits for a lock.');
  });
}
