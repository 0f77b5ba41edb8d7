import type { Database } from '../../src/platform/database/database.js';
import type { PreparedStatement } from '../../src/platform/database/prepared-statement.js';

type Reads = Pick<Database, 'query'>;

const SCHEMAS = ['identity', 'booking', 'payments', 'scheduling', 'collaboration', 'messaging', 'integrations'];

/** Changed by reading a session, counting failed sign-ins, or by listeners and sweeps after a success. */
const NOT_BUSINESS = ['identity.sign_in_failures', 'messaging.reminder_progress'];
const NOT_BUSINESS_COLUMNS = ['last_used_at', 'last_login_at'];

const ANY_WRITE = 'AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE';
const COUNTING = 'EXECUTE FUNCTION public.count_test_write()';

/** Counts what begins to write, whether it is committed or not. */
const COUNTED = (tables: string[]) => `
  CREATE SEQUENCE public.test_writes;
  CREATE FUNCTION public.count_test_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN PERFORM nextval('public.test_writes'); RETURN NULL; END $$;
  ${tables.map((name) => `CREATE TRIGGER test_writes ${ANY_WRITE} ON ${name} ${COUNTING};`).join('\n')}`;

/** Tells whether anything of the business changed: each table’s number of rows and sum of their hashes. */
export class TableChecksums {
  private seen?: { writes: number; tables: Map<string, string> };

  private constructor(
    private readonly db: Reads,
    /** Planned once: its plan takes longer than its reading. */
    private readonly statement: PreparedStatement,
  ) {}

  static async of(db: Reads): Promise<TableChecksums> {
    const tables = await db.query<{ name: string; omits: boolean }>(
      `SELECT format('%I.%I', t.schemaname, t.tablename) AS name, EXISTS (
         SELECT FROM information_schema.columns c WHERE c.table_schema = t.schemaname
           AND c.table_name = t.tablename AND c.column_name = ANY($2)) AS omits
       FROM pg_tables t WHERE t.schemaname = ANY($1) ORDER BY 1`,
      [SCHEMAS, NOT_BUSINESS_COLUMNS],
    );
    const business = tables.filter(({ name }) => !NOT_BUSINESS.includes(name));
    await db.query(COUNTED(business.map(({ name }) => name)));
    const hashes = business.map(({ name, omits }) => {
      const row = omits ? `(to_jsonb(t) - '{${NOT_BUSINESS_COLUMNS.join(',')}}'::text[])` : 't';
      return `SELECT '${name}' AS name,
           format('%s %s', count(*), sum(hashtextextended(${row}::text, 0))) AS hash FROM ${name} t`;
    });
    const text = hashes.join(' UNION ALL ');
    return new TableChecksums(db, { name: 'test-checksums', text, parameters: [] });
  }

  /** Where nothing has begun to write since the last time, what was seen then. */
  async take(): Promise<Map<string, string>> {
    const writes = await this.writes();
    if (this.seen?.writes === writes) return this.seen.tables;
    return this.takeAnew();
  }

  /** Also sees what was begun before the last time, and committed since. */
  async takeAnew(): Promise<Map<string, string>> {
    const writes = await this.writes();
    const rows = await this.db.query<{ name: string; hash: string }>(this.statement);
    const tables = new Map(rows.map(({ name, hash }) => [name, hash]));
    this.seen = { writes, tables };
    return tables;
  }

  private async writes(): Promise<number> {
    const [row] = await this.db.query<{ writes: number }>(
      'SELECT last_value + is_called::int AS writes FROM public.test_writes',
    );
    return Number(row!.writes);
  }
}

/** The tables that differ. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name);
}
