import type { Redis } from 'ioredis';
import type { JobsQueue } from './bull-queues.js';

const REMEMBERED_MS = 7 * 24 * 3_600_000;

// The previous job is removed only while it waits or is delayed.
const REPLACE = `
  local before = redis.call('GET', KEYS[1])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  if not before or before == ARGV[1] then return 0 end
  if redis.call('ZREM', KEYS[2], before) == 0 and redis.call('LREM', KEYS[3], 1, before) == 0 then return 0 end
  return redis.call('DEL', ARGV[3] .. before)`;

interface Scripted extends Redis {
  replacePending(
    key: string,
    delayed: string,
    wait: string,
    jobId: string,
    rememberedMs: number,
    prefix: string,
  ): Promise<number>;
}

/** Makes `jobId` the only pending job of its key. Called after the add: never a job too few. */
export async function replacePendingJob(
  redis: Redis,
  queue: JobsQueue,
  key: string,
  jobId: string,
  delayMs: number,
) {
  const scripted = redis as Scripted;
  if (!scripted.replacePending) redis.defineCommand('replacePending', { numberOfKeys: 3, lua: REPLACE });
  await scripted.replacePending(
    queue.toKey(`latest:${key}`),
    queue.toKey('delayed'),
    queue.toKey('wait'),
    jobId,
    delayMs + REMEMBERED_MS,
    queue.toKey(''),
  );
}
