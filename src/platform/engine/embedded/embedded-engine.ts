import type { Provider } from '@nestjs/common';
import { Cache } from '../cache.js';
import { Fanout } from '../fanout.js';
import { JobQueue } from '../job-queue.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { RateCounters } from '../rate-counters.js';
import { GraphileJobQueue } from './graphile-job-queue.js';
import { GraphileStore } from './graphile-store.js';
import { GraphileWorkers } from './graphile-workers.js';
import { JobAlarm } from './job-alarm.js';
import { LocalFanout } from './local-fanout.js';
import { MemoryCache } from './memory-cache.js';
import { MemoryRateCounters } from './memory-rate-counters.js';
import { Repetition } from './repetition.js';

/** One process: jobs in its PostgreSQL, the rest in its memory. */
export const embeddedEngine: Provider[] = [
  GraphileStore,
  JobAlarm,
  Repetition,
  { provide: JobQueue, useClass: GraphileJobQueue },
  { provide: JobWorkers, useClass: GraphileWorkers },
  { provide: Cache, useClass: MemoryCache },
  { provide: RateCounters, useClass: MemoryRateCounters },
  { provide: Fanout, useClass: LocalFanout },
];
