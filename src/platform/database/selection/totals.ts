import type { SqlValues } from '../prepared-statement.js';
import type { Tx } from '../tx.js';

type Source = Pick<Tx, 'query'>;

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
export async function estimate(source: Source, key: string, sql: string, values: SqlValues): Promise<Count> {
  return remember(key, Math.max(EXACT_UP_TO + 1, await plannedRows(source, sql, values)));
}

/** Undefined where the planner thinks that all can be counted exactly. */
export async function guess(
  source: Source,
  key: string,
  sql: string,
  values: SqlValues,
): Promise<Count | undefined> {
  const rows = await plannedRows(source, sql, values);
  return rows > EXACT_UP_TO ? remember(key, rows) : undefined;
}

async function plannedRows(source: Source, sql: string, values: SqlValues): Promise<number> {
  const [row] = await source.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    values,
  );
  return Math.round(row!['QUERY PLAN'][0].Plan['Plan Rows']);
}

/** Counts all, and remembers that: for what the planner cannot judge. */
export async function countOnce(
  source: Source,
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
