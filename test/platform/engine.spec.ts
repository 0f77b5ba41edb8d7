import pg from 'pg';
import { JobWorkers } from '../../src/platform/engine/jobs/job-workers.js';
import { JobQueue } from '../../src/platform/engine/ports/job-queue.js';
import { engineContract } from '../contract/engine.contract.js';
import { ProbeJobs, startEngine } from '../contract/probe-jobs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { SqlConnection } from '../support/sql.js';

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

  test('takes jobs, too, where its first look for them failed', async () => {
    await (await startEngine({ DATABASE_URL: database.url })).close();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(FAIL_THE_FIRST_LOOK);
    const engine = await startEngine({ DATABASE_URL: database.url });
    try {
      await eventually(async () => {
        const { rows } = await client.query('SELECT is_called FROM looks');
        expect(rows).toEqual([{ is_called: true }]);
      });
      await engine.get(JobQueue).add('probe.echo', { number: 1 });
      await eventually(() => expect(engine.get(ProbeJobs).runs.echo).toHaveLength(1));
    } finally {
      await engine.close();
      await client.end();
    }
  });

  test('stops without a word where the last look for a job fails', async () => {
    await (await startEngine({ DATABASE_URL: database.url })).close();
    const printed = jest.spyOn(console, 'trace').mockImplementation();
    const db = new SqlConnection(database.url);
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE graphile_worker._private_jobs');
    const engine = await startEngine({ DATABASE_URL: database.url });
    try {
      await eventually(async () => expect(await db.query(LOOKS_UNDER_WAY)).toHaveLength(1));
      const stopped = engine.get(JobWorkers).stop(10_000);
      expect(await db.query(`SELECT pg_cancel_backend(pid) FROM (${LOOKS_UNDER_WAY}) AS looks`)).toHaveLength(
        1,
      );
      await holder.query('ROLLBACK');
      await stopped;
      expect(printed).not.toHaveBeenCalled();
    } finally {
      printed.mockRestore();
      await holder.end();
      await engine.close();
      await db.close();
    }
  });
});

const LOOKS_UNDER_WAY = `
  SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    AND application_name = 'convoke-workers' AND query LIKE '%locked_by = $1::text%'`;

/** Workers ask for the ids of their tasks first, and add those that are new. */
const FAIL_THE_FIRST_LOOK = `
  CREATE SEQUENCE looks;
  CREATE FUNCTION fail_the_first_look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('looks') = 1 THEN RAISE EXCEPTION 'Not now.'; END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER fail_the_first_look AFTER INSERT ON graphile_worker._private_tasks
    FOR EACH STATEMENT EXECUTE FUNCTION fail_the_first_look();`;

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
