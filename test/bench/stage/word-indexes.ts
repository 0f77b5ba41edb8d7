import type { withClient } from './cluster.js';

type Client = Parameters<Parameters<typeof withClient>[1]>[0];

/** Fills a table without its indexes of words and makes them afterwards: row by row they take the longest. */
export async function withoutWordIndexes<T>(client: Client, table: string, fill: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT schemaname || '.' || indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE schemaname || '.' || tablename = $1 AND indexdef LIKE '% USING gin %'`,
    [table],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  const filled = await fill();
  for (const { definition } of rows) await client.query(definition);
  return filled;
}
