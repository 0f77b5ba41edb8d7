import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';

const WRITE_EVERY_MS = 10_000;
/** A session's last use is exact to this. */
const EXACT_TO_MS = 60_000;
const MOST_KNOWN = 50_000;

/** Writes when sessions were used last: seconds later, many at once, outside of any request. */
@Injectable()
export class LastUsedTracker implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(LastUsedTracker.name);
  private readonly written = new Map<number, number>();
  private pending = new Map<number, number>();
  private timer?: NodeJS.Timeout;

  constructor(private readonly db: Database) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  /** `lastUsedAt` is what the row of the session says. */
  start(sessionId: number, lastUsedAt: number, now: number): void {
    if (this.written.size >= MOST_KNOWN) this.written.clear();
    this.written.set(sessionId, Math.max(lastUsedAt, this.written.get(sessionId) ?? 0));
    this.record(sessionId, now);
  }

  record(sessionId: number, now: number): void {
    if (now - (this.written.get(sessionId) ?? 0) < EXACT_TO_MS) return;
    this.written.set(sessionId, now);
    this.pending.set(sessionId, now);
  }

  private async write(): Promise<void> {
    if (this.pending.size === 0) return;
    const batch = [...this.pending];
    this.pending = new Map();
    try {
      // A row that is locked is being revoked or rotated, and can do without.
      await this.db.query(
        `WITH used AS (SELECT * FROM unnest($1::bigint[], $2::timestamptz[]) AS used (id, at)),
           free AS (SELECT id FROM identity.sessions WHERE id = ANY ($1::bigint[]) FOR UPDATE SKIP LOCKED)
         UPDATE identity.sessions s SET last_used_at = used.at FROM used JOIN free USING (id)
         WHERE s.id = used.id AND s.last_used_at < used.at`,
        [batch.map(([id]) => id), batch.map(([, at]) => new Date(at))],
      );
    } catch (error) {
      this.logger.warn('The last use of sessions was not written', { reason: error });
    }
  }
}
