import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
import { findDataDirHolder } from '../../src/platform/database/embedded/data-dir-lock.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { endOrphanedServer } from '../../src/platform/database/embedded/orphaned-server.js';
import { TEMPLATE } from './database.js';

// The process that global-setup.cjs forks: one throw-away PostgreSQL for a whole run, with the migrated
// template that each test file's database is copied from. It tells its parent the address, and cleans up when
// the parent lets go of it or is gone.

const PREFIX = 'convoke-test-';

await removeLeftovers();
const parentLeft = new Promise((resolve) => process.once('disconnect', resolve));
const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
try {
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, log: (line) => console.error(line) });
  try {
    await makeTemplate(postgres.ownerUrl);
    // A parent that has gone is handled below.
    process.send?.(postgres.ownerUrl, undefined, undefined, () => undefined);
    await parentLeft;
  } finally {
    await postgres.stop();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    const template = new URL(url);
    template.pathname = `/${TEMPLATE}`;
    await migrate(template.href);
  } finally {
    await client.end();
  }
}

/** A run whose cluster's process was killed outright could not clean up; the next one does it. */
async function removeLeftovers(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const folder of folders.map((name) => join(tmpdir(), name))) {
    const isOurs = statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
    const cluster = join(folder, 'postgres');
    // A folder without a cluster may belong to a run that is just starting.
    if (!isOurs || !existsSync(cluster) || findDataDirHolder(folder)) continue;
    await endOrphanedServer(realpathSync(cluster), () => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}
