import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Batches } from '../../shared/concurrency/batches.js';
import { Attempts } from '../attempts/attempts.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { prepared } from '../database/prepared-statement.js';
import { removeOld } from '../database/remove-old.js';
import { JobHandler } from '../engine/ports/job-handler.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { Every } from '../schedule/every.js';
import { Logger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { isTold, Outage } from '../outages/outage.js';
import { Secrets } from '../secrets/secrets.js';
import type { QueuedMail } from './mail.js';
import { MailFolder } from './mail-folder.js';
import { MailPapers } from './mail-papers.js';
import { mailTransport } from './mail-transport.js';
import { MAIL_CONTENT, SEND_MAIL, toMailJobs, type MailJob } from './mailer.js';

const SWEEP_EVERY_MS = 5_000;
const SWEPT_AT_ONCE = 200;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FORGOTTEN_EVERY_MS = HOUR_MS;
/** Three days in all; after the last one the mail stands as failed. */
const PAUSES_MS = [
  ...[10_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS],
  ...Array<number>(17).fill(4 * HOUR_MS),
];
const ATTEMPTS = new Attempts({
  table: 'platform.mails',
  waiting: `status = 'waiting'`,
  pausesMs: PAUSES_MS,
  leaseMs: 2 * MINUTE_MS,
});
const KEPT_FOR_MS = 30 * 24 * HOUR_MS;

const ASKED_EVERY_MS = 15_000;
const OUTAGE = {
  away: 'SMTP_URL is set, and the mail server does not let us in: mails wait and are tried again',
  back: 'The mail server lets us in again',
};
const SERVER_AWAY = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'ETLS', 'EAUTH', 'ECONNREFUSED']);

/** Two jobs' mails keep the transport's connections busy, and none waits for one until its lease is over. */
const JOBS_AT_ONCE = 2;

const CONTENTS = prepared(
  'platform-mails-contents',
  `SELECT id, content FROM platform.mails WHERE id = ANY($ids::bigint[]) AND status = 'waiting'`,
);
const SAVE_SUCCESSES = prepared(
  'platform-mails-sent',
  `UPDATE platform.mails SET status = 'sent', sent_at = $now, content = NULL, recipient_digest = NULL,
     last_error = NULL WHERE id = ANY($ids::bigint[])`,
);
/** Another sender may have sent it meanwhile. */
const SAVE_FAILURE = `UPDATE platform.mails SET status = $status, last_error = $reason
  WHERE id = $id AND status = 'waiting'`;

interface WaitingMail {
  id: number;
  content: Buffer;
}

/** Sends what waits in `platform.mails`: for three days with growing pauses, one sender per mail at a time. */
@Injectable()
export class MailProcessor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MailProcessor.name);
  private readonly transport;
  /** Kept as soon as each is sent: what a killed process had sent and not kept is sent again. */
  private readonly sent = new Batches<number>(async (ids) => {
    await this.db.query(SAVE_SUCCESSES, { ids, now: this.clock.now() });
  });
  private readonly outage = new Outage(OUTAGE, () => this.transport.verify(), ASKED_EVERY_MS);

  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly secrets: Secrets,
    private readonly papers: MailPapers,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly config: Config,
    folder: MailFolder,
  ) {
    this.transport = mailTransport(config, folder);
  }

  /** The start does not wait for it: mails wait, and the rest works. */
  onApplicationBootstrap(): void {
    if (!this.config.runsJobs || !this.config.smtpUrl) return;
    this.transport.verify().catch((error: unknown) => this.outage.notice(error, reasonOf(error)));
  }

  onApplicationShutdown(): void {
    this.outage.close();
    this.transport.close();
  }

  @JobHandler(SEND_MAIL, { concurrency: JOBS_AT_ONCE })
  async sendAll({ mail_ids: ids = [] }: Partial<MailJob>): Promise<void> {
    const attempts = await ATTEMPTS.claimAll(this.db, ids, this.clock.now());
    if (attempts.size === 0) return;
    const mails = await this.db.query<WaitingMail>(CONTENTS, { ids: [...attempts.keys()] });
    const sent = await Promise.allSettled(mails.map((mail) => this.send(mail, attempts.get(mail.id)!)));
    const failed = sent.find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }

  /** Finds mails whose job was lost or whose pause is over. */
  @Every(SWEEP_EVERY_MS, ATTEMPTS.due)
  async sweep(): Promise<void> {
    const due = await ATTEMPTS.dueIds(this.db, this.clock.now(), SWEPT_AT_ONCE);
    await this.jobs.addMany(SEND_MAIL, toMailJobs(due));
  }

  @Every(FORGOTTEN_EVERY_MS)
  forget(signal?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.millis() - KEPT_FOR_MS);
    const old = { table: 'platform.mails', at: 'created_at', before, where: `status <> 'waiting'` };
    return removeOld(this.db, old, signal);
  }

  private async send({ id, content }: WaitingMail, attempt: number): Promise<void> {
    try {
      await this.transport.deliver({ id, ...(await this.papers.attachTo(this.read(content))) });
    } catch (error) {
      if (isServerAway(error)) this.outage.notice(error, reasonOf(error));
      return this.postpone(id, attempt, error);
    }
    this.outage.end();
    await this.sent.add(id);
  }

  private read(content: Buffer): QueuedMail {
    const plain = this.secrets.decrypt(MAIL_CONTENT, content);
    if (!plain) throw new Error('The mail was written under another APP_SECRET.');
    return JSON.parse(plain.toString()) as QueuedMail;
  }

  private async postpone(id: number, attempt: number, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    const isLast = attempt > PAUSES_MS.length;
    const message = isLast ? 'A mail was given up' : 'A mail was not taken; it will be tried again';
    if (isLast || !isTold(error)) this.logger.warn(message, { mail_id: id, attempts: attempt, reason });
    if (isLast) this.metrics.countFailedMail();
    else await ATTEMPTS.postpone(this.db, id, this.clock.now());
    await this.db.query(SAVE_FAILURE, { id, status: isLast ? 'failed' : 'waiting', reason });
  }
}

function isServerAway(error: unknown): boolean {
  return SERVER_AWAY.has((error as { code?: string }).code ?? '');
}

/** A server's own words may name the recipient, so only its codes are kept. */
function reasonOf(error: unknown): string {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  const known = [code, responseCode, command].filter((part) => part !== undefined);
  return known.length > 0 ? known.join(' ') : 'not sent';
}
