import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrations } from '../../migrations/all.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { startFailure } from '../../src/start-failure.js';
import { createEmptyDatabase } from '../support/database.js';
import { SqlConnection } from '../support/sql.js';

describe('migrations', () => {
  it('run once when two processes start at the same time', async () => {
    const database = await createEmptyDatabase();
    const ran = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(ran.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, migrations.length]);

    const db = new SqlConnection(database.url);
    const rows = await db.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    expect(rows.map(({ name }) => name)).toEqual(ran.find((names) => names.length > 0));
    await db.close();
    await database.drop();
  });

  it.each([
    [170_006, '17.6', 'DATABASE_URL names a PostgreSQL 17.6: Convoke needs PostgreSQL 18.'],
    [150_018, '15.18', 'DATABASE_URL names a PostgreSQL 15.18: Convoke needs PostgreSQL 18.'],
  ])('touch no server of version %d, and say so in one sentence', async (number, version, sentence) => {
    const database = await createEmptyDatabase();
    const ask = Reflect.get(pg.Client.prototype, 'query') as (...args: unknown[]) => unknown;
    const asked = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...args
    ) {
      const text = String(args[0]);
      return text.includes('server_version_num') ? { rows: [{ number, version }] } : ask.apply(this, args);
    } as typeof ask);
    const refused = migrate(database.url).catch((error: unknown) => startFailure(error));
    await expect(refused).resolves.toBe(sentence);
    asked.mockRestore();
    const db = new SqlConnection(database.url);
    expect(await db.value(`SELECT to_regclass('public.migrations')`)).toBeNull();
    await db.close();
    await database.drop();
  });

  it('refuse a database that a newer build has migrated', async () => {
    const database = await createEmptyDatabase();
    const db = new SqlConnection(database.url);
    await db.query('CREATE TABLE migrations (id serial, timestamp bigint, name text)');
    await db.query(`INSERT INTO migrations (timestamp, name) VALUES (1, 'FromTheFuture9999999999999')`);
    const refused = migrate(database.url).catch((error: unknown) => startFailure(error));
    await expect(refused).resolves.toBe(
      'The database was migrated by a newer build of Convoke (FromTheFuture9999999999999): ' +
        'start that build, or restore a backup.',
    );
    expect(await db.value(`SELECT to_regnamespace('identity')`)).toBeNull();
    await db.close();
    await database.drop();
  });

  it('have distinct times, oldest first', () => {
    const times = migrations.map(({ name }) => Number(/\d+$/.exec(name)![0]));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });
});

describe('a landed migration', () => {
  const FOLDER = join(__dirname, '../../migrations');
  const SUMS = join(__dirname, 'landed-migrations.json');
  const landed = JSON.parse(readFileSync(SUMS, 'utf8')) as Record<string, string>;
  const present = Object.fromEntries(
    readdirSync(FOLDER)
      .filter((name) => /^\d/.test(name))
      .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
  );

  it('is never edited, and a new one is entered in landed-migrations.json', () => {
    expect(changed(landed, present)).toEqual([]);
  });

  it.each([
    ['changed', { 'a.ts': 'two' }, ['a.ts was changed: migrate by a new one']],
    ['removed', {}, ['a.ts was removed']],
    ['not entered', { 'a.ts': 'one', 'b.ts': 'x' }, [`b.ts has no entry: "b.ts": "${checksum('x')}"`]],
  ])('is noticed when it was %s', (_, files, found) => {
    expect(changed({ 'a.ts': checksum('one') }, files as Record<string, string>)).toEqual(found);
  });
});

function changed(landed: Record<string, string>, files: Record<string, string>): string[] {
  return [...new Set([...Object.keys(landed), ...Object.keys(files)])].flatMap((name) => {
    if (files[name] === undefined) return [`${name} was removed`];
    const sum = checksum(files[name]);
    if (landed[name] === undefined) return [`${name} has no entry: "${name}": "${sum}"`];
    return landed[name] === sum ? [] : [`${name} was changed: migrate by a new one`];
  });
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
