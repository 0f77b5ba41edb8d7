import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqlConnection } from '../support/sql.js';

/** Everything that every table holds, jobs and outbox among it, as text. */
export async function tables(db: SqlConnection): Promise<string[]> {
  const names = await db.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of names) {
    const rows = await db.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    texts.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return texts;
}

/** Files of the data folder but for the mails, whose readers are meant to read them. */
export async function files(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const kept = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith('mail'));
  return Promise.all(
    kept.map(async ({ parentPath, name }) => `${name}: ${await readFile(join(parentPath, name), 'utf8')}`),
  );
}
