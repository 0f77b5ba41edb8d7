export interface JobOptions {
  delayMs?: number;
  /** While a job of this name and key still waits, the later one takes its place: payload and time. */
  dedupeKey?: string;
}

export interface QueueStatistics {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  completed_last_hour: number;
  /** Since when the oldest due job waits for a worker; 0 when none does. */
  oldest_waiting_seconds: number;
}

export const RETRIED_AT_ONCE = 1_000;

/**
 * Work for later, run by the method with `@JobHandler` of the same name, here or in another process. A job runs
 * at least once, because a killed worker's jobs are taken over, and is tried once: a failed one is kept and
 * counted, and its next try is a new job that the handler's owner adds.
 */
export abstract class JobQueue {
  /** Returns the job's id. Throws `Unavailable` within two seconds when the queue cannot be reached. */
  abstract add(job: string, payload: object, options?: JobOptions): Promise<string>;

  abstract addMany(job: string, payloads: object[]): Promise<void>;

  /** Tries at most a thousand failed jobs of a kind again; answers how many. */
  abstract retryFailed(job: string): Promise<number>;

  abstract statistics(): Promise<QueueStatistics[]>;
}
