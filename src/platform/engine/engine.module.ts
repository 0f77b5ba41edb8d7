import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Config } from '../config/config.js';
import { Cache } from './ports/cache.js';
import { embeddedEngine } from './embedded/embedded-engine.js';
import { EngineLifecycle } from './engine-lifecycle.js';
import { Fanout } from './ports/fanout.js';
import { JobQueue } from './ports/job-queue.js';
import { JobCounts } from './jobs/job-counts.js';
import { JobDurations } from './jobs/job-durations.js';
import { JobHandlers } from './jobs/job-handlers.js';
import { JobRunner } from './jobs/job-runner.js';
import { RateCounters } from './ports/rate-counters.js';

const PORTS = [JobQueue, Cache, RateCounters, Fanout];

/** Chooses what implements the ports: this process and its database, or Redis, which is loaded there alone. */
@Global()
@Module({})
export class EngineModule {
  static async of(config: Config): Promise<DynamicModule> {
    const { imports, providers } = config.redisUrl
      ? (await import('./redis/redis-engine.js')).redisEngine(config.redisUrl)
      : { imports: [], providers: embeddedEngine };
    return {
      module: EngineModule,
      imports: [DiscoveryModule, ...imports],
      providers: [JobHandlers, JobCounts, JobDurations, JobRunner, EngineLifecycle, ...providers],
      exports: [...PORTS, JobDurations],
    };
  }
}
