import { createHash, createHmac } from 'node:crypto';
import type { Database } from '../database/database.js';
import type { Head } from './audit-head.js';

export const AT_ONCE = 1_000;

export const CONTENT = `concat_ws('|', a.id, extract(epoch FROM a.occurred_at), coalesce(a.actor_id::text, '-'),
  a.action, a.subject_type, coalesce(a.subject_id, '-'), coalesce(a.ip_address, '-'),
  coalesce(a.request_id, '-'), a.details::text)`;

interface SealedRow extends Head {
  content: string | null;
  occurredAt: Date | null;
}

export interface Link extends Head {
  occurredAt: Date;
}

export interface Stretch {
  /** Those that fit each other, in their order. */
  links: Link[];
  /** The position of the first that is missing, or fits not its row or the one before. */
  broken: number | null;
  isLast: boolean;
}

/** Reads the chain of the audit trail, and checks it on the way. */
export class AuditLinks {
  constructor(
    private readonly db: Database,
    private readonly key: Buffer,
  ) {}

  async after(from: Head, keyedAfter: number | null): Promise<Stretch> {
    const rows = await this.db.query<SealedRow>(
      `SELECT s.position, s.hash, ${CONTENT} AS content, a.occurred_at AS "occurredAt"
       FROM platform.audit_seals s LEFT JOIN platform.audit_log a ON a.id = s.audit_id
       WHERE s.position > $after AND s.position <= $to ORDER BY s.position`,
      { after: from.position, to: from.position + AT_ONCE },
    );
    const links: Link[] = [];
    let last = from;
    for (const { position, hash, content, occurredAt } of rows) {
      const isKeyed = position > (keyedAfter ?? Infinity);
      const fits = position === last.position + 1 && hash === this.hashOf(last.hash, content ?? '', isKeyed);
      if (!fits || !occurredAt) return { links, broken: position, isLast: true };
      links.push((last = { position, hash, occurredAt } as Link));
    }
    return { links, broken: null, isLast: rows.length < AT_ONCE };
  }

  hashOf(previous: string, content: string, isKeyed: boolean): string {
    const hash = isKeyed ? createHmac('sha256', this.key) : createHash('sha256');
    return hash.update(previous).update('\n').update(content).digest('hex');
  }
}
