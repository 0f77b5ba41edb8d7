import type { Provider } from '@nestjs/common';
import { Cache } from '../ports/cache.js';
import { Fanout } from '../ports/fanout.js';
import { JobQueue } from '../ports/job-queue.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { RateCounters } from '../ports/rate-counters.js';
import { GraphileJobQueue } from './graphile-job-queue.js';
import { GraphileStore } from './graphile-store.js';
import { GraphileWorkers } from './graphile-workers.js';
import { DelayedJobTimer } from './delayed-job-timer.js';
import { LocalFanout } from '../memory/local-fanout.js';
import { MemoryCache } from '../memory/memory-cache.js';
import { MemoryRateCounters } from '../memory/memory-rate-counters.js';

export const embeddedEngine: Provider[] = [
  GraphileStore,
  DelayedJobTimer,
  { provide: JobQueue, useClass: GraphileJobQueue },
  { provide: JobWorkers, useClass: GraphileWorkers },
  { provide: Cache, useClass: MemoryCache },
  { provide: RateCounters, useClass: MemoryRateCounters },
  { provide: Fanout, useClass: LocalFanout },
];
