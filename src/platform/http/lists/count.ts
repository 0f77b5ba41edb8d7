import type { SqlValues } from '../../database/prepared-statement.js';
import type { Tx } from '../../database/tx.js';

export const EXACT_UP_TO = 10_000;
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1_000;

export interface Count {
  total: number;
  /** False when `total` is the planner's estimate, or a count, up to a minute old. */
  exact: boolean;
}

const totals = new Map<string, { total: number; knownSince: number }>();

/** Counts the rows of `sql` (a SELECT without LIMIT) up to 10,000, and estimates beyond. */
export async function countUpTo(
  source: Pick<Tx, 'query'>,
  sql: string,
  params: SqlValues = [],
): Promise<Count> {
  const key = countKey(sql, params);
  const known = knownTotal(key);
  if (known) return known;
  const [row] = await source.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (${sql} LIMIT ${EXACT_UP_TO + 1}) counted`,
    params,
  );
  if (row!.n <= EXACT_UP_TO) return { total: row!.n, exact: true };
  return estimate(source, key, sql, params);
}

export function countKey(sql: string, params: SqlValues): string {
  return `${sql}\n${JSON.stringify(params)}`;
}

/** A total remembered within the last minute. */
export function knownTotal(key: string): Count | undefined {
  const known = totals.get(key);
  if (!known || performance.now() - known.knownSince >= REMEMBERED_MS) return undefined;
  return { total: known.total, exact: false };
}

/** Remembers for a minute a total beyond what is counted exactly. */
export function rememberTotal(key: string, total: number): Count {
  if (totals.size >= MAX_REMEMBERED) totals.delete(totals.keys().next().value!);
  totals.set(key, { total, knownSince: performance.now() });
  return { total, exact: false };
}

/** Asks the planner; never less than what is counted exactly. */
export async function estimate(
  source: Pick<Tx, 'query'>,
  key: string,
  sql: string,
  params: SqlValues,
): Promise<Count> {
  const [row] = await source.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    params,
  );
  const total = Math.max(EXACT_UP_TO + 1, Math.round(row!['QUERY PLAN'][0].Plan['Plan Rows']));
  return rememberTotal(key, total);
}
