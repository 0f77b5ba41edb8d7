import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { AuditHashChain } from '../audit/audit-hash-chain.js';
import { Database } from '../database/database.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { CheckupSource, type CheckupDepth, type Finding, type Waiting } from '../registries/checkup-source.js';
import { Registries } from '../registries/registries.js';
import { Readiness, type Check } from './readiness.js';

const UNSENT = `
  SELECT count(*) FILTER (WHERE status = 'waiting')::integer AS waiting,
    count(*) FILTER (WHERE status = 'failed')::integer AS failed,
    coalesce(extract(epoch FROM $now - min(created_at) FILTER (WHERE status = 'waiting')), 0)::integer
      AS oldest_waiting_seconds
  FROM platform.mails WHERE status <> 'sent'`;

/** A mail may wait for a receiver that is briefly away. */
const LONG_SECONDS = 600;

/** What the platform itself can tell: rules that hold, the audit trail, queues, mails, what it depends on. */
@Injectable()
export class PlatformCheckup extends CheckupSource {
  constructor(
    private readonly db: Database,
    private readonly registries: Registries,
    private readonly chain: AuditHashChain,
    private readonly queue: JobQueue,
    private readonly readiness: Readiness,
    private readonly clock: Clock,
  ) {
    super();
  }

  async findings({ isWhole }: CheckupDepth): Promise<Finding[]> {
    const { entries, isUnbroken } = await this.chain.state(isWhole);
    const { database, redis } = await this.readiness.check();
    return [
      await this.invariants(),
      { name: 'audit', is_fine: isUnbroken, figures: { entries } },
      await this.queues(),
      await this.mails(),
      reachable('database', database),
      reachable('redis', redis),
    ];
  }

  override waiting(): Waiting[] {
    return [{ room: 'mails', count: `SELECT count(*) FROM platform.mails WHERE status = 'failed'` }];
  }

  private async invariants(): Promise<Finding> {
    const all = this.registries.invariantSources().flatMap((source) => source.invariants());
    let broken = 0;
    for (const { sql } of all)
      broken += (await this.db.queryReplica(`SELECT FROM (${sql}) broken LIMIT 1`)).length;
    return { name: 'invariants', is_fine: broken === 0, figures: { checked: all.length, broken } };
  }

  private async queues(): Promise<Finding> {
    const all = await this.queue.statistics();
    const sum = (of: 'failed' | 'waiting') => all.reduce((total, queue) => total + queue[of], 0);
    const oldest = Math.max(0, ...all.map((queue) => queue.oldest_waiting_seconds));
    const figures = { failed: sum('failed'), waiting: sum('waiting'), oldest_waiting_seconds: oldest };
    return { name: 'queues', is_fine: figures.failed === 0 && oldest < LONG_SECONDS, figures };
  }

  private async mails(): Promise<Finding> {
    const [figures] = await this.db.query<Record<'waiting' | 'failed' | 'oldest_waiting_seconds', number>>(
      UNSENT,
      { now: this.clock.now() },
    );
    const { failed, oldest_waiting_seconds: oldest } = figures!;
    return { name: 'mails', is_fine: failed === 0 && oldest < LONG_SECONDS, figures: figures! };
  }
}

function reachable(name: string, { status, latency_ms: latency }: Check): Finding {
  const isUsed = status === 'not_configured' ? 0 : 1;
  return { name, is_fine: status !== 'unhealthy', figures: { is_used: isUsed, latency_ms: latency ?? 0 } };
}
