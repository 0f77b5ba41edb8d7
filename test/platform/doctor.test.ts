import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose, type Finding, type Surroundings } from '../../src/operator/doctor.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/ports.js';
import { SqlConnection } from '../support/sql.js';

const SECRET = 'a secret for tests that is long enough';
const AROUND: Surroundings = { freeBytes: () => Promise.resolve(50e9), millis: () => Date.now() };

let database: TestDatabase;
let db: SqlConnection;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = new SqlConnection(database.url);
  dataDir = mkdtempSync(join(tmpdir(), 'convoke-doctor-'));
});
afterAll(async () => {
  await db.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function look(env: Record<string, string> = {}, around: Partial<Surroundings> = {}): Promise<Finding[]> {
  const base = {
    NODE_ENV: 'production',
    APP_SECRET: SECRET,
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PAYMENTS_SIMULATOR: 'true',
  };
  return diagnose({ ...base, ...env }, { ...AROUND, ...around });
}

async function brokenIn(env?: Record<string, string>, around?: Partial<Surroundings>): Promise<string[]> {
  const found = await look(env, around);
  return found.flatMap(({ state, subject, says }) => (state === 'broken' ? [`${subject}: ${says}`] : []));
}

const addressOf = (change: (url: URL) => void) => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

describe('the doctor', () => {
  it('finds nothing broken in a sound installation, and says what it looked at', async () => {
    const found = await look();
    expect(found.filter(({ state }) => state === 'broken')).toEqual([]);
    expect([...new Set(found.map(({ subject }) => subject))]).toEqual([
      ...['configuration', 'disk', 'database', 'schema', 'clock', 'secret', 'redis', 'smtp'],
    ]);
  });

  it('names a value that is none', async () => {
    expect(await brokenIn({ PORT: 'eighty' })).toEqual([
      'configuration: PORT must be a whole number from 0 to 65535',
    ]);
  });

  it('names half of a pair', async () => {
    expect(await brokenIn({ STRIPE_SECRET_KEY: 'sk' })).toEqual([
      'configuration: STRIPE_WEBHOOK_SECRET must be set too where STRIPE_SECRET_KEY is',
    ]);
  });

  it('names a folder that cannot be written', async () => {
    writeFileSync(join(dataDir, 'a-file'), '');
    const folder = join(dataDir, 'a-file', 'data');
    expect(await brokenIn({ DATA_DIR: folder })).toEqual([
      `disk: DATA_DIR ${folder} cannot be written: ENOTDIR`,
    ]);
  });

  it('names a full disk, and warns of one that fills', async () => {
    expect(await brokenIn({}, { freeBytes: () => Promise.resolve(100e6) })).toEqual([
      `disk: 100 MB are free at DATA_DIR ${dataDir}: make room`,
    ]);
    const filling = await look({}, { freeBytes: () => Promise.resolve(1_500e6) });
    expect(filling.find(({ subject }) => subject === 'disk')!.state).toBe('warning');
  });

  it('names a database that does not answer, or lets nobody in', async () => {
    const port = String(await freePort());
    expect(await brokenIn({ DATABASE_URL: `postgres://a:b@127.0.0.1:${port}/c` })).toEqual([
      `database: DATABASE_URL names 127.0.0.1:${port}, where no PostgreSQL answers (ECONNREFUSED).`,
    ]);
    expect(await brokenIn({ DATABASE_URL: addressOf((url) => (url.password = 'wrong')) })).toEqual([
      expect.stringMatching(
        /^database: DATABASE_URL names a user or a password that PostgreSQL at .* refuses\.$/,
      ),
    ]);
    expect(await brokenIn({ DATABASE_URL: addressOf((url) => (url.pathname = '/nowhere')) })).toEqual([
      expect.stringMatching(/^database: DATABASE_URL names a database that PostgreSQL at .* does not have\.$/),
    ]);
  });

  it('names rights that are missing', async () => {
    const empty = await createEmptyDatabase();
    const owner = new SqlConnection(empty.url);
    await owner.query(`CREATE ROLE doctor_guest LOGIN PASSWORD 'guest'`);
    const url = new URL(empty.url);
    [url.username, url.password] = ['doctor_guest', 'guest'];
    try {
      expect(await brokenIn({ DATABASE_URL: url.href })).toEqual([
        'database: the user may not create in it: let it own the database, or GRANT CREATE to it',
      ]);
    } finally {
      await owner.query('DROP ROLE doctor_guest');
      await owner.close();
      await empty.drop();
    }
  });

  it('names a database of a newer build', async () => {
    await db.query(`INSERT INTO migrations (timestamp, name) VALUES (9, 'Future9')`);
    expect(await brokenIn()).toEqual(['schema: a newer build has migrated the database (Future9)']);
    await db.query(`DELETE FROM migrations WHERE name = 'Future9'`);
  });

  it('names a clock that is apart', async () => {
    expect(await brokenIn({}, { millis: () => Date.now() - 60_000 })).toEqual([
      'clock: this machine and PostgreSQL are 60 s apart',
    ]);
  });

  it('names another secret than the one that the database was made with', async () => {
    await db.query(
      `UPDATE platform.audit_head SET position = 1, hash = repeat('1', 64), keyed_after = 0, mac = '\\x00'`,
    );
    expect(await brokenIn()).toEqual([
      'secret: APP_SECRET is another than the one that the database was made with',
    ]);
  });

  it('names a Redis, a mail server and addresses that do not answer', async () => {
    const port = String(await freePort());
    const found = await brokenIn({
      REDIS_URL: `redis://127.0.0.1:${port}`,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'a@example.org',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      FRONTEND_URL: 'https://nowhere.invalid',
    });
    expect(found.slice(1)).toEqual([
      expect.stringContaining(`redis: REDIS_URL names 127.0.0.1:${port}, which does not answer: `),
      `smtp: 127.0.0.1:${port} does not let us in: ESOCKET`,
      `addresses: PUBLIC_URL http://127.0.0.1:${port} cannot be reached from here: ECONNREFUSED`,
      expect.stringMatching(
        /^addresses: FRONTEND_URL https:\/\/nowhere\.invalid cannot be reached from here: E/,
      ),
    ]);
  });
});
