import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

// Below the range that systems give to outgoing connections: nobody takes the port by chance while its owner
// restarts. Above 10080, which fetch refuses to speak to (https://fetch.spec.whatwg.org/#bad-port).
const [FIRST, LAST] = [10_100, 15_399];
/**
 * A file for each port that a run on this machine has, with the id of the process: others must not take it
 * while its server restarts, or has yet to start.
 */
const TAKEN = join(tmpdir(), `convoke-ports-${userInfo().username}`);
const mine = new Set<string>();
process.once('exit', () => mine.forEach((file) => rmSync(file, { force: true })));

/** A port that nobody listens on right now, for a process that must keep its address over restarts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (take(port) && (await isFree(port))) return port;
  }
}

function take(port: number): boolean {
  mkdirSync(TAKEN, { recursive: true });
  const file = join(TAKEN, String(port));
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    if (isLeftBehind(file)) rmSync(file, { force: true });
    return false;
  }
  mine.add(file);
  return true;
}

function isLeftBehind(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && !process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
