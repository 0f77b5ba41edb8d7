import type pg from 'pg';

/** Names are quoted as SQL needs them. */
export interface CopiedTable {
  name: string;
  columns: string[];
}

/** Schemas that the migrations make; the job queue's is remade by itself, and its jobs by the sweeps. */
export const SCHEMAS = [
  ...['platform', 'identity', 'booking', 'payments', 'scheduling'],
  ...['collaboration', 'messaging', 'integrations', 'realtime'],
];
const QUEUE = 'graphile_worker';

const OURS = `n.nspname IN (${SCHEMAS.map((name) => `'${name}'`).join(', ')})`;

const OF_NOBODY_ELSE = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`;

export async function listTables(client: pg.Client): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, ARRAY(
       SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
         AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OURS} AND c.relkind = 'r' ORDER BY 1`,
  );
  return rows;
}

export async function readSequences(
  client: pg.Client,
): Promise<{ name: string; value: string; isCalled: boolean }[]> {
  const { rows: found } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OURS} AND c.relkind = 'S' ORDER BY 1`,
  );
  if (found.length === 0) return [];
  const { rows } = await client.query<{ name: string; value: string; isCalled: boolean }>(
    found
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, last_value::text AS value, is_called AS "isCalled" FROM ${name}`,
      )
      .join(' UNION ALL '),
  );
  return rows;
}

/** What the database holds: ours, and what others keep in it. */
export async function listContents(client: pg.Client): Promise<{ all: string[]; strange: string[] }> {
  const { rows } = await client.query<{ name: string; isOurs: boolean }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
       ${OURS} OR n.nspname = '${QUEUE}'
         OR (n.nspname = 'public' AND c.relname IN ('migrations', 'migrations_id_seq')) AS "isOurs"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_NOBODY_ELSE} ORDER BY 1 LIMIT 10000`,
  );
  return {
    all: rows.map(({ name }) => name),
    strange: rows.flatMap(({ name, isOurs }) => (isOurs ? [] : [name])),
  };
}

export async function dropOurs(client: pg.Client): Promise<void> {
  for (const schema of [...SCHEMAS, QUEUE]) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await client.query('DROP TABLE IF EXISTS public.migrations');
}

/** Foreign keys as they are, to be taken off while rows come in any order, and put on again. */
export async function takeOffForeignKeys(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT k.conrelid::regclass::text AS table, quote_ident(k.conname) AS name,
       pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype = 'f' AND ${OURS}`,
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return async () => {
    for (const { table, name, definition } of rows)
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  };
}
