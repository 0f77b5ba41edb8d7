import { setTimeout as pause } from 'node:timers/promises';
import { runTaskList, type TaskList, type WorkerPool } from 'graphile-worker';
import type pg from 'pg';
import type { RegisteredHandler } from '../jobs/job-handlers.js';
import type { JobEnvelope } from '../jobs/job-envelope.js';
import type { JobRunner } from '../jobs/job-runner.js';
import { FORGET_FAILED, SHOW_PRESENCE, TAKE_OVER_AND_COUNT } from './stalled-jobs.js';
import { ConcurrencyGate } from './concurrency-gate.js';
import type { GraphileStore } from './graphile-store.js';

/** Fetching, completing, listening, and the presence lock. */
const CONNECTIONS = 5;
const POLL_EVERY_MS = 2_000;
const POLLS_PER_CLEANING = 30;
/** Notices and our own polling wake the workers; theirs is a last resort. */
const WORKER_POLL_MS = 60_000;
const BATCH_DELAY_MS = 2;
const STOP_GRACE_MS = 1_000;

export class GraphileWorkerPool {
  private readonly gate: ConcurrencyGate;
  private readonly pool: pg.Pool;
  private readonly over = new AbortController();
  private workers?: WorkerPool;
  private ending?: Promise<void>;

  constructor(
    private readonly store: GraphileStore,
    private readonly handlers: RegisteredHandler[],
    private readonly runner: JobRunner,
  ) {
    this.gate = new ConcurrencyGate(handlers);
    this.gate.events.on('worker:getJob:error', ({ worker }) => {
      // It looks for no further job, and else graphile-worker prints how it ended.
      if (this.over.signal.aborted) void worker.release(true);
    });
    // A crash may lose the marks of taken and finished jobs, which then only run again.
    this.pool = store.connect(CONNECTIONS, 'convoke-workers', '-c synchronous_commit=off');
  }

  /** Rejects when the database is lost. `begun` is called once it is at work. */
  async work(begun: () => void): Promise<void> {
    try {
      await this.store.ready();
      const presence = await this.pool.connect();
      try {
        await this.watch(presence, begun);
      } finally {
        // Present to the last: others would take over jobs that still run here.
        await this.stop(STOP_GRACE_MS);
        presence.release(true);
      }
    } finally {
      await this.stop(STOP_GRACE_MS);
    }
  }

  stop(graceMs: number): Promise<void> {
    this.ending ??= this.end(graceMs);
    return this.ending;
  }

  wake(count: number): void {
    if (count === 0 || this.over.signal.aborted) return;
    try {
      this.workers?.nudge(count);
    } catch {
      // The pool is just ending; the next one polls by itself.
    }
  }

  private async end(graceMs: number): Promise<void> {
    this.over.abort();
    const grace = new AbortController();
    const finished = Promise.resolve(this.workers?.gracefulShutdown()).catch(() => undefined);
    await Promise.race([finished, pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
    grace.abort();
    void this.pool.end();
  }

  private async watch(presence: pg.PoolClient, begun: () => void): Promise<void> {
    this.workers = this.startWorkers();
    const lost = new Promise<never>((_, reject) => {
      presence.once('error', reject);
      this.gate.begun.catch(reject);
      this.workers!.promise.then(
        () => reject(new Error('The workers ended.')),
        (error: unknown) => reject(error as Error),
      );
    });
    lost.catch(() => undefined);
    await presence.query(SHOW_PRESENCE, [this.workers.id]);
    begun();
    for (let poll = 1; !this.over.signal.aborted; poll++) {
      await Promise.race([this.poll(presence, poll), lost]);
      await Promise.race([pause(POLL_EVERY_MS, undefined, { signal: this.over.signal }), lost]).catch(
        (error) => {
          if (!this.over.signal.aborted) throw error;
        },
      );
    }
  }

  private async poll(presence: pg.PoolClient, poll: number): Promise<void> {
    if (poll % POLLS_PER_CLEANING === 0) await presence.query(FORGET_FAILED);
    const { rows } = await presence.query<{ due: number }>(TAKE_OVER_AND_COUNT, [
      this.gate.full,
      this.gate.places,
    ]);
    this.wake(rows[0]!.due);
  }

  private startWorkers(): WorkerPool {
    const tasks: TaskList = {};
    for (const { name } of this.handlers) {
      tasks[name] = (envelope, { job }) => this.runner.run(name, String(job.id), envelope as JobEnvelope);
    }
    const options = {
      concurrency: this.gate.places,
      noHandleSignals: true,
      pollInterval: WORKER_POLL_MS,
      logger: this.store.log,
      events: this.gate.events,
      forbiddenFlags: () => this.gate.enter(),
      preset: { worker: { completeJobBatchDelay: BATCH_DELAY_MS, failJobBatchDelay: BATCH_DELAY_MS } },
    };
    return runTaskList(options, tasks, this.pool);
  }
}
