import { withClient } from '../stage/cluster.js';

export const BARE_SCHEMA = 'bench_bare';
const BOOKING = {
  tables: ['booking.labels', 'booking.offers', 'booking.bookings', 'platform.outbox'],
  filled: ['booking.labels', 'booking.offers'],
};

interface Copied {
  table: string;
  name: string;
  options: string[] | null;
}

/**
 * Copies the product's own tables (those for a booking by default), with their constraints, indexes and storage
 * settings, and the rows of those that are `filled`, into a schema of their own: the baseline pays for the same
 * database work and for nothing else.
 */
export async function copyTables(databaseUrl: string, { tables, filled } = BOOKING): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(`CREATE SCHEMA ${BARE_SCHEMA}`);
    const { rows: copied } = await client.query<Copied>(
      `SELECT n.nspname || '.' || c.relname AS table, c.relname AS name, c.reloptions AS options
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname || '.' || c.relname = ANY($1)
       ORDER BY array_position($1, n.nspname || '.' || c.relname)`,
      [tables],
    );
    for (const { table, name, options } of copied) {
      const target = `${BARE_SCHEMA}.${name}`;
      await client.query(`CREATE TABLE ${target} (LIKE ${table} INCLUDING ALL)`);
      if (options) await client.query(`ALTER TABLE ${target} SET (${options.join(', ')})`);
    }
    for (const table of filled) {
      const target = `${BARE_SCHEMA}.${table.split('.')[1]}`;
      await client.query(`INSERT INTO ${target} OVERRIDING SYSTEM VALUE SELECT * FROM ${table}`);
      // A table whose rows have names for keys has no sequence.
      await client.query(
        `SELECT setval(sequence, (SELECT max(id) FROM ${target}))
         FROM pg_get_serial_sequence($1, 'id') sequence WHERE sequence IS NOT NULL`,
        [target],
      );
    }
    const { rows: keys } = await client.query<{ name: string; definition: string }>(
      `SELECT c.relname AS name, pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE k.contype = 'f' AND n.nspname || '.' || c.relname = ANY($1)`,
      [tables],
    );
    for (const { name, definition } of keys) {
      const moved = definition.replace(/REFERENCES \w+\.(\w+)/, `REFERENCES ${BARE_SCHEMA}.$1`);
      await client.query(`ALTER TABLE ${BARE_SCHEMA}.${name} ADD ${moved}`);
    }
    await client.query(`VACUUM ANALYZE ${copied.map(({ name }) => `${BARE_SCHEMA}.${name}`).join(', ')}`);
  });
}
