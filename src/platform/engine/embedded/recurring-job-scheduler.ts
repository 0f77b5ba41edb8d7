import { Injectable } from '@nestjs/common';
import type { JobEnvelope } from '../jobs/job-envelope.js';
import { GraphileStore } from './graphile-store.js';
import { DelayedJobTimer } from './delayed-job-timer.js';

/** A recurring job carries its period, and each run adds the next. */
export interface RecurringEnvelope extends JobEnvelope {
  repeat_ms?: number;
}

// Runs lie at multiples of the period since the epoch, so that all processes mean the same one, and the key
// keeps it single. One that waits stays, even when overdue, unless the period has changed.
const PLAN = `
  WITH turn AS (
    SELECT to_timestamp(
      (floor(extract(epoch FROM clock_timestamp()) * 1000 / $2::bigint) + 1) * $2::bigint / 1000) AS at
  )
  SELECT greatest(0, ceil(extract(epoch FROM job.run_at - clock_timestamp()) * 1000))::int AS delay_ms
  FROM turn, LATERAL graphile_worker.add_job(
    $1::text, json_build_object('payload', json_build_object(), 'repeat_ms', $2::bigint), run_at => turn.at,
    max_attempts => 1, job_key => 'repeat:' || $1::text, flags => ARRAY[$1::text],
    job_key_mode => CASE WHEN EXISTS (
      SELECT FROM graphile_worker._private_jobs
      WHERE key = 'repeat:' || $1::text AND is_available AND (payload ->> 'repeat_ms')::bigint = $2::bigint
    ) THEN 'preserve_run_at' ELSE 'replace' END) AS job`;

@Injectable()
export class RecurringJobScheduler {
  constructor(
    private readonly store: GraphileStore,
    private readonly timer: DelayedJobTimer,
  ) {}

  async plan(job: string, everyMs: number): Promise<void> {
    const [turn] = await this.store.query<{ delay_ms: number }>(PLAN, [job, everyMs]);
    this.timer.start(turn!.delay_ms);
  }
}
