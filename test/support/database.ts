import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { requireDeclaredPayloads } from './payload-check.js';

export const TEMPLATE = 'template_convoke';
const PATIENCE_MS = 60_000;

export interface TestDatabase {
  url: string;
  /** Throws where the outbox holds an event that is not what it declares. */
  drop(): Promise<void>;
}

/** A migrated database for one test file, copied from the run's template. Drop it in `afterAll`. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(`TEMPLATE ${TEMPLATE}`);
}

/** A database as an administrator hands it over: with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('');
}

async function create(source: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onCluster(`CREATE DATABASE ${name} ${source}`);
  const url = new URL(clusterUrl());
  url.pathname = `/${name}`;
  const drop = async () => {
    try {
      if (source) await onDatabase(url.href, requireDeclaredPayloads);
    } finally {
      await onCluster(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  };
  return { url: url.href, drop };
}

/**
 * The same database with time for a machine that has none: what the product refuses after seconds is the
 * subject of the tests that break the database, and a chance failure in all others.
 */
export function withTime(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('statement_timeout', String(PATIENCE_MS));
  url.searchParams.set('query_timeout', String(2 * PATIENCE_MS));
  return url.href;
}

async function onCluster(statement: string): Promise<void> {
  await onDatabase(clusterUrl(), (client) => client.query(statement));
}

async function onDatabase(
  connectionString: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function clusterUrl(): string {
  const url = process.env.TEST_CLUSTER_URL;
  if (!url) throw new Error('The test cluster is started by jest.config.mjs; run tests through jest.');
  return url;
}
