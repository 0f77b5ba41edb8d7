import type { Database } from '../../src/platform/database/database.js';

/** As somebody does who owns the database: the triggers of the audit trail are no obstacle then. */
export async function tamperWithAudit(
  db: Pick<Database, 'transaction'>,
  ...statements: string[]
): Promise<void> {
  const tables = ['audit_log', 'audit_seals', 'audit_head'].map((name) => `ALTER TABLE platform.${name}`);
  await db.transaction(async (tx) => {
    for (const table of tables) await tx.query(`${table} DISABLE TRIGGER USER`);
    for (const sql of statements) await tx.query(sql);
    for (const table of tables) await tx.query(`${table} ENABLE TRIGGER USER`);
  });
}
