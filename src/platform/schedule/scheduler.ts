import { createHash } from 'node:crypto';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Clock } from '../../shared/clock.js';
import { withinGrace } from '../../shared/grace.js';
import { Config } from '../config/config.js';
import { runWithRequestId } from '../context/request-context.js';
import { Database } from '../database/database.js';
import { decoratedMethods } from '../discovery/decorated-methods.js';
import { Metrics } from '../observability/metrics.js';
import { ClusterLock } from './cluster-lock.js';
import { EVERY, type EveryOptions } from './every.js';

const TICK_MS = 1_000;
const LOCK_TRIED_EVERY_MS = 3_000;
/** A process that is restarted daily runs its daily work nevertheless. */
const FIRST_RUN_WITHIN_MS = 10 * 60_000;
const GRACE_MS = 3_000;
const LOCK_CHECKED_EVERY_MS = 5_000;

interface RecurringTask extends EveryOptions {
  name: string;
  run(signal: AbortSignal): unknown;
  nextAt: number;
  isRunning: boolean;
}

/** Runs what `@Every` marks, in the process that holds the cluster's lock. */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Scheduler.name);
  private readonly running = new Set<Promise<void>>();
  private readonly givingUp = new AbortController();
  private readonly lock: ClusterLock;
  private tasks: RecurringTask[] = [];
  private timer?: NodeJS.Timeout;
  private ticking?: Promise<void>;
  private lockTriedAt = -Infinity;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly db: Database,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    this.lock = new ClusterLock(config.databaseUrl);
  }

  onApplicationBootstrap(): void {
    if (!this.config.runsJobs) return;
    this.tasks = decoratedMethods<EveryOptions>(this.discovery, EVERY).map(({ name, options, call }) => {
      return { ...options, name, run: call, nextAt: 0, isRunning: false };
    });
    if (this.tasks.length === 0) return;
    const tickMs = Math.min(TICK_MS, ...this.tasks.map(({ everyMs }) => everyMs));
    this.timer = setInterval(() => {
      this.ticking ??= this.tick().finally(() => (this.ticking = undefined));
    }, tickMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.ticking;
    this.givingUp.abort();
    await withinGrace(Promise.allSettled(this.running), GRACE_MS);
    await this.lock.release();
  }

  private async tick(): Promise<void> {
    if (this.lock.held) await this.checkLock();
    if (!this.lock.held && !(await this.takeOver())) return;
    const now = performance.now();
    const turns = this.tasks.filter(({ nextAt, isRunning }) => nextAt <= now && !isRunning);
    for (const task of turns)
      task.nextAt += task.everyMs * Math.max(1, Math.ceil((now - task.nextAt) / task.everyMs));
    for (const task of await this.withWork(turns)) {
      const run = this.run(task).finally(() => this.running.delete(run));
      this.running.add(run);
    }
  }

  /** A server that went without a word frees the lock for others, while its socket here seems alive. */
  private async checkLock(): Promise<void> {
    const now = performance.now();
    if (now - this.lockTriedAt < LOCK_CHECKED_EVERY_MS) return;
    this.lockTriedAt = now;
    await this.lock.check();
  }

  private async takeOver(): Promise<boolean> {
    const now = performance.now();
    if (now - this.lockTriedAt < LOCK_TRIED_EVERY_MS) return false;
    this.lockTriedAt = now;
    try {
      if (!(await this.lock.tryAcquire())) return false;
    } catch (error) {
      this.logger.debug(`The schedule waits for the database: ${(error as Error).message}`);
      return false;
    }
    for (const task of this.tasks) task.nextAt = performance.now() + firstRunAfter(task);
    return true;
  }

  /** Those whose condition holds, or that have none; all of them where the question fails. */
  private async withWork(tasks: RecurringTask[]): Promise<RecurringTask[]> {
    const asked = tasks.filter(({ due }) => due !== undefined);
    if (asked.length === 0) return tasks;
    try {
      const sql = `SELECT ARRAY[${asked.map(({ due }) => `(${due})`).join(', ')}]::boolean[] AS due`;
      const [answer] = await this.db.query<{ due: boolean[] }>(sql, { now: this.clock.now() });
      return tasks.filter((task) => task.due === undefined || answer!.due[asked.indexOf(task)]);
    } catch (error) {
      this.logger.warn('What is due could not be asked', error);
      return tasks;
    }
  }

  private async run(task: RecurringTask): Promise<void> {
    const began = performance.now();
    task.isRunning = true;
    let outcome: 'completed' | 'failed' = 'completed';
    try {
      await runWithRequestId(`schedule-${task.name}`, async () => task.run(this.givingUp.signal));
    } catch (error) {
      outcome = 'failed';
      this.logger.error(`${task.name} failed`, error);
    }
    task.isRunning = false;
    this.metrics.observeRun(task.name, outcome, performance.now() - began);
  }
}

/** By a hash of its name, so that not everything begins in one instant. */
export function firstRunAfter({ name, everyMs }: Pick<RecurringTask, 'name' | 'everyMs'>): number {
  const hash = createHash('sha256').update(name).digest().readUInt32BE();
  return hash % Math.min(everyMs, FIRST_RUN_WITHIN_MS);
}
