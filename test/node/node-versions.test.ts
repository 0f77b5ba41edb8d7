import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freeTimes } from '../support/calendar.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Http } from '../support/http.js';
import { freePort } from '../support/ports.js';

const SOURCE = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'nest-cli.json',
  'scripts',
  'src',
  'web',
  'migrations',
  'docs/guide',
];
const TOP = /^node_modules\/(?:@[^/]+\/)?[^/]+$/;
const ADMIN = { ADMIN_EMAIL: 'ada@example.org', ADMIN_PASSWORD: 'Correct-horse-7' };
const READY_WITHIN_MS = 120_000;
const programs = (process.env.NODE_PROGRAMS ?? '').split('\n');
const versionOf = (program: string) => basename(dirname(dirname(program)));

type Locked = Record<string, { version: string; dev?: boolean; devOptional?: boolean }>;

let database: TestDatabase;
let folder: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'convoke-node-'));
  for (const path of SOURCE) cpSync(path, join(folder, path), { recursive: true });
  installWithoutDev();
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm ci --omit=dev` leaves of this checkout's packages. */
function installWithoutDev(): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Locked };
  const kept = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => !dev && !devOptional && path !== '' && existsSync(path),
  );
  for (const [path] of kept.filter(([each]) => TOP.test(each))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(process.cwd(), path), join(folder, path), 'junction');
  }
  const record = JSON.stringify({ packages: Object.fromEntries(kept) });
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), record);
}

interface Started {
  http: Http;
  out: string[];
  aside: string[];
}

async function start(program: string): Promise<Started> {
  const port = await freePort();
  const env = {
    PATH: `${dirname(program)}:${process.env.PATH}`,
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: `${port}`, DATA_DIR: join(folder, 'data') },
    ...{ DATABASE_URL: database.url, APP_SECRET: 'a secret for tests that is long enough' },
    ...ADMIN,
  };
  child = spawn(program, ['scripts/start.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, aside]: [string[], string[]] = [[], []];
  createInterface({ input: child.stdout! }).on('line', (line) => out.push(line));
  createInterface({ input: child.stderr! }).on('line', (line) => aside.push(line));
  const http = new Http(`http://127.0.0.1:${port}`);
  await eventually(async () => {
    const answer = child!.exitCode === null ? await http.get('/health/ready') : undefined;
    if (answer && answer.status !== 200) throw new Error(`/health/ready answered ${answer.status}`);
  }, READY_WITHIN_MS);
  if (child.exitCode !== null) throw new Error(`It ended:\n${[...out, ...aside].join('\n')}`);
  return { http, out, aside };
}

describe('a production, with nothing installed that only tests need', () => {
  it.each(programs.map((program) => [versionOf(program), program]))(
    'is built and started by Node %s, and takes a booking',
    async (_, program) => {
      const { http, out, aside } = await start(program);
      const credentials = { username: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD };
      const { body: session } = await http.post('/api/v1/auth/login', credentials);
      const admin = http.with({ authorization: `Bearer ${session.access}` });
      const slot = await admin.post('/api/v1/admin/timeslots', { ...freeTimes(new Date()), category: 'Cat 1' });
      const booking = await admin.post('/api/v1/bookings', { time_slot: slot.body.id });
      expect([slot.status, booking.status]).toEqual([201, 201]);

      child!.kill('SIGTERM');
      expect(await once(child!, 'exit')).toEqual([0, null]);
      const lines = out.map((line) => JSON.parse(line) as { msg: string });
      expect(lines.map(({ msg }) => msg)).toEqual(
        expect.arrayContaining(['Convoke is ready', 'Convoke has stopped']),
      );
      // Only the first one found nothing built.
      expect(aside.filter((line) => !line.startsWith('Compil'))).toEqual([]);
      expect(aside.length > 0).toBe(program === programs[0]);
    },
  );
});
