import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { JobQueue } from '../engine/job-queue.js';
import { Logger } from '../observability/logger.js';
import { Secrets } from '../secrets/secrets.js';
import type { Mail } from './mail.js';

export const SEND_MAIL = 'platform.mail.send';
export const MAIL_CONTENT = 'mail-content';
const RECIPIENT = 'mail-recipient';

/**
 * Sends mails by the job queue. A mail waits in `platform.mails`, encrypted because it may hold the link that
 * signs somebody in; the job knows its number alone, and what it said is forgotten once it was sent.
 */
@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);

  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** Sends one mail, with `tx` only once that commits. A second one under the same `dedupeKey` is dropped. */
  async send(mail: Mail, tx?: Tx): Promise<void> {
    if (tx) return this.enqueue(tx, mail);
    await this.db.transaction((own) => this.enqueue(own, mail));
  }

  /** Withdraws what still waits for an address, and forgets whose it was. */
  async forget(tx: Tx, address: string): Promise<void> {
    await tx.query('DELETE FROM platform.mails WHERE recipient_digest = $1', [this.digestOf(address)]);
  }

  private async enqueue(tx: Tx, { dedupeKey, ...content }: Mail): Promise<void> {
    const now = this.clock.now();
    const [row] = await tx.query<{ id: number }>(
      `INSERT INTO platform.mails (dedupe_key, recipient_digest, content, next_attempt_at, created_at)
       VALUES ($1, $2, $3, $4, $4) ON CONFLICT ON CONSTRAINT mails_dedupe_key_unique DO NOTHING RETURNING id`,
      [dedupeKey ?? null, this.digestOf(content.to), this.secrets.seal(MAIL_CONTENT, JSON.stringify(content)), now],
    );
    if (row) tx.afterCommit(() => this.announce(row.id));
  }

  /** Nobody waits for the queue: a mail whose job could not be added is found by the sweep. */
  private announce(id: number): void {
    this.jobs.add(SEND_MAIL, { mail_id: id }).catch((error: unknown) => {
      this.logger.warn('A mail waits for the sweep', { mail_id: id, reason: (error as Error).message });
    });
  }

  private digestOf(address: string): Buffer {
    return this.secrets.digest(RECIPIENT, address.toLowerCase());
  }
}
