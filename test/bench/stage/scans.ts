import type { SentStatement } from '../../support/statements.js';
import { eventually } from '../../support/eventually.js';
import { withClient } from './cluster.js';

const LARGE = 10_000;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Schema?: string;
  Plans?: PlanNode[];
}

/**
 * Sequential scans of tables with more than 10,000 rows, once every process that was connected has gone and
 * left its counts; those of `before` taken off.
 */
export async function sequentialScans(
  databaseUrl: string,
  before: { table: string; scans: number }[] = [],
): Promise<{ table: string; scans: number }[]> {
  return withClient(databaseUrl, async (client) => {
    await eventually(async () => {
      const { rowCount } = await client.query(
        'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      if (rowCount! > 0) throw new Error(`${rowCount} others are still connected.`);
    });
    const { rows } = await client.query<{ table: string; scans: number }>(
      `SELECT relid::regclass::text AS table, seq_scan::int AS scans FROM pg_stat_user_tables
        WHERE n_live_tup > $1`,
      [LARGE],
    );
    const earlier = new Map(before.map(({ table, scans }) => [table, scans]));
    const since = rows.map(({ table, scans }) => ({ table, scans: scans - (earlier.get(table) ?? 0) }));
    return before.length > 0 ? since.filter(({ scans }) => scans > 0) : since;
  });
}

/** The large tables that the plans of these statements, with these values, read from end to end. */
export async function plannedScans(databaseUrl: string, statements: SentStatement[]): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows: large } = await client.query<{ name: string }>(
      'SELECT relname AS name FROM pg_class WHERE relkind = $1 AND reltuples > $2',
      ['r', LARGE],
    );
    const names = new Set(large.map(({ name }) => name));
    const found = new Set<string>();
    for (const { text, values } of statements) {
      if (text.startsWith('EXPLAIN')) continue;
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        values,
      );
      for (const node of nodesOf(rows[0]!['QUERY PLAN'][0].Plan)) {
        const table = node['Relation Name'];
        if (node['Node Type'] === 'Seq Scan' && table && names.has(table)) found.add(table);
      }
    }
    return [...found];
  });
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
