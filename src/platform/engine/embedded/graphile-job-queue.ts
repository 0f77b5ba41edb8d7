import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Unavailable } from '../../../shared/errors.js';
import { isDatabaseUnavailable } from '../../database/sqlstate.js';
import { requireDeclared } from '../ports/job-handler.js';
import { JobQueue, RETRIED_AT_ONCE, type JobOptions, type QueueStatistics } from '../ports/job-queue.js';
import { toJobEnvelope } from '../jobs/job-envelope.js';
import { JobCounts } from '../jobs/job-counts.js';
import { toQueueStatistics, type QueueDepth } from '../jobs/queue-statistics.js';
import { GraphileStore } from './graphile-store.js';
import { DelayedJobTimer } from './delayed-job-timer.js';

const JOBS_PER_STATEMENT = 1_000;

// A job's flag is its own name: workers skip by flag what they have enough of (see ConcurrencyGate).
const ADD = `
  SELECT id FROM graphile_worker.add_job(
    $1::text, $2::json, run_at => clock_timestamp() + $3 * interval '1 millisecond', max_attempts => 1,
    job_key => $4, flags => ARRAY[$1::text])`;

const ADD_MANY = `
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT ($1::text, envelope, NULL, NULL, 1, NULL, NULL, ARRAY[$1::text])::graphile_worker.job_spec
    FROM json_array_elements($2::json) AS envelope))`;

const IS_FAILED = 'j.locked_at IS NULL AND j.attempts >= j.max_attempts';

const RETRY = `
  SELECT count(*)::int AS retried FROM graphile_worker.reschedule_jobs(ARRAY(
    SELECT j.id FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = $1 AND ${IS_FAILED} ORDER BY j.id LIMIT ${RETRIED_AT_ONCE}),
    run_at => clock_timestamp(), attempts => 0)`;

const DEPTHS = `
  SELECT t.identifier AS name,
    count(*) FILTER (WHERE j.is_available AND j.run_at <= clock_timestamp())::int AS waiting,
    count(*) FILTER (WHERE j.locked_at IS NOT NULL)::int AS active,
    count(*) FILTER (WHERE j.is_available AND j.run_at > clock_timestamp())::int AS delayed,
    count(*) FILTER (WHERE ${IS_FAILED})::int AS failed,
    coalesce(floor(extract(epoch FROM clock_timestamp() - min(j.run_at)
      FILTER (WHERE j.is_available AND j.run_at <= clock_timestamp()))), 0)::int AS oldest_waiting_seconds
  FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  GROUP BY t.identifier`;

@Injectable()
export class GraphileJobQueue extends JobQueue {
  constructor(
    private readonly store: GraphileStore,
    private readonly timer: DelayedJobTimer,
    private readonly counts: JobCounts,
    private readonly db: Database,
  ) {
    super();
  }

  async add(job: string, payload: object, { delayMs = 0, dedupeKey }: JobOptions = {}): Promise<string> {
    const key = dedupeKey === undefined ? null : `${job}:${dedupeKey}`;
    const [row] = await this.ask<{ id: number }>(job, ADD, [
      job,
      JSON.stringify(toJobEnvelope(payload)),
      delayMs,
      key,
    ]);
    if (delayMs > 0) this.timer.start(delayMs);
    return String(row!.id);
  }

  async addMany(job: string, payloads: object[]): Promise<void> {
    for (let from = 0; from < payloads.length; from += JOBS_PER_STATEMENT) {
      const envelopes = payloads.slice(from, from + JOBS_PER_STATEMENT).map(toJobEnvelope);
      await this.ask(job, ADD_MANY, [job, JSON.stringify(envelopes)]);
    }
  }

  async retryFailed(job: string): Promise<number> {
    const [row] = await this.ask<{ retried: number }>(job, RETRY, [job]);
    this.timer.start(0);
    return row!.retried;
  }

  async statistics(): Promise<QueueStatistics[]> {
    return toQueueStatistics(await this.store.query<QueueDepth>(DEPTHS), await this.counts.completedLastHour());
  }

  private async ask<Row>(job: string, sql: string, values: unknown[]): Promise<Row[]> {
    requireDeclared(job);
    try {
      return await this.store.query<Row>(sql, values);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      this.db.noticesOutage(error);
      throw Object.assign(new Unavailable(), { cause: error });
    }
  }
}
