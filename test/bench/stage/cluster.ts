import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../../../src/platform/database/migrate.js';

const TEMPLATE = 'bench_template';

/** The PostgreSQL server of a run, with fsync on, and its databases, each a copy of a migrated one. */
export class Cluster {
  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'convoke-bench-'));
    const options = { dataDir: folder, log: () => undefined };
    const first = await startEmbeddedPostgres(options);
    // So that the moment of a commit can be read afterwards.
    await withClient(first.ownerUrl, (client) => client.query('ALTER SYSTEM SET track_commit_timestamp = on'));
    await first.stop();
    const cluster = new Cluster(await startEmbeddedPostgres(options), folder);
    await cluster.run('postgres', `CREATE DATABASE ${TEMPLATE}`);
    await migrate(cluster.urlOf(TEMPLATE));
    return cluster;
  }

  /** Answers the URL of a new, migrated, empty database. */
  async createDatabase(name: string): Promise<string> {
    await this.run('postgres', `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
    return this.urlOf(name);
  }

  async dropDatabase(name: string): Promise<void> {
    await this.run('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }

  /** The first of its processes. */
  get pid(): number {
    return Number(readFileSync(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async run(database: string, statement: string): Promise<void> {
    await withClient(this.urlOf(database), (client) => client.query(statement));
  }

  private urlOf(database: string): string {
    const url = new URL(this.server.ownerUrl);
    url.pathname = `/${database}`;
    return url.href;
  }
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
