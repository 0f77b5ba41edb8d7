import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { JobHandlers } from '../jobs/job-handlers.js';
import { JobRunner } from '../jobs/job-runner.js';
import { JobWorkers } from '../jobs/job-workers.js';
import { GraphileStore } from './graphile-store.js';
import { DelayedJobTimer } from './delayed-job-timer.js';
import { GraphileWorkerPool } from './graphile-worker-pool.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

/** Runs one pool of workers after the other; a pool ends when its database is lost. */
@Injectable()
export class GraphileWorkers extends JobWorkers {
  private readonly logger = new Logger('Jobs');
  private readonly stopping = new AbortController();
  private pool?: GraphileWorkerPool;
  private loop?: Promise<void>;
  private away = false;

  constructor(
    private readonly store: GraphileStore,
    private readonly handlers: JobHandlers,
    private readonly runner: JobRunner,
    private readonly timer: DelayedJobTimer,
    private readonly db: Database,
  ) {
    super();
  }

  start(): void {
    this.timer.onDue(() => this.pool?.wake(1));
    this.loop = this.keepWorking();
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping.abort();
    this.timer.stop();
    await Promise.all([this.pool?.stop(graceMs), this.runner.drain(graceMs)]);
    await this.loop;
  }

  private async keepWorking(): Promise<void> {
    let wait = FIRST_PAUSE_MS;
    while (!this.stopping.signal.aborted) {
      this.pool = new GraphileWorkerPool(this.store, this.handlers.all(), this.runner);
      try {
        await this.pool.work(() => {
          wait = FIRST_PAUSE_MS;
          this.reportOutage(false);
        });
      } catch (error) {
        if (!this.stopping.signal.aborted && !this.db.noticesOutage(error))
          this.reportOutage(true, error as Error);
      }
      await pause(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
    }
  }

  private reportOutage(away: boolean, error?: Error): void {
    if (away === this.away || this.stopping.signal.aborted) return;
    this.away = away;
    if (away) this.logger.warn(`No job is taken: ${error?.message}`);
    else this.logger.log('Jobs run again.');
  }
}
