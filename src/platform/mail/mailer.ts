import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { Logger } from '../observability/logger.js';
import { Secrets } from '../secrets/secrets.js';
import { MailBudget } from './mail-budget.js';
import { recipientDigest } from './mail-recipient.js';
import { MailStops } from './mail-stops.js';
import type { Mail } from './mail.js';

export const SEND_MAIL = 'platform.mail.send';
export const MAIL_CONTENT = 'mail-content';
const MAILS_PER_JOB = 10;

export interface MailJob {
  mail_ids: number[];
}

/** Queues mails, encrypted, since they may hold sign-in links. What is over budget or stopped is left out. */
@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);

  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly secrets: Secrets,
    private readonly budget: MailBudget,
    private readonly stops: MailStops,
    private readonly clock: Clock,
  ) {}

  /** With `tx`, sent once that commits. False where it is dropped, as a second one of a `dedupeKey` is. */
  async send(mail: Mail, tx?: Tx): Promise<boolean> {
    const queued = tx
      ? await this.enqueue(tx, [mail])
      : await this.db.transaction((own) => this.enqueue(own, [mail]));
    return queued > 0;
  }

  async sendAll(mails: Mail[], tx: Tx): Promise<void> {
    await this.enqueue(tx, mails);
  }

  /** For erasure: withdraws what still waits for an address. */
  async forget(tx: Tx, address: string): Promise<void> {
    await tx.query('DELETE FROM platform.mails WHERE recipient_digest = $1', [
      recipientDigest(this.secrets, address),
    ]);
  }

  private async enqueue(tx: Tx, given: Mail[]): Promise<number> {
    const wanted = given.filter(({ to }) => to !== '');
    const mails = await this.budget.admit(tx, await this.stops.admit(tx, wanted));
    if (mails.length === 0) return 0;
    const rows = await tx.query<{ id: number }>(
      `INSERT INTO platform.mails (dedupe_key, recipient_digest, content, next_attempt_at, created_at)
       SELECT dedupe_key, digest, content, $4, $4
       FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS mail (dedupe_key, digest, content)
       ON CONFLICT ON CONSTRAINT mails_dedupe_key_unique DO NOTHING RETURNING id`,
      [
        mails.map(({ dedupeKey }) => dedupeKey ?? null),
        mails.map(({ to }) => recipientDigest(this.secrets, to)),
        mails.map(({ dedupeKey: _, cause: _cause, ...content }) =>
          this.secrets.encrypt(MAIL_CONTENT, JSON.stringify(content)),
        ),
        this.clock.now(),
      ],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) tx.afterCommit(() => this.announce(ids));
    return ids.length;
  }

  /** Nobody waits for the queue: the sweep finds mails whose jobs could not be added. */
  private announce(ids: number[]): void {
    this.jobs.addMany(SEND_MAIL, toMailJobs(ids)).catch((error: unknown) => {
      this.logger.warn('Mails wait for the sweep', { mails: ids.length, reason: error });
    });
  }
}

export function toMailJobs(ids: number[]): MailJob[] {
  const jobs: MailJob[] = [];
  for (let from = 0; from < ids.length; from += MAILS_PER_JOB)
    jobs.push({ mail_ids: ids.slice(from, from + MAILS_PER_JOB) });
  return jobs;
}
