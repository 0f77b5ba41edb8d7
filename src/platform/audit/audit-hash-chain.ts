import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Every } from '../schedule/every.js';
import { Logger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';

const EVERY_MS = 5_000;
const VERIFIED_EVERY_MS = 24 * 3_600_000;
const AT_ONCE = 1_000;
/** How far behind the newest hashed row one that committed late is still looked for. */
const LATE_ROWS = 100_000;
const SEALING_LOCK = 7_266_839;
const GENESIS = '0'.repeat(64);

const UNSEALED = `
  (SELECT max(id) FROM platform.audit_log) > coalesce((SELECT max(audit_id) FROM platform.audit_seals), 0)`;

const CONTENT = `concat_ws('|', a.id, extract(epoch FROM a.occurred_at), coalesce(a.actor_id::text, '-'),
  a.action, a.subject_type, coalesce(a.subject_id, '-'), coalesce(a.ip_address, '-'),
  coalesce(a.request_id, '-'), a.details::text)`;

interface Row {
  id: number;
  content: string;
}

interface SealedRow {
  position: number;
  hash: string;
  content: string | null;
}

/** Chains the audit trail by SHA-256: a changed or removed row is noticed. Writers never wait for it. */
@Injectable()
export class AuditHashChain {
  private readonly logger = new Logger(AuditHashChain.name);

  constructor(
    private readonly db: Database,
    private readonly metrics: Metrics,
  ) {}

  @Every(EVERY_MS, UNSEALED)
  async seal(): Promise<void> {
    while ((await this.sealBatch()) === AT_ONCE);
  }

  @Every(VERIFIED_EVERY_MS)
  async verify(): Promise<void> {
    await this.seal();
    const position = await this.firstBroken();
    this.metrics.reportViolations('audit_chain_broken', position === null ? 0 : 1);
    if (position !== null) this.logger.error('The audit trail was changed', undefined, { position });
  }

  /** The position of the first hash that does not fit its row or its predecessor; null when all do. */
  async firstBroken(): Promise<number | null> {
    let previous = GENESIS;
    for (let after = 0; ; after += AT_ONCE) {
      const rows = await this.db.query<SealedRow>(
        `SELECT s.position, s.hash, ${CONTENT} AS content
         FROM platform.audit_seals s LEFT JOIN platform.audit_log a ON a.id = s.audit_id
         WHERE s.position > $1 AND s.position <= $2 ORDER BY s.position`,
        [after, after + AT_ONCE],
      );
      for (const [index, row] of rows.entries()) {
        const fits = row.position === after + index + 1 && row.hash === chained(previous, row.content ?? '');
        if (!fits) return row.position;
        previous = row.hash;
      }
      if (rows.length < AT_ONCE) return null;
    }
  }

  private sealBatch(): Promise<number> {
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [SEALING_LOCK]);
      const [last] = await tx.query<{ position: number; hash: string }>(
        'SELECT position, hash FROM platform.audit_seals ORDER BY position DESC LIMIT 1',
      );
      const rows = await tx.query<Row>(
        `SELECT a.id, ${CONTENT} AS content FROM platform.audit_log a
         WHERE a.id > coalesce((SELECT max(audit_id) FROM platform.audit_seals), 0) - $2
           AND NOT EXISTS (SELECT FROM platform.audit_seals s WHERE s.audit_id = a.id) ORDER BY a.id LIMIT $1`,
        [AT_ONCE, LATE_ROWS],
      );
      if (rows.length === 0) return 0;
      let previous = last?.hash ?? GENESIS;
      const hashes = rows.map(({ content }) => (previous = chained(previous, content)));
      await tx.query(
        `INSERT INTO platform.audit_seals (position, audit_id, hash)
         SELECT $1 + n, id, hash FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS sealed (id, hash, n)`,
        [last?.position ?? 0, rows.map(({ id }) => id), hashes],
      );
      return rows.length;
    });
  }
}

function chained(previous: string, content: string): string {
  return createHash('sha256').update(previous).update('\n').update(content).digest('hex');
}
