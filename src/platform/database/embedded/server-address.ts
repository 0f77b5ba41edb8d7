import { randomInt } from 'node:crypto';
import { chownSync, lstatSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ListenOptions } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from './cluster.js';
import { findClosedFolder, type ServerAccount } from './server-account.js';

/** `host` is the folder of a Unix socket, or the loopback. */
export interface ServerAddress {
  host: string;
  port: number;
}

const LOOPBACK = '127.0.0.1';
const SOCKET_PORT = 5432;
const LONGEST_SOCKET_PATH = 100;
// Below the range of outgoing connections: nobody takes the port by chance during a restart.
const [FIRST, LAST] = [15_400, 30_000];

/** A socket beside the cluster, or in a closed temporary folder where that path is too long; else a port. */
export async function chooseAddress(
  dataDir: string,
  { folder, account }: Pick<Cluster, 'folder' | 'account'>,
): Promise<ServerAddress> {
  const places = [() => folder, () => temporaryFolder(dataDir, account)];
  for (const place of process.platform === 'win32' ? [] : places) {
    const host = place();
    if (host && (await takesSockets(host))) return { host, port: SOCKET_PORT };
  }
  return { host: LOOPBACK, port: await choosePort(dataDir) };
}

export function leaveAddress(dataDir: string, { host }: ServerAddress): void {
  const kept = join(dataDir, 'postgres.socket');
  if (read(kept) !== host) return;
  rmSync(host, { recursive: true, force: true });
  rmSync(kept, { force: true });
}

export function listensOnSocket({ host }: ServerAddress): boolean {
  return host !== LOOPBACK;
}

/** Not every file system has sockets. What is there was left by a server that is gone: the folder is ours. */
async function takesSockets(folder: string): Promise<boolean> {
  const path = join(folder, `.s.PGSQL.${SOCKET_PORT}`);
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) return false;
  for (const file of [path, `${path}.lock`]) rmSync(file, { force: true });
  return canListen({ path });
}

/** The one of an earlier run, if nobody else has put it there, so that crashes leave no more than one. */
function temporaryFolder(dataDir: string, account: ServerAccount | undefined): string | undefined {
  const parent = realpathSync(tmpdir());
  if (findClosedFolder(parent, account)) return undefined;
  const kept = join(dataDir, 'postgres.socket');
  const former = read(kept);
  if (former && isClosedFolderOf(former, account?.uid ?? process.getuid?.())) return former;
  const folder = mkdtempSync(join(parent, 'convoke-'));
  if (account) chownSync(folder, account.uid, account.gid);
  writeFileSync(kept, folder);
  return folder;
}

function isClosedFolderOf(folder: string, uid: number | undefined): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0;
}

async function choosePort(dataDir: string): Promise<number> {
  const path = join(dataDir, 'postgres.port');
  const kept = Number(read(path));
  if (Number.isInteger(kept) && kept > 1023 && kept < 65_536 && (await isFree(kept))) return kept;
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (!(await isFree(port))) continue;
    writeFileSync(path, `${port}\n`);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return canListen({ port, host: LOOPBACK, exclusive: true });
}

function canListen(where: ListenOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(where, () => probe.close(() => resolve(true)));
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
