import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.js';

type Outcome = 'completed' | 'failed';

const WRITTEN_EVERY_MS = 3_000;
const WRITINGS_PER_CLEANING = 200;

// Ordered by name, so that two processes writing at once cannot deadlock.
const WRITE = `
  INSERT INTO platform.job_counts AS c (name, minute, completed, failed)
  SELECT name, date_trunc('minute', clock_timestamp()), completed, failed
  FROM unnest($1::text[], $2::int[], $3::int[]) AS counted (name, completed, failed) ORDER BY name
  ON CONFLICT ON CONSTRAINT job_counts_pkey DO UPDATE
  SET completed = c.completed + excluded.completed, failed = c.failed + excluded.failed`;

const COMPLETED_LAST_HOUR = `
  SELECT name, sum(completed)::int AS completed FROM platform.job_counts
  WHERE minute > clock_timestamp() - interval '1 hour' GROUP BY name`;

const FORGET = `DELETE FROM platform.job_counts WHERE minute < clock_timestamp() - interval '1 day'`;

/** Ended jobs by name and minute: counted in memory, written in batches, so a crash loses seconds of it. */
@Injectable()
export class JobCounts {
  private readonly logger = new Logger(JobCounts.name);
  private counted = new Map<string, Record<Outcome, number>>();
  private timer?: NodeJS.Timeout;
  private writings = 0;

  constructor(private readonly db: Database) {}

  count(name: string, outcome: Outcome, jobs = 1): void {
    const counts = this.counted.get(name) ?? { completed: 0, failed: 0 };
    counts[outcome] += jobs;
    this.counted.set(name, counts);
    this.timer ??= setTimeout(() => void this.write(), WRITTEN_EVERY_MS).unref();
  }

  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = [...this.counted];
    if (batch.length === 0) return;
    this.counted = new Map();
    const columns = [
      batch.map(([name]) => name),
      batch.map(([, { completed }]) => completed),
      batch.map(([, { failed }]) => failed),
    ];
    try {
      await this.db.query(WRITE, columns);
      if (++this.writings % WRITINGS_PER_CLEANING === 1) await this.db.query(FORGET);
    } catch (error) {
      this.logger.debug(`The counts of jobs wait: ${(error as Error).message}`);
      this.keep(batch);
    }
  }

  async completedLastHour(): Promise<Map<string, number>> {
    await this.write();
    const rows = await this.db.query<{ name: string; completed: number }>(COMPLETED_LAST_HOUR);
    return new Map(rows.map(({ name, completed }) => [name, completed]));
  }

  private keep(batch: [string, Record<Outcome, number>][]): void {
    for (const [name, { completed, failed }] of batch) {
      this.count(name, 'completed', completed);
      this.count(name, 'failed', failed);
    }
  }
}
