import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirInUse } from './embedded-postgres.errors.js';
import { findProcess } from './running-process.js';

const FILE = 'convoke.pid';

/** One process per DATA_DIR. The file holds pid and start, so that a recycled pid does not count. */
export class DataDirLock {
  private constructor(
    private readonly path: string,
    private readonly content: string,
  ) {}

  static acquire(dataDir: string): DataDirLock {
    const lock = new DataDirLock(
      join(dataDir, FILE),
      `${process.pid}\n${findProcess(process.pid)?.startedAt ?? ''}\n`,
    );
    while (!lock.create()) {
      const found = read(lock.path);
      if (found === undefined) continue;
      const holder = livingHolder(found);
      if (holder) throw new DataDirInUse(dataDir, holder);
      lock.remove(found);
    }
    return lock;
  }

  release(): void {
    this.remove(this.content);
  }

  /** A link appears with its content at once; a file that is opened and then written could be read empty. */
  private create(): boolean {
    const draft = `${this.path}.${process.pid}`;
    writeFileSync(draft, this.content, { mode: 0o644 });
    try {
      linkSync(draft, this.path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Takes the file away only if it still holds `content`: two starters may meet over one stale file. */
  private remove(content: string): void {
    const aside = `${this.path}.${process.pid}.old`;
    try {
      renameSync(this.path, aside);
      if (read(aside) !== content) linkSync(aside, this.path);
    } catch (error) {
      if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      rmSync(aside, { force: true });
    }
  }
}

export function findDataDirHolder(dataDir: string): number | undefined {
  const content = read(join(dataDir, FILE));
  return content === undefined ? undefined : livingHolder(content);
}

function livingHolder(content: string): number | undefined {
  const [pid, startedAt] = content.split('\n');
  const running = findProcess(Number(pid));
  return running && running.startedAt === startedAt ? Number(pid) : undefined;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
