import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CommandRefused } from '../command-refused.js';
import type { ArchiveEntry } from './archive-reader.js';
import { ENTRY, type Ending, type Manifest } from './manifest.js';
import { listTables, takeOffForeignKeys } from './stored-tables.js';

/** Puts all rows in the place of those that migrations made, in one transaction; hands on other entries. */
export async function loadRows(
  client: pg.Client,
  { manifest, ending }: { manifest: Manifest; ending: Ending },
  entries: AsyncIterable<ArchiveEntry>,
  onOther: (entry: ArchiveEntry) => Promise<void>,
): Promise<void> {
  const { tables } = manifest;
  await client.query('BEGIN');
  if (JSON.stringify(await listTables(client)) !== JSON.stringify(tables))
    throw new CommandRefused('The tables of the archive are not those that its migrations make.');
  const putOn = await takeOffForeignKeys(client);
  await switchTriggers(client, manifest, 'DISABLE');
  await client.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  const copied = await copyAll(client, manifest, entries, onOther);
  const short = tables.findIndex((_, index) => (copied.get(index) ?? 0) !== ending.rows[index]);
  if (short >= 0)
    throw new CommandRefused(`Not all rows of ${tables[short]!.name} came in: nothing was restored.`);
  for (const { name, value, isCalled } of ending.sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [name, value, isCalled]);
  await switchTriggers(client, manifest, 'ENABLE');
  await putOn();
  await client.query('COMMIT');
  await client.query('ANALYZE');
}

async function switchTriggers(
  client: pg.Client,
  { tables }: Manifest,
  how: 'DISABLE' | 'ENABLE',
): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE ${name} ${how} TRIGGER USER`);
}

/** Answers how many rows each table got, by its place in the manifest. */
async function copyAll(
  client: pg.Client,
  { tables }: Manifest,
  entries: AsyncIterable<ArchiveEntry>,
  onOther: (entry: ArchiveEntry) => Promise<void>,
): Promise<Map<number, number>> {
  const copied = new Map<number, number>();
  const iterator = entries[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    while (!next.done) {
      const index = tableOf(next.value);
      if (index === undefined) {
        await onOther(next.value);
        next = await iterator.next();
        continue;
      }
      const { name, columns } = tables[index]!;
      const copying = client.query(copyFrom(`COPY ${name} (${columns.join(', ')}) FROM STDIN`));
      const parts = async function* () {
        for (; !next.done && tableOf(next.value) === index; next = await iterator.next())
          yield* next.value.content;
      };
      await pipeline(parts, copying);
      copied.set(index, copying.rowCount);
    }
    return copied;
  } finally {
    await iterator.return?.();
  }
}

function tableOf({ name }: ArchiveEntry): number | undefined {
  return name.startsWith(ENTRY.tables) ? Number(name.slice(ENTRY.tables.length).split('/')[0]) : undefined;
}
