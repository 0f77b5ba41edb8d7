import type { Redis } from 'ioredis';
import type { QueueDepth } from '../jobs/queue-statistics.js';
import type { JobsQueue } from './bull-queues.js';

type Reply = [error: Error | null, value: unknown];

/** Jobs of each kind by state, and the age of the oldest due one, in two round trips. */
export async function readQueueDepths(queues: JobsQueue[], redis: Redis): Promise<QueueDepth[]> {
  const asked = redis.pipeline();
  for (const queue of queues) {
    asked.llen(queue.toKey('wait')).llen(queue.toKey('active'));
    asked.zcard(queue.toKey('delayed')).zcard(queue.toKey('failed'));
    asked.lindex(queue.toKey('wait'), -1);
  }
  const values = valuesOf(await asked.exec());
  const answers = queues.map((queue, index) => ({ queue, counts: values.slice(5 * index, 5 * index + 5) }));

  const oldest = redis.pipeline();
  for (const { queue, counts } of answers) oldest.hget(queue.toKey(String(counts[4] ?? '')), 'opts');
  const options = valuesOf(await oldest.exec());

  return answers.map(({ queue, counts }, index) => ({
    name: queue.name,
    waiting: Number(counts[0]),
    active: Number(counts[1]),
    delayed: Number(counts[2]),
    failed: Number(counts[3]),
    oldest_waiting_seconds: ageOf(options[index]),
  }));
}

/** A delayed job waits only from the moment when it fell due. */
function ageOf(options: unknown): number {
  if (typeof options !== 'string') return 0;
  const { timestamp, delay } = JSON.parse(options) as { timestamp: number; delay: number };
  return Math.max(0, Math.floor((performance.timeOrigin + performance.now() - timestamp - delay) / 1000));
}

function valuesOf(replies: Reply[] | null): unknown[] {
  return (replies ?? []).map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}
