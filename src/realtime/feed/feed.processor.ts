import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { JobHandler } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { FeedRepository } from './feed.repository.js';

const FORGET = 'realtime.feed.forget';
const EVERY_MS = 10 * 60_000;

@Injectable()
export class FeedProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly feed: FeedRepository,
    private readonly jobs: JobQueue,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.runsJobs) await this.jobs.repeat(FORGET, EVERY_MS);
  }

  @JobHandler(FORGET)
  removeExpired(): Promise<void> {
    return this.feed.removeExpired();
  }
}
