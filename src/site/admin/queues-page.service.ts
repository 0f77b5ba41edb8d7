import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { JobQueue, type QueueStatistics } from '../../platform/engine/ports/job-queue.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { RetriesService } from '../../platform/monitoring/retries.service.js';
import type { PageBodies } from '../../platform/pages/page.js';

interface Queues {
  queues: QueueStatistics[];
}

/** How the work in the background stands, and the retry of what failed. */
@Injectable()
export class QueuesPageService implements PageBodies {
  constructor(
    private readonly queue: JobQueue,
    private readonly retries: RetriesService,
  ) {}

  async bodyOf(): Promise<Queues> {
    const all = await this.queue.statistics();
    return { queues: all.toSorted((a, b) => b.failed - a.failed || a.name.localeCompare(b.name)) };
  }

  /** Refuses as `POST admin/queues/{name}/retry`. */
  async retry(caller: Caller, name: string): Promise<SeeOther> {
    const { retried } = await this.retries.retryJobs(name, caller.id);
    return new SeeOther(`/admin/queues?done=retry_jobs&n=${retried}`);
  }
}
