import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { requireDeclaredPayloads } from './payload-check.js';

export const TEMPLATE = 'template_convoke';

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
