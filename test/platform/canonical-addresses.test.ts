import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { CanonicalAddresses1763830000000 } from '../../migrations/1763830000000-canonical-addresses.js';
import { AddressConflictsService } from '../../src/identity/administration/address-conflicts.service.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { Logger } from '../../src/platform/observability/logger.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// As they were written when an address was whatever `citext` took for one.
const PEOPLE: [username: string, email: string, isVerified: boolean][] = [
  ['idna', 'X@exämple.org', false],
  ['labels', 'x@xn--exmple-cua.org', true],
  ['later', 'X@EXÄMPLE.ORG', true],
  ['capitals', 'Ada@Example.org', true],
  ['kelvin', '\u212Aim@example.org', true],
  ['kim', 'kim@example.org', true],
  ['hidden', 'y\u200b@example.org', false],
  ['quoted', '"z"@example.org', false],
  ['nfd', 'jose\u0301@example.org', false],
  ['nfc', 'jos\u00e9@example.org', false],
  ['plain', 'plain@example.org', true],
];

let database: TestDatabase;
let source: DataSource;
const query = (sql: string) => source.query(sql) as Promise<any[]>;

/** The migration in a transaction of its own, as it is run. */
async function migrated(way: 'up' | 'down'): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  await new CanonicalAddresses1763830000000()[way](runner);
  await runner.commitTransaction();
  await runner.release();
}

beforeAll(async () => {
  database = await createTestDatabase();
  source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
  await migrated('down');
  // No fold of capitals but ASCII's would have let these two in.
  await query('ALTER TABLE identity.accounts DROP CONSTRAINT accounts_email_unique');
  for (const [n, [username, email, isVerified]] of PEOPLE.entries())
    await source.query(
      `INSERT INTO identity.accounts (username, email, email_verified_at, slug, status, joined_at, updated_at)
       VALUES ($1::text, $2, CASE WHEN $3 THEN now() END, $1::text, 'active',
         now() + $4 * interval '1 second', now())`,
      [username, email, isVerified, n],
    );
  await query(`
    INSERT INTO collaboration.events
      (kind, organizer_id, title, visibility, state, starts_at, ends_at, created_at, updated_at)
    SELECT 'gathering', id, 'Circle', 'invited', 'open', now() + interval '1 day', now() + interval '2 days',
      now(), now() FROM identity.accounts WHERE username = 'plain';
    INSERT INTO collaboration.invitations (event_id, email, invited_by, created_at)
    SELECT e.id, address, e.organizer_id, now() FROM collaboration.events e,
      unnest(ARRAY['u@exämple.org', 'u@xn--exmple-cua.org', 'v@exämple.org', 'v@EXÄMPLE.org']) address;
    INSERT INTO identity.mailed_tokens (account_id, purpose, email, digest, created_at, expires_at)
    SELECT id, 'change_email', address, convert_to(address, 'UTF8'), now(), now() + interval '1 day'
    FROM identity.accounts, unnest(ARRAY['New@exämple.org', 'n"w@example.org']) address
    WHERE username = 'plain'`);
  await migrated('up');
  await query('ALTER TABLE identity.accounts ADD CONSTRAINT accounts_email_unique UNIQUE (email)');
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

it('gives each address to the oldest account that has proven it, and keeps the others’ aside', async () => {
  const rows = await query(
    `SELECT username, email, conflicting_email AS aside, email_verified_at IS NOT NULL AS proven
     FROM identity.accounts ORDER BY joined_at`,
  );
  const seen = rows.map(({ username, email, aside, proven }) => [username, email, aside, proven]);
  expect(seen).toEqual([
    ['idna', null, 'X@exämple.org', false],
    ['labels', 'x@xn--exmple-cua.org', null, true],
    ['later', null, 'X@EXÄMPLE.ORG', false],
    ['capitals', 'ada@example.org', null, true],
    ['kelvin', null, '\u212Aim@example.org', false],
    ['kim', 'kim@example.org', null, true],
    ['hidden', null, 'y\u200b@example.org', false],
    ['quoted', null, '"z"@example.org', false],
    ['nfd', 'jos\u00e9@example.org', null, false],
    ['nfc', null, 'jos\u00e9@example.org', false],
    ['plain', 'plain@example.org', null, true],
  ]);
});

it('makes one invitation of those to one mailbox, and ends links to what is no address', async () => {
  expect(await query('SELECT email FROM collaboration.invitations ORDER BY email')).toEqual([
    { email: 'u@xn--exmple-cua.org' },
    { email: 'v@xn--exmple-cua.org' },
  ]);
  expect(await query('SELECT email, used_at IS NOT NULL AS used FROM identity.mailed_tokens')).toEqual([
    { email: 'new@xn--exmple-cua.org', used: false },
    { email: 'n"w@example.org', used: true },
  ]);
});

it.each(['Ada@example.org', 'x@exämple.org', 'jose\u0301@example.org', 'x y@example.org', 'x@y@example.org'])(
  'leaves the database no other form: %s',
  async (email) => {
    await expect(
      source.query(`UPDATE identity.accounts SET email = $1 WHERE username = 'plain'`, [email]),
    ).rejects.toThrow('accounts_email_canonical');
  },
);

it('is told at every start, and listed by the operator’s command', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const db = new Database(source, loadConfig({ DATABASE_URL: database.url }));
  await new AddressConflictsService(db).onApplicationBootstrap();
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining('npm run admin -- list --conflicts'), { accounts: 6 }],
  ]);

  const { stdout } = await admin('list', '--conflicts');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/^\d+\t/, '')),
  ).toEqual([
    'idna\t"X@exämple.org" belongs to labels',
    'later\t"X@EXÄMPLE.ORG" belongs to labels',
    'kelvin\t"\u212Aim@example.org" is no address any more',
    'hidden\t"y\u200b@example.org" is no address any more',
    'quoted\t"\\"z\\"@example.org" is no address any more',
    'nfc\t"jos\u00e9@example.org" belongs to nfd',
  ]);
  expect((await admin()).stdout).toContain('npm run admin -- list --conflicts');
  await expect(admin('toString')).rejects.toMatchObject({ code: 1 });
});

function admin(...words: string[]): Promise<{ stdout: string }> {
  const loader = join(process.cwd(), 'test/support/typescript.mjs');
  const env = { ...process.env, DATABASE_URL: database.url };
  return promisify(execFile)(process.execPath, ['--import', loader, 'src/admin.ts', ...words], { env });
}
