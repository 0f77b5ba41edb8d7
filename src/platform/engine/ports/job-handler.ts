import { SetMetadata } from '@nestjs/common';

export const JOB_HANDLER = 'convoke:job-handler';

/** Jobs of one kind that run at a time in one process, unless the handler says otherwise. */
const CONCURRENCY = 5;

export interface JobHandlerOptions {
  name: string;
  concurrency: number;
}

/** What a handler knows of the job it runs. */
export interface RunningJob {
  readonly id: string;
  /** Reports how far the job is, in percent (0 to 100). */
  progress(percent: number): Promise<void>;
  /** Aborted shortly before a stopping process gives the job up. */
  readonly signal: AbortSignal;
}

const declared = new Set<string>();

/**
 * Runs the method `(payload, job)` for every job called `name`, up to `concurrency` at a time in each process.
 * What it throws makes the job a failed one.
 */
export function JobHandler(name: string, { concurrency = CONCURRENCY } = {}): MethodDecorator {
  if (!/^[\w.-]+$/.test(name)) throw new Error(`"${name}" cannot be the name of a job.`);
  declared.add(name);
  return SetMetadata(JOB_HANDLER, { name, concurrency } satisfies JobHandlerOptions);
}

/** The kinds of job that the loaded code has handlers for. */
export function declaredJobs(): string[] {
  return [...declared].sort();
}

/** A name that no handler is declared for is a slip of the pen, and its job would wait for ever. */
export function requireDeclared(job: string): void {
  if (!declared.has(job)) throw new Error(`No handler is declared for the job ${job}.`);
}
