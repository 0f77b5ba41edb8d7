import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** Resident memory of a process in MB; undefined where the system has no /proc. */
export function residentMegabytes(pid: number): number | undefined {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Seconds of processor time that a process has used so far; undefined where the system has no /proc. */
export function cpuSeconds(pid: number): number | undefined {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The same of a process and all that it started, ended ones too. */
export function familyCpuSeconds(pid: number): number | undefined {
  const own = statOf(pid);
  if (!own) return undefined;
  const started = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return [own, ...started].reduce((sum, stat) => sum + stat!.ticks, own.endedTicks) / TICKS_PER_SECOND;
}

function statOf(pid: number): { parent: number; ticks: number; endedTicks: number } | undefined {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ').map(Number);
  if (!fields) return undefined;
  return { parent: fields[1]!, ticks: fields[11]! + fields[12]!, endedTicks: fields[13]! + fields[14]! };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
