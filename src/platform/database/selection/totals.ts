import type { SqlValues } from '../prepared-statement.js';
import type { Tx } from '../tx.js';

export const EXACT_UP_TO = 10_000;
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1_000;

export interface Count {
  total: number;
  /** False when `total` is the planner's estimate, up to a minute old. */
  exact: boolean;
}

const totals = new Map<string, { total: number; knownSince: number }>();

export function knownTotal(key: string): Count | undefined {
  const known = totals.get(key);
  if (!known || performance.now() - known.knownSince >= REMEMBERED_MS) return undefined;
  return { total: known.total, exact: false };
}

/** Asks the planner and remembers the answer; never less than what is counted exactly. */
export async function estimate(
  source: Pick<Tx, 'query'>,
  key: string,
  sql: string,
  values: SqlValues,
): Promise<Count> {
  const [row] = await source.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    values,
  );
  const total = Math.max(EXACT_UP_TO + 1, Math.round(row!['QUERY PLAN'][0].Plan['Plan Rows']));
  return remember(key, total);
}

/** Counts all, and remembers that: for what the planner cannot judge. */
export async function countOnce(
  source: Pick<Tx, 'query'>,
  key: string,
  matching: string,
  values: SqlValues,
): Promise<Count> {
  const [row] = await source.query<{ total: number }>(`SELECT count(*)::int AS total ${matching}`, values);
  return remember(key, row!.total);
}

function remember(key: string, total: number): Count {
  if (totals.size >= MAX_REMEMBERED) totals.delete(totals.keys().next().value!);
  totals.set(key, { total, knownSince: performance.now() });
  return { total, exact: false };
}
