import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** `startedAt` tells it from a later process with the same pid. */
export interface RunningProcess {
  startedAt: string;
  commandLine: string;
}

export function findProcess(pid: number): RunningProcess | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold blanks; then come the state and, as 22nd, the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { startedAt: `${boot}/${fields[19]}`, commandLine };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): RunningProcess | undefined {
  try {
    const columns = ['-o', 'stat=', '-o', 'lstart=', '-o', 'command='];
    const line = execFileSync('ps', [...columns, '-p', `${pid}`], { encoding: 'utf8', env: { LC_ALL: 'C' } });
    const match = /^(\S+)\s+((?:\S+\s+){4}\S+)\s+(.+)$/s.exec(line.trim());
    if (!match || match[1]!.startsWith('Z')) return undefined;
    return { startedAt: match[2]!, commandLine: match[3]! };
  } catch {
    return undefined;
  }
}

export async function hasEnded(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (findProcess(pid)) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
