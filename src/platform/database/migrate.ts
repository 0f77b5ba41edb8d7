import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/all.js';
import { dataSourceOptions } from './data-source-options.js';

/** Advisory lock: one process migrates, the others wait. */
const MIGRATION_LOCK = 7_266_838;

const OLDEST = 18;

export class DatabaseTooOld extends Error {
  readonly expected = true;

  constructor(version: string) {
    super(`DATABASE_URL names a PostgreSQL ${version}: Convoke needs PostgreSQL ${OLDEST}.`);
  }
}

/** Migrates the database at `url`, once over all processes; returns what ran. Throws `DatabaseTooOld`. */
export async function migrate(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await requireVersion(guard);
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = new DataSource({
      ...dataSourceOptions(url, 2),
      extra: { application_name: 'convoke-migrations' },
      migrations,
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

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number,
       split_part(current_setting('server_version'), ' ', 1) AS version`,
  );
  const { number, version } = rows[0]!;
  if (number < OLDEST * 10_000) throw new DatabaseTooOld(version);
}
