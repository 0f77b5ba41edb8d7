import type { QueueOptions } from 'bull';
import type { RedisConnections } from './redis-connections.js';

const WEEK_SECONDS = 7 * 24 * 3600;

/** One attempt; failed jobs stay for a week, a thousand at most; a killed worker's are taken over in 6 s. */
export function bullOptions(connections: RedisConnections): QueueOptions & { skipVersionCheck: boolean } {
  const subscriber = connections.openRetrying('jobs-in');
  return {
    prefix: 'convoke:job',
    skipVersionCheck: true,
    createClient: (type) => {
      if (type === 'client') return connections.jobs;
      return type === 'subscriber' ? subscriber : connections.openRetrying('worker');
    },
    defaultJobOptions: {
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: { age: WEEK_SECONDS, count: 1_000 },
      stackTraceLimit: 5,
    },
    settings: {
      lockDuration: 4_000,
      lockRenewTime: 1_000,
      stalledInterval: 750,
      maxStalledCount: 100,
      guardInterval: 1_000,
      retryProcessDelay: 500,
    },
  };
}
