import { createHash, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Logger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { Every } from '../schedule/every.js';
import { Secrets } from '../secrets/secrets.js';
import { AuditHead, type Head, type SignedHead } from './audit-head.js';

const EVERY_MS = 5_000;
const WATCHED_EVERY_MS = 3_600_000;
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

/** Chains the audit trail by HMAC: what was changed, removed or cut off is noticed. No writer waits for it. */
@Injectable()
export class AuditHashChain {
  private readonly logger = new Logger(AuditHashChain.name);
  private readonly key: Buffer;

  constructor(
    private readonly db: Database,
    private readonly head: AuditHead,
    private readonly metrics: Metrics,
    secrets: Secrets,
  ) {
    this.key = secrets.key('audit-trail');
  }

  @Every(EVERY_MS, UNSEALED)
  async seal(): Promise<void> {
    let sealed: { rows: number; head?: Head };
    do {
      sealed = await this.sealBatch();
      if (sealed.head) await this.head.remember(sealed.head);
    } while (sealed.rows === AT_ONCE);
  }

  /** Whoever keeps the log can hold any later trail against its lines. */
  @Every(WATCHED_EVERY_MS)
  async watch(): Promise<void> {
    const head = await this.head.read();
    const position = await this.firstLost(head);
    this.report(position);
    if (position !== null) return;
    this.logger.info('The audit trail reaches to here', { position: head!.position, hash: head!.hash });
    await this.head.remember(head!);
  }

  @Every(VERIFIED_EVERY_MS)
  async verify(): Promise<void> {
    await this.seal();
    this.report(await this.firstBroken());
  }

  /** How many entries are sealed, and whether unbroken; by the head alone unless all are to be read. */
  async state(isWhole: boolean): Promise<{ entries: number; isUnbroken: boolean }> {
    const head = await this.head.read();
    const broken = isWhole ? await this.firstBroken() : await this.firstLost(head);
    return { entries: head?.position ?? 0, isUnbroken: broken === null };
  }

  /** Where the first hash is missing, or fits not its row or the one before; null where all are there. */
  async firstBroken(): Promise<number | null> {
    const head = await this.head.read();
    const lost = await this.firstLost(head);
    let previous = GENESIS;
    for (let after = 0; ; after += AT_ONCE) {
      const rows = await this.db.query<SealedRow>(
        `SELECT s.position, s.hash, ${CONTENT} AS content
         FROM platform.audit_seals s LEFT JOIN platform.audit_log a ON a.id = s.audit_id
         WHERE s.position > $1 AND s.position <= $2 ORDER BY s.position`,
        [after, after + AT_ONCE],
      );
      for (const [index, row] of rows.entries()) {
        const hash = this.hashOf(previous, row.content ?? '', row.position > (head?.keyedAfter ?? Infinity));
        if (row.position !== after + index + 1 || row.hash !== hash) return row.position;
        previous = row.hash;
      }
      if (rows.length < AT_ONCE) return lost === null ? null : Math.min(lost, after + rows.length + 1);
    }
  }

  /** The position of a head that is not signed by us, or that the trail does not lead through any more. */
  private async firstLost(head: SignedHead | undefined): Promise<number | null> {
    if (!head || !this.head.isSigned(head)) return head?.position ?? 0;
    const known = [head, ...(await this.head.remembered())].filter(({ position }) => position > 0);
    const rows = await this.db.query<Head>(
      'SELECT position, hash FROM platform.audit_seals WHERE position = ANY($positions)',
      { positions: known.map(({ position }) => position) },
    );
    const hashes = new Map(rows.map(({ position, hash }) => [position, hash]));
    const lost = known.filter(({ position, hash }) => hashes.get(position) !== hash);
    return lost.length > 0 ? Math.min(...lost.map(({ position }) => position)) : null;
  }

  private report(position: number | null): void {
    this.metrics.reportViolations('audit_chain_broken', position === null ? 0 : 1);
    if (position !== null) this.logger.error('The audit trail was changed', undefined, { position });
  }

  private sealBatch(): Promise<{ rows: number; head?: Head }> {
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [SEALING_LOCK]);
      const head = await this.head.lock(tx);
      const [last] = await tx.query<Head>(
        'SELECT position, hash FROM platform.audit_seals ORDER BY position DESC LIMIT 1',
      );
      const rows = await tx.query<Row>(
        `SELECT a.id, ${CONTENT} AS content FROM platform.audit_log a
         WHERE a.id > coalesce((SELECT max(audit_id) FROM platform.audit_seals), 0) - $2
           AND NOT EXISTS (SELECT FROM platform.audit_seals s WHERE s.audit_id = a.id) ORDER BY a.id LIMIT $1`,
        [AT_ONCE, LATE_ROWS],
      );
      if (rows.length === 0) return { rows: 0 };
      // Where the end was cut off, the trail goes on behind the gap, which shows for ever.
      const isCut = (last?.position ?? 0) < head.position;
      const { position, hash } = isCut ? head : (last ?? { position: 0, hash: GENESIS });
      let previous = hash;
      const hashes = rows.map(({ content }) => (previous = this.hashOf(previous, content, true)));
      await tx.query(
        `INSERT INTO platform.audit_seals (position, audit_id, hash)
         SELECT $1 + n, id, hash FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS sealed (id, hash, n)`,
        [position, rows.map(({ id }) => id), hashes],
      );
      const moved = { position: position + rows.length, hash: previous };
      await this.head.move(tx, moved, head.keyedAfter ?? position);
      return { rows: rows.length, head: moved };
    });
  }

  private hashOf(previous: string, content: string, isKeyed: boolean): string {
    const hash = isKeyed ? createHmac('sha256', this.key) : createHash('sha256');
    return hash.update(previous).update('\n').update(content).digest('hex');
  }
}
