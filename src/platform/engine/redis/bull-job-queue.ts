import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Unavailable } from '../../../shared/errors.js';
import { JobQueue, RETRIED_AT_ONCE, type JobOptions, type QueueStatistics } from '../ports/job-queue.js';
import { JobCounts } from '../jobs/job-counts.js';
import { toJobEnvelope } from '../jobs/job-envelope.js';
import { toQueueStatistics } from '../jobs/queue-statistics.js';
import { readQueueDepths } from './bull-depths.js';
import { BullQueues } from './bull-queues.js';
import { replacePendingJob } from './replace-pending-job.js';
import { RedisConnections, orUnavailable } from './redis-connections.js';

const TIMEOUT_MS = 2_000;
const JOBS_PER_TRANSACTION = 1_000;

@Injectable()
export class BullJobQueue extends JobQueue {
  constructor(
    private readonly queues: BullQueues,
    private readonly connections: RedisConnections,
    private readonly counts: JobCounts,
  ) {
    super();
  }

  async add(job: string, payload: object, { delayMs = 0, dedupeKey }: JobOptions = {}): Promise<string> {
    const queue = this.queues.of(job);
    const jobId = dedupeKey === undefined ? undefined : randomUUID();
    return this.ask(async () => {
      const added = await queue.add(toJobEnvelope(payload), { delay: delayMs, jobId });
      if (dedupeKey !== undefined)
        await replacePendingJob(this.connections.jobs, queue, dedupeKey, jobId!, delayMs);
      return `${job}:${added.id}`;
    });
  }

  async addMany(job: string, payloads: object[]): Promise<void> {
    const queue = this.queues.of(job);
    for (let from = 0; from < payloads.length; from += JOBS_PER_TRANSACTION) {
      const jobs = payloads
        .slice(from, from + JOBS_PER_TRANSACTION)
        .map((payload) => ({ data: toJobEnvelope(payload) }));
      const added = await this.ask(() => queue.addBulk(jobs));
      if (added.some(({ id }) => !id)) throw new Unavailable();
    }
  }

  async retryFailed(job: string): Promise<number> {
    const queue = this.queues.of(job);
    return this.ask(async () => {
      const failed = await queue.getFailed(0, RETRIED_AT_ONCE - 1);
      await Promise.all(failed.map((one) => one.retry()));
      return failed.length;
    });
  }

  async statistics(): Promise<QueueStatistics[]> {
    const depths = await this.ask(() => readQueueDepths(this.queues.all(), this.connections.jobs));
    return toQueueStatistics(depths, await this.counts.completedLastHour());
  }

  private async ask<T>(redis: () => Promise<T>): Promise<T> {
    try {
      await this.connections.reachable();
      return await orUnavailable(TIMEOUT_MS, redis());
    } catch (error) {
      if (error instanceof Unavailable) this.connections.outage.notice(error);
      throw error;
    }
  }
}
