import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Config } from '../../platform/config/config.js';
import { productVersion } from '../../platform/config/versions.js';
import { isMediaName } from '../../platform/files/media-files.js';
import type { MediaStore } from '../../platform/files/media-store.js';
import { openMediaStore } from '../../platform/files/open-media-store.js';
import { SystemClock } from '../../shared/clock.js';
import { CommandRefused } from '../command-refused.js';
import { ArchiveWriter } from './archive-writer.js';
import { ENTRY, FORMAT, type Ending, type Manifest } from './manifest.js';
import { megabytes, type Progress } from './progress.js';
import { listTables, readSequences, type CopiedTable } from './stored-tables.js';

const PART_BYTES = 4_000_000;
/** The same on both sides of a copy, whatever a server or a role sets. */
export const COPY_SETTINGS = `SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET client_encoding = 'UTF8'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`;

export interface Backup {
  /** With `appSecret` as the product uses it. */
  config: Config;
  databaseUrl: string;
  /** Where the archive is written. */
  path: string;
  /** Empty: not encrypted. */
  passphrase: string;
  progress: Progress;
}

/** Writes one archive of all that an installation keeps, as of one instant; the product may run meanwhile. */
export async function backUp({ config, databaseUrl, path, passphrase, progress }: Backup): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'convoke-backup' });
  await client.connect();
  const archive = await ArchiveWriter.create(path, passphrase);
  try {
    await client.query(COPY_SETTINGS);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const manifest = await describe(client);
    await archive.add(ENTRY.manifest, JSON.stringify(manifest));
    await archive.add(ENTRY.secret, config.appSecret);
    const rows: number[] = [];
    for (const [index, table] of manifest.tables.entries())
      rows.push(
        await addTable(client, archive, index, table, () =>
          progress.at(() => `${index} of ${manifest.tables.length} tables, ${megabytes(archive.bytes)}`),
        ),
      );
    const pictures = await addMedia(archive, openMediaStore(config), progress);
    const ending: Ending = { entries: archive.entries, rows, sequences: await readSequences(client) };
    await archive.add(ENTRY.ending, JSON.stringify(ending));
    await archive.finish();
    const all = rows.reduce((sum, count) => sum + count, 0);
    progress.done(`${all} rows of ${rows.length} tables and ${pictures} pictures are in ${path}`);
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await client.end();
  }
}

async function describe(client: pg.Client): Promise<Manifest> {
  const tables = await listTables(client);
  if (tables.length === 0) throw new CommandRefused('The database is empty: there is nothing to back up.');
  const { rows } = await client.query<{ name: string }>('SELECT name FROM public.migrations ORDER BY id');
  return {
    format: FORMAT,
    product: productVersion,
    createdAt: new SystemClock().now().toISOString(),
    migrations: rows.map(({ name }) => name),
    tables,
  };
}

/** In parts of bounded size, each an entry: a tar's entry says its size before it begins. */
async function addTable(
  client: pg.Client,
  archive: ArchiveWriter,
  index: number,
  { name, columns }: CopiedTable,
  onPart: () => void,
): Promise<number> {
  const copying = client.query(copyTo(`COPY ${name} (${columns.join(', ')}) TO STDOUT`));
  let parts = 0;
  let held: Buffer[] = [];
  let size = 0;
  const addPart = async () => {
    const place = [index, parts++].map((number) => String(number).padStart(6, '0')).join('/');
    await archive.add(`${ENTRY.tables}${place}`, Buffer.concat(held));
    [held, size] = [[], 0];
    onPart();
  };
  for await (const chunk of copying as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    if (size >= PART_BYTES) await addPart();
  }
  if (size > 0) await addPart();
  return copying.rowCount;
}

/** After the rows: a picture is there before a row names it. */
async function addMedia(archive: ArchiveWriter, store: MediaStore, progress: Progress): Promise<number> {
  let count = 0;
  for await (const name of store.names()) {
    const picture = isMediaName(name) && (await store.get(name));
    if (!picture) continue;
    await archive.add(`${ENTRY.media}${name}`, await buffer(picture.content));
    count += 1;
    progress.at(() => `${count} pictures, ${megabytes(archive.bytes)}`);
  }
  return count;
}
