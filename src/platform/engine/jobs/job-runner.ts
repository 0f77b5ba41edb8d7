import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { runWithRequestId } from '../../context/request-context.js';
import type { RunningJob } from '../ports/job-handler.js';
import { JobCounts } from './job-counts.js';
import type { JobEnvelope } from './job-envelope.js';
import { JobDurations } from './job-durations.js';
import { JobHandlers } from './job-handlers.js';

const LAST_MS = 1_000;

@Injectable()
export class JobRunner {
  private readonly logger = new Logger('Jobs');
  private readonly running = new Set<Promise<void>>();
  private readonly givingUp = new AbortController();

  constructor(
    private readonly handlers: JobHandlers,
    private readonly counts: JobCounts,
    private readonly durations: JobDurations,
  ) {
    setMaxListeners(0, this.givingUp.signal);
  }

  run(name: string, id: string, envelope: JobEnvelope): Promise<void> {
    const work = this.attempt(name, id, envelope).finally(() => this.running.delete(work));
    this.running.add(work);
    return work;
  }

  /** Waits up to `graceMs` for the running jobs and answers how many are still at it. */
  async drain(graceMs: number): Promise<number> {
    const abort = setTimeout(() => this.givingUp.abort(), Math.max(0, graceMs - LAST_MS));
    const grace = new AbortController();
    const allDone = Promise.allSettled(this.running);
    await Promise.race([allDone, pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
    grace.abort();
    clearTimeout(abort);
    return this.running.size;
  }

  private async attempt(name: string, id: string, envelope: JobEnvelope): Promise<void> {
    const job: RunningJob = { id, signal: this.givingUp.signal };
    const began = performance.now();
    let outcome: 'completed' | 'failed' = 'failed';
    try {
      const handler = this.handlers.find(name);
      if (!handler) throw new Error(`There is no handler for the job ${name}.`);
      await runWithRequestId(envelope.request_id ?? `job-${id}`, () => handler.handle(envelope.payload, job));
      outcome = 'completed';
    } catch (error) {
      this.logger.error(`The job ${name} ${id} failed`, error);
      throw error;
    } finally {
      this.counts.count(name, outcome);
      this.durations.observe(name, outcome, performance.now() - began);
    }
  }
}
