import { availableParallelism, loadavg } from 'node:os';

/**
 * How many times longer everything takes, since others want the processors too; 1 on a machine that has nothing
 * else to do.
 */
export function slowdown(): number {
  return Math.max(1, loadavg()[0]! / availableParallelism());
}
