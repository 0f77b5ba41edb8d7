import pg from 'pg';

const NO_SUCH_DATABASE = '3D000';

/** Proves that the server answers on this database, which is made if it is missing. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  try {
    await connectOnce(url, 'SELECT 1');
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error;
    const maintenance = new URL(url);
    maintenance.pathname = '/postgres';
    await connectOnce(maintenance.href, `CREATE DATABASE "${name}"`);
  }
}

async function connectOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a lost connection fails the statement; that is where it is reported
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}
