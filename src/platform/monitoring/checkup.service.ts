import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Unavailable } from '../../shared/errors.js';
import { Database } from '../database/database.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import type { CheckupDepth, Finding } from '../registries/checkup-source.js';
import { Registries } from '../registries/registries.js';

const KEPT_MS = 30_000;

@Injectable()
export class CheckupService {
  private kept?: { takenAt: number; findings: Promise<Finding[]> };

  constructor(
    private readonly registries: Registries,
    private readonly db: Database,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** What is not whole is asked for at most twice a minute, however many look at it. */
  findings(depth: CheckupDepth): Promise<Finding[]> {
    if (depth.isWhole) return this.ask(depth);
    const now = this.clock.millis();
    const age = now - (this.kept?.takenAt ?? -Infinity);
    if (!this.kept || age < 0 || age >= KEPT_MS) {
      const kept = { takenAt: now, findings: this.ask(depth) };
      this.kept = kept;
      kept.findings.catch(() => this.kept === kept && delete this.kept);
    }
    return this.kept.findings;
  }

  /** How much waits for a person, by the room of administration where it is seen to. */
  async waiting(): Promise<Record<string, number>> {
    const all = this.registries.checkupSources().flatMap((source) => source.waiting());
    const counts = all.map(({ room, count }) => `(${count})::integer AS ${room}`);
    const [rooms] = await this.db.query<Record<string, number>>(`SELECT ${counts.join(', ')}`);
    return { ...rooms, queues: await this.failedJobs() };
  }

  /** None that is known of while the queues cannot be asked: the pages do not need them. */
  private async failedJobs(): Promise<number> {
    try {
      return (await this.queue.statistics()).reduce((total, { failed }) => total + failed, 0);
    } catch (error) {
      if (error instanceof Unavailable) return 0;
      throw error;
    }
  }

  private async ask(depth: CheckupDepth): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const source of this.registries.checkupSources()) findings.push(...(await source.findings(depth)));
    return findings;
  }
}
