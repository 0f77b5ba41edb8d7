import { readFileSync } from 'node:fs';
import { availableParallelism, getPriority, loadavg } from 'node:os';

/** By so much the scheduler prefers a process to one that is nicer by one. */
const PER_NICENESS = 1.25;

/**
 * How many times longer everything takes, since others want the processors too; 1 on a machine that has nothing
 * else to do. The load of a minute lags behind, what wants to run right now is chance: the larger one counts.
 */
export function slowdown(): number {
  const wanted = Math.max(loadavg()[0]!, wantingToRun()) / availableParallelism();
  return wanted > 1 ? wanted * PER_NICENESS ** Math.max(0, getPriority()) : 1;
}

/** How many threads want a processor at this moment, where the system tells it. */
function wantingToRun(): number {
  try {
    return Number.parseInt(readFileSync('/proc/loadavg', 'utf8').split(' ')[3]!, 10);
  } catch {
    return 0;
  }
}
