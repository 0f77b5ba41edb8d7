import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/all.js';
import { dataSourceOptions } from './data-source-options.js';

/** Advisory lock: one process migrates, the others wait. */
const MIGRATION_LOCK = 7_266_838;

/** Migrates the database at `url` to the newest version, once over all processes; returns what ran. */
export async function migrate(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
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
