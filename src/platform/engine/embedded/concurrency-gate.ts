import { EventEmitter } from 'node:events';
import type { Job, WorkerEvents } from 'graphile-worker';
import type { RegisteredHandler } from '../jobs/job-handlers.js';

/**
 * Keeps each kind of job within its own concurrency, where graphile-worker has one number for all: workers ask
 * for the next job one after the other, and skip the full kinds by their flag.
 */
export class ConcurrencyGate {
  readonly events: WorkerEvents = new EventEmitter();
  /** Rejects where the first look for a job fails: graphile-worker keeps that answer, and gets none ever. */
  readonly begun = new Promise<void>((resolve, reject) => {
    this.events.once('job:start', () => resolve());
    this.events.once('worker:getJob:empty', () => resolve());
    this.events.once('worker:getJob:error', ({ error }) => reject(error as Error));
  });
  private readonly running = new Map<string, number>();
  private readonly waiting: (() => void)[] = [];
  private asking = false;

  constructor(private readonly handlers: RegisteredHandler[]) {
    this.events.on('job:start', ({ job }) => {
      this.change(job, 1);
      this.next();
    });
    this.events.on('job:complete', ({ job }) => this.change(job, -1));
    this.events.on('worker:getJob:empty', () => this.next());
    this.events.on('worker:getJob:error', () => this.next());
  }

  get places(): number {
    return this.handlers.reduce((sum, { concurrency }) => sum + concurrency, 0);
  }

  get full(): string[] {
    return this.handlers
      .filter(({ name, concurrency }) => this.runningOf(name) >= concurrency)
      .map(({ name }) => name);
  }

  /** Called by a worker before it asks for a job; its turn ends with the event that tells what it got. */
  async enter(): Promise<string[]> {
    if (this.asking) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.asking = true;
    return this.full;
  }

  private next(): void {
    const first = this.waiting.shift();
    // `asking` stays true when the turn is handed on, so that nobody slips in between.
    if (first) first();
    else this.asking = false;
  }

  private change(job: Job, by: number): void {
    this.running.set(job.task_identifier, this.runningOf(job.task_identifier) + by);
  }

  private runningOf(name: string): number {
    return this.running.get(name) ?? 0;
  }
}
