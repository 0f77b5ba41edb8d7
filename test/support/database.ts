import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const TEMPLATE = 'template_convoke';

export interface TestDatabase {
  url: string;
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
  return { url: url.href, drop: () => onCluster(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function clusterUrl(): string {
  const url = process.env.TEST_CLUSTER_URL;
  if (!url) throw new Error('The test cluster is started by jest.config.mjs; run tests through jest.');
  return url;
}
