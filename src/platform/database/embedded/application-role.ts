import pg from 'pg';

/** The product works as this role: it owns no table of ours, so it can only add where changes are refused. */
export const APPLICATION = 'convoke_app';
const NO_SUCH_DATABASE = '3D000';

/** Proves that the server answers, and makes the database and the role where they are missing. */
export async function prepareDatabase(ownerUrl: string, name: string, password: string): Promise<void> {
  const statement = `
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION}') THEN
        CREATE ROLE ${APPLICATION};
      END IF;
    END $$;
    ALTER ROLE ${APPLICATION} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      PASSWORD '${password}'`;
  try {
    await runOnce(ownerUrl, statement);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error;
    const maintenance = new URL(ownerUrl);
    maintenance.pathname = '/postgres';
    await runOnce(maintenance.href, `CREATE DATABASE "${name}"`);
    await runOnce(ownerUrl, statement);
  }
}

/** The job queue's tables become the role's own: row security shows them to their owner alone. */
export async function openToApplication(ownerUrl: string): Promise<void> {
  await runOnce(ownerUrl, GRANTS);
}

const GRANTS = `
  DO $$ DECLARE item text; BEGIN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO ${APPLICATION}', current_database());
    FOR item IN SELECT quote_ident(nspname) FROM pg_namespace
      WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public', 'graphile_worker')
    LOOP
      EXECUTE format('GRANT USAGE ON SCHEMA %s TO ${APPLICATION}', item);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO ${APPLICATION}', item);
      EXECUTE format('GRANT ALL ON ALL SEQUENCES IN SCHEMA %s TO ${APPLICATION}', item);
    END LOOP;

    FOR item IN SELECT DISTINCT t.tgrelid::regclass::text FROM pg_trigger t
      JOIN pg_proc f ON f.oid = t.tgfoid WHERE f.proname = 'refuse_change'
    LOOP
      EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM ${APPLICATION}', item);
    END LOOP;

    -- A database of before there was this role.
    FOR item IN
      SELECT format('SCHEMA %I', nspname) FROM pg_namespace
      WHERE nspname = 'graphile_worker' AND nspowner <> '${APPLICATION}'::regrole
      UNION ALL
      SELECT format('%s %s', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END,
        c.oid::regclass)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'graphile_worker' AND c.relkind IN ('r', 'v', 'c')
        AND c.relowner <> '${APPLICATION}'::regrole
      UNION ALL
      SELECT format('FUNCTION %s', p.oid::regprocedure)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'graphile_worker' AND p.proowner <> '${APPLICATION}'::regrole
    LOOP
      EXECUTE format('ALTER %s OWNER TO ${APPLICATION}', item);
    END LOOP;
  END $$`;

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a lost connection fails the statement; that is where it is reported
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}
