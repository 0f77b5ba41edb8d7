import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrations } from '../../migrations/all.js';
import { runBackup, runRestore, secretOf } from '../../src/operator/backup/commands.js';
import { ArchiveWriter } from '../../src/operator/backup/archive-writer.js';
import { listTables, readSequences } from '../../src/operator/backup/stored-tables.js';
import { withDatabase } from '../../src/operator/installation.js';
import type { Questions } from '../../src/operator/questions.js';
import { AuditHashChain } from '../../src/platform/audit/audit-hash-chain.js';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { offerPriced, payTickets } from '../support/money.js';
import { world, type World } from '../support/world.js';

const SECRET = 'a secret for tests that is long enough';
const PICTURE = `${'ab'.repeat(20)}.png`;
const ALL_IS_WELL = 'All invariants hold, the ledger is balanced, the audit trail is whole.';

let here: World;
let home: string;
let empty: TestDatabase;
const said: string[] = [];
const say = (line: string) => said.push(line);
const answers: boolean[] = [];
const questions = {
  confirm: () => Promise.resolve(answers.shift() ?? false),
  askSecretly: () => Promise.resolve(''),
} as unknown as Questions;

const at = (...path: string[]) => join(home, ...path);
const configOf = (env: Record<string, string>) => loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'error', ...env });
const source = () => configOf({ DATABASE_URL: here.databaseUrl, DATA_DIR: here.dataDir, APP_SECRET: SECRET });
const embedded = () => configOf({ DATA_DIR: at('embedded') });
const own = (more: Record<string, string> = {}) =>
  configOf({ DATABASE_URL: empty.url, DATA_DIR: at('own'), APP_SECRET: SECRET, ...more });

const backUp = (config: Config, name: string, passphraseFile?: string) =>
  runBackup({ config, questions, say, file: at(name), passphraseFile });
const restore = (config: Config, name: string, more: { replaces?: boolean; passphraseFile?: string } = {}) =>
  runRestore({ config, questions, say, file: at(name), replaces: false, ...more });

/** Every row of every table, and where each sequence stands. */
async function fingerprint(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ask = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  try {
    const hashes = (await listTables(client)).map(
      ({ name }) => `SELECT '${name}' AS name,
        format('%s %s', count(*), sum(hashtextextended(t::text, 0))) AS hash FROM ${name} t`,
    );
    const rows = await ask<{ name: string; hash: string }>(hashes.join(' UNION ALL '));
    const guards = await ask(
      `SELECT (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated) AS "foreignKeys",
         (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O') AS triggers`,
    );
    const tables = Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
    return { ...tables, guards, sequences: await readSequences(client) };
  } finally {
    await client.end();
  }
}

async function rowsAt<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query<Row>(sql).finally(() => client.end())).rows;
}

// In this order: each goes on with what the one before has left, for a database costs seconds.
describe('a backup', () => {
  let before: Record<string, unknown>;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'convoke-backup-'));
    [here, empty] = await Promise.all([world(), createEmptyDatabase()]);
    const event = await offerPriced(here, await here.signUpAs('organizer'));
    await payTickets(await here.signUp({ bio: 'tab\t, line\n, \\N and “Ünïcode”' }), event, 2);
    await here.drainEvents();
    await here.app.get(AuditHashChain).seal();
    await here.stop();
    mkdirSync(join(here.dataDir, 'media'), { recursive: true });
    writeFileSync(join(here.dataDir, 'media', PICTURE), 'a picture');
    writeFileSync(at('passphrase'), 'correct horse\n');
    writeFileSync(at('wrong'), 'battery staple\n');
    before = await fingerprint(here.databaseUrl);
  });
  afterAll(async () => {
    await empty.drop();
    await here.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('has all tables but those of the job queue and of the migrations themselves', async () => {
    const tables = await rowsAt<{ name: string }>(
      here.databaseUrl,
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'graphile_worker') ORDER BY 1`,
    );
    const names = tables.map(({ name }) => name).filter((name) => name !== 'public.migrations');
    expect(Object.keys(before).sort()).toEqual(['guards', 'sequences', ...names].sort());
  });

  it('goes, encrypted, from a PostgreSQL of one’s own into the embedded one', async () => {
    await backUp(source(), 'first.tar.gz.age', at('passphrase'));
    expect(statSync(at('first.tar.gz.age')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('first.tar.gz.age'), 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
    await expect(restore(embedded(), 'first.tar.gz.age', { passphraseFile: at('wrong') })).rejects.toThrow(
      `The passphrase is not the one of ${at('first.tar.gz.age')}.`,
    );

    expect(await restore(embedded(), 'first.tar.gz.age', { passphraseFile: at('passphrase') })).toEqual([]);
    expect(said.at(-1)).toBe(ALL_IS_WELL);
    expect(readFileSync(at('embedded', 'secret'), 'utf8')).toBe(SECRET);
    expect(readFileSync(at('embedded', 'media', PICTURE), 'utf8')).toBe('a picture');
    await withDatabase(embedded(), async (url) => {
      expect(await fingerprint(url)).toEqual(before);
      await expect(restore(embedded(), 'first.tar.gz.age')).rejects.toThrow('stop it first');
    });
  });

  it('goes from there into a PostgreSQL of one’s own, and says that it is not encrypted', async () => {
    const archive = await backUp(embedded(), 'second.tar.gz');
    expect(said.at(-1)).toMatch(/^IT IS NOT ENCRYPTED/);
    expect(await secretOf({ config: own(), questions, say, file: archive })).toBe(SECRET);
    expect(await restore(own(), 'second.tar.gz')).toEqual([]);
    expect(await fingerprint(empty.url)).toEqual(before);
    expect(readdirSync(at('own', 'media'))).toEqual([PICTURE]);
  });

  it.each<[string, () => Promise<unknown>, string | RegExp]>([
    ['a database that holds anything', () => restore(own(), 'second.tar.gz'), /^The database is not empty/],
    [
      'another secret than that of the archive',
      () => restore(own({ APP_SECRET: `${SECRET}, and another` }), 'second.tar.gz'),
      /^APP_SECRET is another than the one of the archive/,
    ],
    [
      'an archive that is cut off',
      () =>
        restore(
          own(),
          spoilt((file) => file.subarray(0, -30)),
        ),
      / is damaged: /,
    ],
    [
      'an archive in which a bit has changed',
      () =>
        restore(
          own(),
          spoilt((file) => file.fill(file[5_000]! ^ 1, 5_000, 5_001)),
        ),
      / is damaged: /,
    ],
    [
      'what is no archive',
      () =>
        restore(
          own(),
          spoilt(() => Buffer.from('PK')),
        ),
      / is damaged: /,
    ],
    [
      'an archive of a newer build',
      async () => restore(own(), await archiveOf({ format: 1, product: '9.0.0', migrations: ['Future9'] })),
      /^The archive was made by a newer build of Convoke \(9\.0\.0, Future9\)/,
    ],
    ['a file that is not there', () => restore(own(), 'nowhere'), /nowhere cannot be read: ENOENT/],
  ])('is not restored, and nothing is changed, by %s', async (_, restoring, sentence) => {
    await expect(restoring()).rejects.toThrow(sentence);
    expect(await fingerprint(empty.url)).toEqual(before);
  });

  it('of an older build replaces, once asked for, what is kept in another backup first', async () => {
    const names = migrations.map(({ name }) => name);
    const old = await createEmptyDatabase();
    await migrate(old.url, names.slice(0, -1));
    await backUp(configOf({ DATABASE_URL: old.url, DATA_DIR: at('old'), APP_SECRET: SECRET }), 'old.tar.gz');
    await old.drop();

    await expect(restore(own(), 'old.tar.gz', { replaces: true })).rejects.toThrow('Nothing was changed.');
    expect(await fingerprint(empty.url)).toEqual(before);
    answers.push(true);
    expect(await restore(own(), 'old.tar.gz', { replaces: true })).toEqual([]);
    expect(await rowsAt(empty.url, 'SELECT name FROM migrations ORDER BY id')).toEqual(
      names.map((name) => ({ name })),
    );
    expect(await rowsAt(empty.url, 'SELECT id FROM identity.accounts')).toEqual([]);
    expect(readdirSync(at('own', 'media'))).toEqual([]);
    expect(readdirSync(at('own', 'backups'))).toEqual([expect.stringMatching(/^before-restore-.*Z\.tar\.gz$/)]);
  });
});

/** The name of a copy of the second archive, which is not what it was. */
function spoilt(change: (file: Buffer) => Buffer): string {
  writeFileSync(at('spoilt'), change(readFileSync(at('second.tar.gz'))));
  return 'spoilt';
}

async function archiveOf(manifest: object): Promise<string> {
  const archive = await ArchiveWriter.create(at('made'), '');
  await archive.add('manifest.json', JSON.stringify(manifest));
  await archive.finish();
  return 'made';
}
