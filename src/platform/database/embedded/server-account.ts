import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The operating system's account that runs PostgreSQL, which refuses to run as root. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody'];
const NOBODY: ServerAccount = { uid: 65534, gid: 65534 };

/** The account for a new cluster; undefined means our own, which is right for everybody but root. */
export function serverAccount(passwdFile = '/etc/passwd'): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = new Map<string, ServerAccount>();
  for (const line of readFileSync(passwdFile, 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    // macOS writes nobody's ids as -2.
    if (name && Number(uid)) accounts.set(name, { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 });
  }
  return CANDIDATES.map((name) => accounts.get(name)).find((account) => account !== undefined) ?? NOBODY;
}

export function ownerOf(cluster: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? serverAccount() : { uid, gid };
}

/** The topmost folder on the way to `path`, itself included, that the account may not enter. */
export function findClosedFolder(path: string, account: ServerAccount | undefined): string | undefined {
  if (!account) return undefined;
  const way = [realpathSync(path)];
  while (dirname(way[0]!) !== way[0]) way.unshift(dirname(way[0]!));
  return way.find((folder) => {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    return (mode & bit) === 0;
  });
}
