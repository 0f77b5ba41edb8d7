import type { Tx } from '../database/tx.js';

export const EXACT_UP_TO = 10_000;
const ESTIMATE_AGE_MS = 60_000;
const MAX_REMEMBERED = 1_000;

export interface Count {
  total: number;
  /** False when `total` is the planner's estimate, up to a minute old. */
  exact: boolean;
}

interface Estimate {
  total: number;
  madeAt: number;
}

const estimates = new Map<string, Estimate>();

/**
 * How many rows `sql` (a SELECT without LIMIT) has: counted up to 10,000, and estimated beyond that, so that a
 * list's answer does not grow slower with the table.
 */
export async function countUpTo(source: Pick<Tx, 'query'>, sql: string, params: unknown[] = []): Promise<Count> {
  const key = `${sql}\n${JSON.stringify(params)}`;
  const known = knownEstimate(key);
  if (known) return known;
  const [row] = await source.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (${sql} LIMIT ${EXACT_UP_TO + 1}) counted`,
    params,
  );
  if (row!.n <= EXACT_UP_TO) return { total: row!.n, exact: true };
  return estimate(source, key, sql, params);
}

/** What was estimated under this key within the last minute; for a list that counts in the statement of its page. */
export function knownEstimate(key: string): Count | undefined {
  const known = estimates.get(key);
  if (!known || performance.now() - known.madeAt >= ESTIMATE_AGE_MS) return undefined;
  return { total: known.total, exact: false };
}

/** Asks the planner, and keeps its answer under `key`; never less than what is counted exactly. */
export async function estimate(source: Pick<Tx, 'query'>, key: string, sql: string, params: unknown[]): Promise<Count> {
  const [row] = await source.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    params,
  );
  const total = Math.max(EXACT_UP_TO + 1, Math.round(row!['QUERY PLAN'][0].Plan['Plan Rows']));
  if (estimates.size >= MAX_REMEMBERED) estimates.delete(estimates.keys().next().value!);
  estimates.set(key, { total, madeAt: performance.now() });
  return { total, exact: false };
}
