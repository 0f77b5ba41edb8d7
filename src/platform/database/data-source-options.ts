import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';
import { isDatabaseUnavailable } from './sqlstate.js';

const INT8 = 20;
const CONNECT_WITHIN_MS = 4_000;
/** What takes longer is ended by the server, before a request or a job gives up waiting for it. */
const STATEMENT_WITHIN_MS = 3_800;
const ANSWER_WITHIN_MS = 4_500;
/** A client that gave up takes its statement with it. */
const CLIENT_CHECKED = `SET client_connection_check_interval = '500ms'`;

const BOUNDS = {
  connectionTimeoutMillis: CONNECT_WITHIN_MS,
  query_timeout: ANSWER_WITHIN_MS,
  statement_timeout: STATEMENT_WITHIN_MS,
  idle_in_transaction_session_timeout: 2 * ANSWER_WITHIN_MS,
  keepAlive: true,
  application_name: 'convoke',
  onConnect: endWithClient,
};

// Identifiers and counts stay below 2^53, so a bigint column is a number here.
pg.types.setTypeParser(INT8, Number);

/** How every process talks to PostgreSQL: with a limit on everything. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    synchronize: false,
    installExtensions: false,
    namingStrategy: new SnakeNamingStrategy(),
    parseInt8: true,
    extra: { ...BOUNDS },
  };
}

export function replicaPool(connectionString: string, poolSize: number): pg.Pool {
  return new pg.Pool({ connectionString, max: poolSize, ...BOUNDS });
}

/** Where the server's system cannot tell that a client is gone, statements end by their time-out alone. */
async function endWithClient(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(CLIENT_CHECKED);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
  }
}
