import pg from 'pg';
import { JobQueue } from '../../src/platform/engine/ports/job-queue.js';
import { engineContract } from '../contract/engine.contract.js';
import { ProbeJobs, startEngine } from '../contract/probe-jobs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

engineContract('embedded', async () => {
  const database = await createTestDatabase();
  return { env: { DATABASE_URL: database.url }, shared: false, close: () => database.drop() };
});

describe('the embedded engine and its database', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(() => database.drop());

  test('goes on by itself when the database was away', async () => {
    const engine = await startEngine({ DATABASE_URL: database.url });
    const [jobs, probe] = [engine.get(JobQueue), engine.get(ProbeJobs)];
    try {
      await jobs.add('probe.echo', { number: 1 });
      await eventually(() => expect(probe.runs.echo).toHaveLength(1));

      await cutOff(database.url);
      await expect(jobs.add('probe.echo', { number: 2 })).rejects.toThrow();
      await allowAgain(database.url);

      await eventually(() => jobs.add('probe.echo', { number: 3 }));
      await eventually(() => expect(probe.runs.echo!.at(-1)!.payload).toEqual({ number: 3 }));
    } finally {
      await engine.close();
    }
  });
});

/** Ends all connections to the database and lets no new ones in. */
async function cutOff(url: string): Promise<void> {
  await onServer(url, async (client, name) => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  });
}

async function allowAgain(url: string): Promise<void> {
  await onServer(url, async (client, name) => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  });
}

async function onServer(
  url: string,
  work: (client: pg.Client, database: string) => Promise<void>,
): Promise<void> {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await work(client, name);
  } finally {
    await client.end();
  }
}
