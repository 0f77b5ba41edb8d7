import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/all.js';
import { dataSourceOptions } from './data-source-options.js';

/** Advisory lock: one process migrates, the others wait. */
const MIGRATION_LOCK = 7_266_838;

export const OLDEST = 18;

export class DatabaseTooOld extends Error {
  readonly expected = true;

  constructor(version: string) {
    super(`DATABASE_URL names a PostgreSQL ${version}: Convoke needs PostgreSQL ${OLDEST}.`);
  }
}

export class DatabaseTooNew extends Error {
  readonly expected = true;

  constructor(unknown: string) {
    super(
      `The database was migrated by a newer build of Convoke (${unknown}): ` +
        'start that build, or restore a backup.',
    );
  }
}

/** Migrates (only by `only`), once over all processes; returns what ran. Refuses what is too old or too new. */
export async function migrate(url: string, only?: readonly string[]): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await requireVersion(guard);
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const { unknown } = await compareMigrations(guard);
    if (unknown[0]) throw new DatabaseTooNew(unknown[0]);
    const dataSource = new DataSource({
      ...dataSourceOptions(url, 2),
      extra: { application_name: 'convoke-migrations' },
      migrations: migrations.filter(({ name }) => only?.includes(name) ?? true),
      migrationsTableName: 'migrations',
    } as ConstructorParameters<typeof DataSource>[0]);
    await dataSource.initialize();
    try {
      const ran = await dataSource.runMigrations({ transaction: 'each' });
      return ran.map((migration) => migration.name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await guard.end();
  }
}

export async function compareMigrations(
  client: Pick<pg.Client, 'query'>,
): Promise<{ unknown: string[]; pending: string[] }> {
  const known = migrations.map(({ name }) => name);
  const { rows: tables } = await client.query<{ name: string | null }>(
    `SELECT to_regclass('migrations') AS name`,
  );
  if (!tables[0]?.name) return { unknown: [], pending: known };
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id LIMIT 10000');
  const ran = rows.map(({ name }) => name);
  return {
    unknown: ran.filter((name) => !known.includes(name)),
    pending: known.filter((name) => !ran.includes(name)),
  };
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number,
       split_part(current_setting('server_version'), ' ', 1) AS version`,
  );
  const { number, version } = rows[0]!;
  if (number < OLDEST * 10_000) throw new DatabaseTooOld(version);
}
