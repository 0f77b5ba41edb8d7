import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';
import { isDatabaseUnavailable } from './sqlstate.js';

const INT8 = 20;
const DATE = 1082;
const CONNECT_TIMEOUT_MS = 4_000;
/** What takes longer is ended by the server, before a request or a job gives up waiting for it. */
const STATEMENT_TIMEOUT_MS = 3_800;
const QUERY_TIMEOUT_MS = 4_500;
/** A client that gave up takes its statement with it. */
const CHECK_CLIENT = `SET client_connection_check_interval = '500ms'`;

const LIMITS = {
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  query_timeout: QUERY_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  idle_in_transaction_session_timeout: 2 * QUERY_TIMEOUT_MS,
  keepAlive: true,
  application_name: 'convoke',
  onConnect: checkClientConnection,
};

// Identifiers and counts stay below 2^53, so a bigint column is a number here. A date is no instant.
pg.types.setTypeParser(INT8, Number);
pg.types.setTypeParser(DATE, String);

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
    extra: { ...LIMITS },
  };
}

export function replicaPool(connectionString: string, poolSize: number): pg.Pool {
  return new pg.Pool({ connectionString, max: poolSize, ...LIMITS });
}

/** Where the server's system cannot tell that a client is gone, statements end by their time-out alone. */
async function checkClientConnection(client: pg.ClientBase): Promise<void> {
  try {
    await client.query(CHECK_CLIENT);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
  }
}
