import { Injectable } from '@nestjs/common';
import { Cache } from '../ports/cache.js';

const KEPT_MS = 3_600_000;

/** Kept apart from the job, which the store forgets once it is done. */
@Injectable()
export class JobProgress {
  constructor(private readonly cache: Cache) {}

  report(jobId: string, percent: number): Promise<void> {
    return this.cache.set(keyOf(jobId), Math.min(100, Math.max(0, percent)), KEPT_MS);
  }

  async of(jobId: string): Promise<number | null> {
    return (await this.cache.get<number>(keyOf(jobId))) ?? null;
  }
}

function keyOf(jobId: string): string {
  return `job-progress:${jobId}`;
}
