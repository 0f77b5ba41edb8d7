import { statSync } from 'node:fs';
import pg from 'pg';
import { migrations } from '../../../migrations/all.js';
import type { Config } from '../../platform/config/config.js';
import { migrate } from '../../platform/database/migrate.js';
import { openMediaStore } from '../../platform/files/open-media-store.js';
import { CommandRefused } from '../command-refused.js';
import { contentOf, readArchive } from './archive-reader.js';
import { COPY_SETTINGS } from './back-up.js';
import { loadRows } from './load-rows.js';
import { ENTRY, FORMAT, type Ending, type Manifest } from './manifest.js';
import { megabytes, type Progress } from './progress.js';
import { RestoredMedia } from './restored-media.js';
import { keepSecret, requireSameSecret } from './restore-secret.js';
import { dropOurs, listContents } from './stored-tables.js';

export interface Reading {
  path: string;
  passphrase: string;
  progress: Progress;
}

export interface Restoring extends Reading {
  config: Config;
  /** As the owner. */
  databaseUrl: string;
  /** What the database holds goes, once this has kept it; undefined: one that holds anything is refused. */
  keepFormer?: () => Promise<void>;
}

export interface ArchiveContents {
  manifest: Manifest;
  secret: string;
  ending: Ending;
}

/** Puts an archive into an empty database, whole or not at all; `CommandRefused` comes before any change. */
export async function restore(asked: Restoring): Promise<ArchiveContents> {
  const { config, databaseUrl, progress, keepFormer } = asked;
  const contents = await check(asked);
  const media = new RestoredMedia(openMediaStore(config));
  requireSameSecret(config, contents.secret);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'convoke-restore' });
  await client.connect();
  try {
    await requireNobody(client);
    await makeRoom(client, keepFormer);
    progress.done(`The database is brought to the schema of ${contents.manifest.createdAt}`);
    await migrate(databaseUrl, contents.manifest.migrations);
    await client.query(COPY_SETTINGS);
    await loadRows(client, contents, entriesOf(asked, 'restored'), (entry) => media.take(entry));
  } finally {
    await client.end();
  }
  const pictures = await media.removeOthers();
  await keepSecret(config, contents.secret);
  await migrate(databaseUrl);
  const rows = contents.ending.rows.reduce((sum, count) => sum + count, 0);
  progress.done(`${rows} rows and ${pictures} pictures were restored from ${asked.path}`);
  return contents;
}

/** Reads all of it, so that nothing is begun with an archive that is damaged, or of a newer build. */
export async function check(asked: Reading): Promise<ArchiveContents> {
  try {
    return await readAll(asked);
  } catch (error) {
    if (error instanceof CommandRefused) throw error;
    throw new CommandRefused(`${asked.path} is damaged: ${(error as Error).message}.`);
  }
}

async function readAll(asked: Reading): Promise<ArchiveContents> {
  let manifest: Manifest | undefined;
  let ending: Ending | undefined;
  let secret = '';
  let entries = 0;
  for await (const entry of entriesOf(asked, 'checked')) {
    if (entry.name === ENTRY.manifest) requireKnown((manifest = await read<Manifest>(entry)));
    else if (entry.name === ENTRY.secret) secret = (await contentOf(entry)).toString();
    else if (entry.name === ENTRY.ending) ending = await read<Ending>(entry);
    if (!manifest) throw new CommandRefused(`${asked.path} is no backup of Convoke.`);
    if (!ending) entries += 1;
  }
  if (!manifest || !ending || ending.entries !== entries || !secret) throw new Error('it is not whole');
  return { manifest, secret, ending };
}

function entriesOf({ path, passphrase, progress }: Reading, what: string) {
  const { size } = statSync(path);
  let bytes = 0;
  return readArchive(path, passphrase, (count) => {
    bytes += count;
    progress.at(() => `${Math.floor((100 * bytes) / size)} % of ${megabytes(size)} ${what}`);
  });
}

async function read<T>(entry: Parameters<typeof contentOf>[0]): Promise<T> {
  return JSON.parse((await contentOf(entry)).toString()) as T;
}

function requireKnown({ format, migrations: ran, product }: Manifest): void {
  const unknown = ran.find((name) => !migrations.some((known) => known.name === name));
  if (format === FORMAT && !unknown) return;
  throw new CommandRefused(
    `The archive was made by a newer build of Convoke (${product}, ${unknown ?? `format ${format}`}): ` +
      'restore it with that build.',
  );
}

async function requireNobody(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
       AND pid <> pg_backend_pid() AND application_name LIKE 'convoke%'`,
  );
  if (rows[0]!.count > 0) throw new CommandRefused('Convoke runs on this database: stop it first.');
}

async function makeRoom(client: pg.Client, keepFormer?: () => Promise<void>): Promise<void> {
  const { all, strange } = await listContents(client);
  if (all.length === 0) return;
  if (strange[0]) throw new CommandRefused(`The database holds what is not of Convoke: ${strange.join(', ')}.`);
  if (!keepFormer)
    throw new CommandRefused(
      `The database is not empty (it holds ${all.length} tables and the like): name an empty one, ` +
        'or say --replace, which backs it up first.',
    );
  await keepFormer();
  await dropOurs(client);
}
