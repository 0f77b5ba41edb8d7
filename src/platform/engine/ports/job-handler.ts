import { SetMetadata } from '@nestjs/common';

export const JOB_HANDLER = 'convoke:job-handler';

const CONCURRENCY = 5;

export interface JobHandlerOptions {
  name: string;
  concurrency: number;
}

export interface RunningJob {
  readonly id: string;
  readonly signal: AbortSignal;
}

const declared = new Set<string>();

/** Runs `(payload, job)` for every job called `name`; what it throws makes the job a failed one. */
export function JobHandler(name: string, { concurrency = CONCURRENCY } = {}): MethodDecorator {
  if (!/^[\w.-]+$/.test(name)) throw new Error(`"${name}" cannot be the name of a job.`);
  declared.add(name);
  return SetMetadata(JOB_HANDLER, { name, concurrency } satisfies JobHandlerOptions);
}

export function declaredJobs(): string[] {
  return [...declared].sort();
}

/** Without a handler a job would wait for ever. */
export function requireDeclared(job: string): void {
  if (!declared.has(job)) throw new Error(`No handler is declared for the job ${job}.`);
}
