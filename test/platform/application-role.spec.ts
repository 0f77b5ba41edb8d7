import { mkdtemp, rm } from 'node:fs/promises';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { SqlConnection } from '../support/sql.js';

const APPEND_ONLY = ['payments.postings', 'payments.transfers', 'platform.audit_log', 'platform.audit_seals'];
const ADD = `INSERT INTO platform.audit_log (action, subject_type) VALUES ('test.done', 'test')`;

describe('the role that the product works as, on its own PostgreSQL', () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  let application: SqlConnection;
  let owner: SqlConnection;
  const refused = { code: '42501' };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'convoke-role-'));
    chmodSync(dataDir, 0o755);
    postgres = await startEmbeddedPostgres({ dataDir, durable: false, log: () => undefined });
    application = new SqlConnection(postgres.url);
    owner = new SqlConnection(postgres.ownerUrl);
    await migrate(postgres.ownerUrl);
    // As a version made it that knew one role only.
    await runMigrations({ connectionString: postgres.ownerUrl });
    await postgres.openToApplication();
  });
  afterAll(async () => {
    await application.close();
    await owner.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is no superuser, and neither owns a table nor makes roles or databases', async () => {
    const [role] = await application.query(
      `SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles
       WHERE rolname = current_user`,
    );
    expect(Object.values(role as object)).toEqual([false, false, false, false, false]);
    const owned = await application.value(
      `SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
         AND n.nspname NOT IN ('graphile_worker', 'pg_toast')`,
    );
    expect(owned).toBe(0);
  });

  it.each(APPEND_ONLY)('adds to %s and changes nothing there, triggers or not', async (table) => {
    const rights = await application.value<string[]>(
      `SELECT array_agg(r ORDER BY r) FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) r
       WHERE has_table_privilege($1, r)`,
      [table],
    );
    expect(rights).toEqual(['INSERT', 'SELECT']);
    for (const statement of [
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
      `DROP TABLE ${table} CASCADE`,
    ])
      await expect(application.query(statement)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|23514|23000)$/),
      });
  });

  it('writes to the audit trail, and finds no way around its triggers', async () => {
    await application.query(ADD);
    expect(await application.value('SELECT count(*) FROM platform.audit_log')).toBe(1);
    for (const statement of [
      `UPDATE platform.audit_log SET actor_id = 1`,
      `SET session_replication_role = replica`,
      `CREATE OR REPLACE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'`,
      `DROP SCHEMA platform CASCADE`,
      `SET ROLE convoke`,
    ])
      await expect(application.query(statement)).rejects.toMatchObject(refused);
  });

  it('takes over the job queue of a database that knew one role only', async () => {
    expect(await application.value(`SELECT count(*) FROM graphile_worker._private_jobs`)).toBe(0);
    await application.query(`SELECT graphile_worker.add_job('probe')`);
    expect(await application.value(`SELECT count(*) FROM graphile_worker._private_jobs`)).toBe(1);
    const others = await owner.query(
      `SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'graphile_worker'::regnamespace
         AND c.relowner <> 'convoke_app'::regrole`,
    );
    expect(others).toEqual([]);
  });
});
