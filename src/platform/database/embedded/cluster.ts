import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresUnavailable } from './embedded-postgres.errors.js';
import { nativeFolder } from './native-files.js';
import { findClosedFolder, ownerOf, serverAccount, type ServerAccount } from './server-account.js';

export const OWNER = 'convoke';
/** Of the packaged server. A cluster of another goes over by a backup. */
const MAJOR = '18';
const SHARED_CLUSTERS = '/var/lib/convoke';

export interface Cluster {
  folder: string;
  native: string;
  account: ServerAccount | undefined;
  password: string;
}

/** Finds the cluster of this DATA_DIR, or makes it. A half-made one never has the final name. */
export async function openCluster(dataDir: string, log: (line: string) => void): Promise<Cluster> {
  const home = join(dataDir, 'postgres');
  const exists = lstatSync(home, { throwIfNoEntry: false }) !== undefined;
  if (exists && !existsSync(home)) {
    throw new EmbeddedPostgresUnavailable(
      `${home} is a link to a folder that is gone: bring it back, or remove the link to begin anew.`,
    );
  }
  const account = exists ? ownerOf(home) : serverAccount();
  openDataDir(dataDir, account);
  const native = nativeFolder(dataDir, account);
  if (!exists) await makeCluster(dataDir, home, native, account, log);

  const folder = realpathSync(home);
  const major = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (major !== MAJOR) {
    throw new EmbeddedPostgresUnavailable(
      `${folder} was made by PostgreSQL ${major}, and this build has ${MAJOR}: ` +
        'back up with the build that made it, and restore into another DATA_DIR (UPGRADING.md).',
    );
  }
  const closed = findClosedFolder(folder, account);
  if (closed) {
    throw new EmbeddedPostgresUnavailable(
      `The account that owns ${folder} (uid ${account?.uid}) may not enter ${closed}: ` +
        `run 'chmod o+x ${closed}', or set DATABASE_URL.`,
    );
  }
  return { folder, native, account, password: readPassword(dataDir) };
}

/** DATA_DIR itself is ours to open for passing through; the folders above it are not. */
function openDataDir(dataDir: string, account: ServerAccount | undefined): void {
  const real = realpathSync(dataDir);
  if (findClosedFolder(real, account) === real) chmodSync(real, statSync(real).mode | 0o011);
}

async function makeCluster(
  dataDir: string,
  home: string,
  native: string,
  account: ServerAccount | undefined,
  log: (line: string) => void,
): Promise<void> {
  const closed = findClosedFolder(dataDir, account);
  const folder = closed ? join(SHARED_CLUSTERS, randomBytes(8).toString('hex')) : home;
  if (closed) {
    mkdirSync(SHARED_CLUSTERS, { recursive: true });
    chmodSync(SHARED_CLUSTERS, 0o711);
    log(
      `PostgreSQL does not run as root, and its account may not enter ${closed}: ` +
        `the database is kept in ${folder}.`,
    );
  }
  const [draft, passwordFile] = [`${folder}.new`, `${folder}.new-password`];
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, makePassword(dataDir), { mode: 0o600 });
  if (account) [draft, passwordFile].forEach((path) => chownSync(path, account.uid, account.gid));
  try {
    await initialise(native, draft, passwordFile, account);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, folder);
  if (closed) symlinkSync(folder, home);
}

/** The builtin locale works on every machine: it doesn't depend on what the system has installed. */
async function initialise(
  native: string,
  folder: string,
  passwordFile: string,
  account?: ServerAccount,
): Promise<void> {
  const program = join(native, 'bin', 'initdb');
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${OWNER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    const options = { ...account, cwd: parse(native).root, env: { LC_ALL: 'C', TZ: 'UTC' } };
    await promisify(execFile)(
      program,
      ['-D', folder, ...locale, ...access, '--no-sync', '--no-instructions'],
      options,
    );
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const reason = (stderr || message).trim().split('\n').at(-1);
    throw new EmbeddedPostgresUnavailable(
      `${program} failed: ${reason} (DATABASE_URL takes a PostgreSQL of your own)`,
    );
  }
}

function makePassword(dataDir: string): string {
  const path = join(dataDir, 'postgres.password');
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readPassword(dataDir);
}

function readPassword(dataDir: string): string {
  const path = join(dataDir, 'postgres.password');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new EmbeddedPostgresUnavailable(`${path}, the password of the database in DATA_DIR, can't be read.`);
  }
}
