import type { Sql } from './people.js';

const SCHEMAS = ['identity', 'booking', 'payments', 'scheduling', 'collaboration', 'messaging', 'integrations'];

/** Changed by reading a session, counting failed sign-ins, or by listeners and sweeps after a success. */
const NOT_BUSINESS = ['identity.sign_in_failures', 'messaging.reminder_progress'];
const NOT_BUSINESS_COLUMNS = ['last_used_at', 'last_login_at'];

/** Tells whether anything of the business changed: each table’s number of rows and sum of their hashes. */
export class TableChecksums {
  private constructor(
    private readonly db: Sql,
    private readonly statement: string,
  ) {}

  static async of(db: Sql): Promise<TableChecksums> {
    const tables = await db.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY($1)
        ORDER BY 1`,
      [SCHEMAS],
    );
    const hashes = tables
      .filter(({ name }) => !NOT_BUSINESS.includes(name))
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, format('%s %s', count(*), sum(hashtextextended(
             (to_jsonb(t) - '{${NOT_BUSINESS_COLUMNS.join(',')}}'::text[])::text, 0))) AS hash FROM ${name} t`,
      );
    return new TableChecksums(db, hashes.join(' UNION ALL '));
  }

  async take(): Promise<Map<string, string>> {
    const rows = await this.db.query<{ name: string; hash: string }>(this.statement);
    return new Map(rows.map(({ name, hash }) => [name, hash]));
  }
}

/** The tables that differ. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name);
}
