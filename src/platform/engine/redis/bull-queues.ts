import { Logger } from '@nestjs/common';
import type { Queue } from 'bull';
import { requireDeclared } from '../ports/job-handler.js';
import type { JobEnvelope } from '../jobs/job-envelope.js';

export type JobsQueue = Queue<JobEnvelope>;

/** One Bull queue for each kind of job, so that none waits behind another. */
export class BullQueues {
  private readonly logger = new Logger('Jobs');
  private readonly byName: Map<string, JobsQueue>;

  constructor(queues: JobsQueue[]) {
    this.byName = new Map(queues.map((queue) => [queue.name, queue]));
    // What the connections report is told once, by RedisConnections.
    for (const queue of queues)
      queue.on('error', (error) => this.logger.debug(`${queue.name}: ${error.message}`));
  }

  all(): JobsQueue[] {
    return [...this.byName.values()];
  }

  of(job: string): JobsQueue {
    requireDeclared(job);
    return this.byName.get(job)!;
  }
}
