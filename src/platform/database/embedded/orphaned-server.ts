import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresUnavailable } from './embedded-postgres.errors.js';
import { findProcess, hasEnded } from './running-process.js';

/** Ends the server that a killed process left on this cluster. Only under the lock of the DATA_DIR. */
export async function endOrphanedServer(cluster: string, log: (line: string) => void): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const pid = readPid(path);
  const running = pid === undefined ? undefined : findProcess(pid);
  if (pid === undefined || !running) return;

  if (!running.commandLine.includes(`-D ${cluster} `)) {
    // The pid belongs to another program now, which PostgreSQL would take for a server. Its parent's pid it
    // ignores, and still checks the shared memory named in this file.
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^\d+/, `${process.pid}`));
    return;
  }
  log(`Ending the database server that an earlier run left behind (process ${pid}).`);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(pid, signal);
    if (await hasEnded(pid, 5_000)) return;
  }
  throw new EmbeddedPostgresUnavailable(`The database server of an earlier run (process ${pid}) does not end.`);
}

function readPid(path: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10);
  } catch {
    return undefined;
  }
}
