import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Logger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { Every } from '../schedule/every.js';
import { Secrets } from '../secrets/secrets.js';
import { AuditHead, type Head, type SignedHead } from './audit-head.js';
import { AT_ONCE, AuditLinks, CONTENT } from './audit-links.js';

const EVERY_MS = 5_000;
const WATCHED_EVERY_MS = 3_600_000;
const VERIFIED_EVERY_MS = 24 * 3_600_000;
/** How far behind the newest hashed row one that committed late is still looked for. */
const LATE_ROWS = 100_000;
const SEALING_LOCK = 7_266_839;

const UNSEALED = `
  (SELECT max(id) FROM platform.audit_log) > coalesce((SELECT max(audit_id) FROM platform.audit_seals), 0)`;

interface Row {
  id: number;
  content: string;
}

/** Chains the audit trail by HMAC: what was changed, removed or cut off is noticed. No writer waits for it. */
@Injectable()
export class AuditHashChain {
  private readonly logger = new Logger(AuditHashChain.name);
  private readonly links: AuditLinks;

  constructor(
    private readonly db: Database,
    private readonly head: AuditHead,
    private readonly metrics: Metrics,
    secrets: Secrets,
  ) {
    this.links = new AuditLinks(db, secrets.key('audit-trail'));
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

  /** What was sealed since the last verification that found nothing. */
  @Every(VERIFIED_EVERY_MS)
  async verify(): Promise<void> {
    await this.seal();
    const head = await this.head.read();
    const end = (last: Head) => this.head.rememberVerified(last);
    this.report(await this.firstBrokenBehind(head, head && this.head.verifiedOf(head), end));
  }

  /** How many entries are sealed, and whether unbroken; by the head alone unless all are to be read. */
  async state(isWhole: boolean): Promise<{ entries: number; isUnbroken: boolean }> {
    const head = await this.head.read();
    const broken = isWhole ? await this.firstBroken() : await this.firstLost(head);
    return { entries: head?.position ?? 0, isUnbroken: broken === null };
  }

  /** Where the first hash is missing, or fits not its row or the one before; null where all are there. */
  async firstBroken(): Promise<number | null> {
    return this.firstBrokenBehind(await this.head.read());
  }

  private async firstBrokenBehind(
    head?: SignedHead,
    verified?: Head,
    onEnd?: (last: Head) => Promise<void>,
  ): Promise<number | null> {
    const lost = await this.firstLost(head);
    const anchor = head && this.head.anchorOf(head);
    if (!anchor) return lost;
    let last = verified && verified.position > anchor.position ? verified : anchor;
    for (;;) {
      const { links, broken, isLast } = await this.links.after(last, head.keyedAfter);
      last = links.at(-1) ?? last;
      if (broken !== null) return broken;
      if (!isLast) continue;
      if (lost !== null) return Math.min(lost, last.position + 1);
      if (last.position > 0) await onEnd?.(last);
      return null;
    }
  }

  /** The position of a head that is not signed by us, or that the trail does not lead through any more. */
  private async firstLost(head: SignedHead | undefined): Promise<number | null> {
    if (!head || !this.head.isSigned(head)) return head?.position ?? 0;
    const anchor = this.head.anchorOf(head);
    if (!anchor) return head.anchorPosition;
    const known = [head, ...(await this.head.remembered())].filter(
      ({ position }) => position > anchor.position,
    );
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
      const { position, hash } = isCut ? head : (last ?? this.head.anchorOf(head) ?? head);
      let previous = hash;
      const hashes = rows.map(({ content }) => (previous = this.links.hashOf(previous, content, true)));
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
}
