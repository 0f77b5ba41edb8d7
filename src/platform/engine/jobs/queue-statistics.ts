import { declaredJobs } from '../ports/job-handler.js';
import type { QueueStatistics } from '../ports/job-queue.js';

export type QueueDepth = Omit<QueueStatistics, 'completed_last_hour'>;

export function toQueueStatistics(depths: QueueDepth[], completed: Map<string, number>): QueueStatistics[] {
  const byName = new Map(depths.map((depth) => [depth.name, depth]));
  const names = new Set([...declaredJobs(), ...byName.keys()]);
  return [...names].sort().map((name) => ({
    name,
    waiting: byName.get(name)?.waiting ?? 0,
    active: byName.get(name)?.active ?? 0,
    delayed: byName.get(name)?.delayed ?? 0,
    failed: byName.get(name)?.failed ?? 0,
    completed_last_hour: completed.get(name) ?? 0,
    oldest_waiting_seconds: byName.get(name)?.oldest_waiting_seconds ?? 0,
  }));
}
