import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Every } from '../schedule/every.js';
import { Secrets } from '../secrets/secrets.js';
import { AuditHead } from './audit-head.js';
import { AT_ONCE, AuditLinks } from './audit-links.js';

const EVERY_MS = 3_600_000;

/** Lets go of the audit trail, addresses and all, after `RETENTION_AUDIT`: from its beginning, and no gap. */
@Injectable()
export class AuditRetention {
  private readonly links: AuditLinks;

  constructor(
    private readonly db: Database,
    private readonly head: AuditHead,
    private readonly config: Config,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.links = new AuditLinks(db, secrets.key('audit-trail'));
  }

  @Every(EVERY_MS)
  async forget(signal?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.millis() - this.config.retention.audit);
    while (!signal?.aborted && (await this.forgetBatch(before)) === AT_ONCE);
  }

  /** What does not fit stays, for it is the proof that somebody changed it. */
  private async forgetBatch(before: Date): Promise<number> {
    const head = await this.head.read();
    const anchor = head && this.head.anchorOf(head);
    if (!anchor) return 0;
    const { links } = await this.links.after(anchor, head.keyedAfter);
    const young = links.findIndex(
      ({ occurredAt, position }) => occurredAt >= before || position >= head.position,
    );
    const count = young < 0 ? links.length : young;
    const last = links[count - 1];
    if (!last) return 0;
    const { position, hash } = last;
    await this.db.query('SELECT platform.forget_audit($position, $hash, $mac, $before)', {
      position,
      hash,
      mac: this.head.anchorMac(last),
      before,
    });
    return count;
  }
}
