import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresUnavailable } from './embedded-postgres.errors.js';
import { findClosedFolder, type ServerAccount } from './server-account.js';

const SHARED_CACHE = '/var/cache/convoke';

interface Link {
  source: string;
  target: string;
}

/** PostgreSQL's `bin`, `lib` and `share`: the npm package, or a copy where it cannot be completed in place. */
export function nativeFolder(
  dataDir: string,
  account: ServerAccount | undefined,
  packageFolder = findPackage(),
): string {
  const original = join(packageFolder, 'native');
  const links = readLinks(packageFolder);
  if (!findClosedFolder(join(original, 'bin'), account) && completes(original, links)) return original;

  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = account ? SHARED_CACHE : dataDir;
  const copy = join(cache, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) {
    mkdirSync(cache, { recursive: true });
    if (account) chmodSync(cache, 0o755);
    makeCopy(original, links, copy);
  }
  return copy;
}

function findPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresUnavailable(
      `${name} is not installed: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** npm packages cannot hold symbolic links, and we install without scripts. */
function readLinks(packageFolder: string): Link[] {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

function completes(native: string, links: Link[]): boolean {
  for (const { source, target } of links) {
    const [file, link] = [source, target].map((path) => join(native, path.replace(/^native\//, ''))) as [
      string,
      string,
    ];
    try {
      if (!existsSync(link)) symlinkSync(relative(dirname(link), file), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

function makeCopy(original: string, links: Link[], copy: string): void {
  const draft = `${copy}.${process.pid}`;
  copyOpenly(original, draft);
  completes(draft, links);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
}

function copyOpenly(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyOpenly(source, target);
    else if (entry.isFile()) {
      copyFileSync(source, target);
      chmodSync(target, statSync(source).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
