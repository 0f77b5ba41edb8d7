import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Logger as GraphileLogger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { Config } from '../../config/config.js';

const CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 2_000;
const QUERY_TIMEOUT_MS = 5_000;

/** graphile-worker's tables in the product's own database, and the few connections that jobs need. */
@Injectable()
export class GraphileStore implements OnApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly pool: pg.Pool;
  private tables?: Promise<void>;

  /** graphile-worker's log; its complaints about an outage are told once, by `GraphileWorkers`. */
  readonly log = new GraphileLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') this.logger.debug(message);
  });

  constructor(private readonly config: Config) {
    this.pool = this.connect(CONNECTIONS, 'convoke-jobs');
  }

  connect(max: number, name: string, options?: string): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.config.databaseUrl,
      max,
      options,
      application_name: name,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    const ignore = () => undefined;
    pool.on('error', ignore);
    // Unheard, a connection that breaks in use would end the process; its query rejects anyway.
    pool.on('connect', (client) => client.on('error', ignore));
    return pool;
  }

  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    await this.ready();
    return (await this.pool.query(text, values)).rows as Row[];
  }

  ready(): Promise<void> {
    this.tables ??= runMigrations({ pgPool: this.pool, logger: this.log }).catch((error: unknown) => {
      this.tables = undefined;
      throw error;
    });
    return this.tables;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
