import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os, { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import {
  runningServerUrl,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.js';
import { DataDirInUse } from '../../src/platform/database/embedded/embedded-postgres.errors.js';
import { nativeFolder } from '../../src/platform/database/embedded/native-files.js';
import { findProcess, hasEnded } from '../../src/platform/database/embedded/running-process.js';
import { serverAccount, type ServerAccount } from '../../src/platform/database/embedded/server-account.js';
import { eventually } from '../support/eventually.js';
import { startProgram } from '../support/program.js';

const lines: string[] = [];
const log = (line: string) => lines.push(line);

let home: string;
let dataDir: string;
let postgres: EmbeddedPostgres | undefined;

const start = async () => (postgres = await startEmbeddedPostgres({ dataDir, log, durable: false }));
const pidFile = () => join(realpathSync(join(dataDir, 'postgres')), 'postmaster.pid');
const postmasterPid = () => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10);

async function query<T extends object>(statement: string, url = postgres!.ownerUrl): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

function occupy(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

// One cluster for all: making one takes most of a second, and each case leaves it stopped.
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'convoke-embedded-'));
  chmodSync(home, 0o755);
  dataDir = join(home, 'data');
});
afterEach(async () => {
  await postgres?.stop();
  postgres = undefined;
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('an embedded PostgreSQL', () => {
  it('answers under its own database, in UTF-8, on a socket in DATA_DIR that is its own alone', async () => {
    const { url } = await start();
    const folder = realpathSync(join(dataDir, 'postgres'));
    expect(decodeURIComponent(new URL(url).hostname)).toBe(folder);
    expect(new URL(url).pathname).toBe('/convoke');
    expect(statSync(join(folder, '.s.PGSQL.5432')).mode & 0o777).toBe(0o700);
    const [row] = await query(`SELECT lower('ÄÖÉ') AS lower, current_setting('listen_addresses') AS addresses,
      current_setting('max_connections') AS connections, inet_server_addr() AS address,
      (SELECT rolpassword LIKE 'SCRAM%' FROM pg_authid WHERE rolname = current_user) AS scram`);
    expect(row).toEqual({ lower: 'äöé', addresses: '', connections: '200', address: null, scram: true });
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  });

  it('is reached by its owner’s other programs while it runs, and only then', async () => {
    await start();
    const [found] = await query<{ name: string }>('SELECT current_user AS name', runningServerUrl(dataDir));
    expect(found).toEqual({ name: 'convoke' });
    await postgres!.stop();
    expect(runningServerUrl(dataDir)).toBeUndefined();
  });

  it('leaves neither process nor lock behind, and keeps what was written', async () => {
    await start();
    await query('CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid();
    await postgres!.stop();
    expect(findProcess(pid)).toBeUndefined();
    expect(existsSync(pidFile())).toBe(false);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.password']);

    await start();
    expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('refuses a cluster of another major version, and says how it goes over', async () => {
    await start();
    await postgres!.stop();
    const path = join(realpathSync(join(dataDir, 'postgres')), 'PG_VERSION');
    const made = readFileSync(path, 'utf8');
    writeFileSync(path, '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17, and this build has 18: .*UPGRADING\.md/);
    writeFileSync(path, made);
  });

  it('refuses a second start on the same folder and leaves the first one alone', async () => {
    const { url } = await start();
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(DataDirInUse);
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(`${process.pid}`);
    expect(postgres!.url).toBe(url);
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.each([
    ['of a dead process', () => '4194304\nlong-ago\n'],
    ['whose pid was given to another process', () => `${process.ppid}\nlong-ago\n`],
    ['that was never finished', () => ''],
  ])('takes over a lock %s', async (_, content) => {
    writeFileSync(join(dataDir, 'convoke.pid'), content());
    await start();
    expect(readFileSync(join(dataDir, 'convoke.pid'), 'utf8')).toMatch(`${process.pid}\n`);
  });

  it('starts again on the same address when the server dies', async () => {
    const { url } = await start();
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    await hasEnded(pid, 5_000);
    await eventually(() => query('SELECT 1'));
    expect(postgres!.url).toBe(url);
    expect(postmasterPid()).not.toBe(pid);
  });

  it('ends the server that a killed process left running', async () => {
    const program = await startProgram('test/platform/embedded-holder.ts', [dataDir]);
    const orphan = postmasterPid();
    await program.kill('SIGKILL');
    expect(findProcess(orphan)).toBeDefined();

    await start();
    expect(findProcess(orphan)).toBeUndefined();
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts although the pid in an old pid file belongs to another program now', async () => {
    await start();
    const crashed = readFileSync(pidFile(), 'utf8');
    await postgres!.stop();
    writeFileSync(pidFile(), crashed.replace(/^\d+/, `${process.ppid}`));
    await start();
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('where the path of a socket would be too long', () => {
  let long: string;
  let short: string;
  beforeAll(() => {
    short = dataDir;
    long = join(home, 'x'.repeat(90));
    mkdirSync(long);
    dataDir = join(long, 'data');
  });
  afterAll(() => void (dataDir = short));

  it('it stands in a closed temporary folder, which outlives a crash and is removed by a stop', async () => {
    const program = await startProgram('test/platform/embedded-holder.ts', [dataDir]);
    await program.kill('SIGKILL');
    const left = readFileSync(join(dataDir, 'postgres.socket'), 'utf8');

    const folder = decodeURIComponent(new URL((await start()).url).hostname);
    expect(folder).toBe(left);
    expect(dirname(folder)).toBe(realpathSync(tmpdir()));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres!.stop();
    expect([existsSync(folder), existsSync(join(dataDir, 'postgres.socket'))]).toEqual([false, false]);
  });

  it('somebody else’s folder of that name is not used', async () => {
    const open = mkdtempSync(join(tmpdir(), 'convoke-'));
    chmodSync(open, 0o755);
    writeFileSync(join(dataDir, 'postgres.socket'), open);
    expect(decodeURIComponent(new URL((await start()).url).hostname)).not.toBe(open);
    rmSync(open, { recursive: true });
  });

  it('in both places, it listens on the loopback, by password, on a port that it keeps', async () => {
    const temporary = jest.spyOn(os, 'tmpdir').mockReturnValue(long);
    const { url } = await start();
    const { hostname, port } = new URL(url);
    expect(hostname).toBe('127.0.0.1');
    const [row] = await query(`SELECT current_setting('listen_addresses') AS addresses,
      current_setting('unix_socket_directories') AS sockets`);
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' });
    const wrong = Object.assign(new URL(url), { password: 'wrong' }).href;
    await expect(query('SELECT 1', wrong)).rejects.toMatchObject({ code: '28P01' });
    await postgres!.stop();
    expect(new URL((await start()).url).port).toBe(port);
    await postgres!.stop();

    const other = await occupy(Number(port));
    expect(new URL((await start()).url).port).not.toBe(port);
    await new Promise((resolve) => other.close(resolve));
    temporary.mockRestore();
  });
});

describe('the files of PostgreSQL', () => {
  const original = dirname(nativeFolder(tmpdir(), undefined));
  const runs = (native: string, account?: ServerAccount) =>
    execFileSync(join(native, 'bin', 'initdb'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });

  it('are completed where the links were not made at installation', () => {
    const copy = join(home, 'package');
    cpSync(original, copy, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
    expect(nativeFolder(dataDir, undefined, copy)).toBe(join(copy, 'native'));
    expect(runs(join(copy, 'native'))).toContain('18.');
  });

  it('are copied to an open place where the account of the server may not enter', () => {
    const account = serverAccount();
    if (!account) return; // only root hands the server to another account
    const closed = join(home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    cpSync(original, join(closed, 'package'), { recursive: true });
    const native = nativeFolder(dataDir, account, join(closed, 'package'));
    expect(native.startsWith(home)).toBe(false);
    expect(runs(native, account)).toContain('18.');
  });
});
