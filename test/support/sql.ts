import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Sql } from './people.js';

const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

/** A test's own way to a product's database: what it finds there does not pass through the product. */
export class SqlConnection implements Sql {
  private readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    // A server that is restarted on purpose ends idle connections.
    this.pool.on('error', () => undefined);
  }

  async query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, values)).rows as Row[];
  }

  /** The first row's only column. */
  async value<T = number>(sql: string, values: unknown[] = []): Promise<T> {
    const [row] = await this.query<Record<string, T>>(sql, values);
    return Object.values(row!)[0]!;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

/** Where the PostgreSQL listens that a product keeps in its data folder, as who owns it. */
export function embeddedUrl(dataDir: string): string {
  const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim();
  const folder = encodeURIComponent(realpathSync(join(dataDir, 'postgres')));
  return `postgres://convoke:${password}@${folder}:5432/convoke`;
}
