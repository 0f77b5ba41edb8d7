import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Every } from '../schedule/every.js';
import { Metrics } from '../observability/metrics.js';
import { Logger } from '../observability/logger.js';
import type { Invariant } from './invariant-source.js';
import { Registries } from './registries.js';

const EVERY_MS = 15 * 60_000;
const SHOWN = 5;

/** Checks all invariants every quarter of an hour, and reports to metrics and log. */
@Injectable()
export class InvariantsProcessor {
  private readonly logger = new Logger(InvariantsProcessor.name);

  constructor(
    private readonly db: Database,
    private readonly registries: Registries,
    private readonly metrics: Metrics,
  ) {}

  @Every(EVERY_MS)
  async check(): Promise<void> {
    const sources = this.registries.invariantSources();
    const unasked: string[] = [];
    for (const invariant of sources.flatMap((source) => source.invariants())) {
      await this.ask(invariant).catch((error: unknown) => {
        unasked.push(invariant.name);
        this.logger.error('An invariant could not be asked for', error, { invariant: invariant.name });
      });
    }
    if (unasked.length > 0) throw new Error(`Not checked: ${unasked.join(', ')}.`);
  }

  private async ask({ name, sql }: Invariant): Promise<void> {
    const rows = await this.db.queryReplica<object>(sql);
    this.metrics.reportViolations(name, rows.length);
    if (rows.length > 0)
      this.logger.error('An invariant is broken', undefined, { invariant: name, rows: rows.slice(0, SHOWN) });
  }
}
