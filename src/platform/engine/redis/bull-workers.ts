import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { JobHandlers } from '../jobs/job-handlers.js';
import { JobRunner } from '../jobs/job-runner.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { BullQueues } from './bull-queues.js';

@Injectable()
export class BullWorkers extends JobWorkers {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly queues: BullQueues,
    private readonly handlers: JobHandlers,
    private readonly runner: JobRunner,
  ) {
    super();
  }

  start(): void {
    for (const { name, concurrency } of this.handlers.all()) {
      this.queues
        .of(name)
        .process(concurrency, (job) => this.runner.run(name, `${name}:${job.id}`, job.data))
        .catch((error: Error) => this.logger.debug(`${name}: ${error.message}`));
    }
  }

  async stop(graceMs: number): Promise<void> {
    const grace = new AbortController();
    const closed = Promise.allSettled(this.queues.all().map((queue) => queue.close()));
    const late = pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
    await Promise.race([Promise.all([closed, this.runner.drain(graceMs)]), late]);
    grace.abort();
  }
}
