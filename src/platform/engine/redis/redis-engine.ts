import { BullModule, getQueueToken } from '@nestjs/bull';
import type { DynamicModule, Provider } from '@nestjs/common';
import { Cache } from '../ports/cache.js';
import { Fanout } from '../ports/fanout.js';
import { declaredJobs } from '../ports/job-handler.js';
import { JobQueue } from '../ports/job-queue.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { RateCounters } from '../ports/rate-counters.js';
import { BullJobQueue } from './bull-job-queue.js';
import { bullOptions } from './bull-options.js';
import { BullQueues, type JobsQueue } from './bull-queues.js';
import { BullWorkers } from './bull-workers.js';
import { RedisTimeout } from './redis-timeout.js';
import { RedisCache } from './redis-cache.js';
import { RedisConnections } from './redis-connections.js';
import { RedisFanout } from './redis-fanout.js';
import { RedisRateCounters } from './redis-rate-counters.js';

export function redisEngine(url: string): { imports: DynamicModule[]; providers: Provider[] } {
  const names = declaredJobs();
  const connections: DynamicModule = {
    module: class RedisConnectionsModule {},
    providers: [{ provide: RedisConnections, useFactory: () => new RedisConnections(url) }],
    exports: [RedisConnections],
  };
  return {
    imports: [
      connections,
      BullModule.forRootAsync({ imports: [connections], inject: [RedisConnections], useFactory: bullOptions }),
      BullModule.registerQueue(...names.map((name) => ({ name }))),
    ],
    providers: [
      RedisTimeout,
      {
        provide: BullQueues,
        inject: names.map((name) => getQueueToken(name)),
        useFactory: (...queues: JobsQueue[]) => new BullQueues(queues),
      },
      { provide: JobQueue, useClass: BullJobQueue },
      { provide: JobWorkers, useClass: BullWorkers },
      { provide: Cache, useClass: RedisCache },
      { provide: RateCounters, useClass: RedisRateCounters },
      { provide: Fanout, useClass: RedisFanout },
    ],
  };
}
