import type { Database } from './database.js';

const PORTION = 1_000;

export interface Old {
  table: string;
  at: string;
  before: Date;
  where?: string;
}

/** Removes rows in portions, so that nobody waits long for them. Ends early when `signal` says so. */
export async function removeOld(
  db: Database,
  { table, at, before, where = 'true' }: Old,
  signal?: AbortSignal,
): Promise<void> {
  const remove = `
    DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM ${table} WHERE ${at} <= $before AND ${where} LIMIT ${PORTION} FOR UPDATE SKIP LOCKED))
    RETURNING 1`;
  while (!signal?.aborted && (await db.query(remove, { before })).length === PORTION);
}
