import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { JobCounts } from './jobs/job-counts.js';
import { JobWorkers } from './jobs/job-workers.js';

const GRACE_MS = 8_000;

@Injectable()
export class EngineLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly workers: JobWorkers,
    private readonly counts: JobCounts,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.runsJobs) this.workers.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.config.runsJobs) await this.workers.stop(GRACE_MS);
    await this.counts.write();
  }
}
