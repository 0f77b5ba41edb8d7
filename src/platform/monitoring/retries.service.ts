import { Injectable } from '@nestjs/common';
import { DomainError, NotFound } from '../../shared/errors.js';
import { Clock } from '../../shared/clock.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Database } from '../database/database.js';
import type { Page, PageRequest } from '../database/selection/page.js';
import { Selection } from '../database/selection/selection.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { SEND_MAIL, type MailJob } from '../mail/mailer.js';

/** A mail that is tried within so long anyway may be under way at this moment. */
const SOON_MS = 2 * 60_000;

const LOCK = 'SELECT status FROM platform.mails WHERE id = $id FOR UPDATE';
const RETRY = `UPDATE platform.mails SET next_attempt_at = CASE
    WHEN status = 'failed' OR next_attempt_at > $soon THEN $now ELSE next_attempt_at END,
  attempts = CASE status WHEN 'failed' THEN 0 ELSE attempts END, status = 'waiting'
  WHERE id = $id RETURNING id, status, attempts, last_error, next_attempt_at, created_at`;

export class MailSentAlready extends DomainError {
  static override readonly code = 'MAIL_SENT';
  static override readonly kind = 'conflict';
  static override readonly title = 'This mail was sent already.';
}

export interface MailRow {
  id: number;
  status: 'waiting' | 'failed';
  attempts: number;
  last_error: string | null;
  next_attempt_at: Date | null;
  created_at: Date;
}

@Injectable()
export class RetriesService {
  constructor(
    private readonly db: Database,
    private readonly queue: JobQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  unsentMails(status: MailRow['status'] | undefined, page: PageRequest): Promise<Page<MailRow>> {
    return new Selection({ from: 'platform.mails m', id: 'm.id' })
      .must(`m.status <> 'sent'`)
      .and('m.status = $status', { status })
      .page<MailRow>(
        this.db,
        `m.id, m.status, m.attempts, m.last_error, m.created_at,
         CASE m.status WHEN 'waiting' THEN m.next_attempt_at END AS next_attempt_at`,
        page,
      );
  }

  /** Refuses an unknown kind with `NotFound`. */
  async retryJobs(name: string, actorId: number): Promise<{ name: string; retried: number }> {
    const known = await this.queue.statistics();
    if (!known.some((queue) => queue.name === name)) throw new NotFound('The queue');
    return this.db.transaction(async (tx) => {
      const action = 'platform.jobs_retried';
      await this.audit.record(tx, { actorId, action, subjectType: 'queue', subjectId: name });
      return { name, retried: await this.queue.retryFailed(name) };
    });
  }

  /** A failed one has all its attempts again. Refuses with `NotFound` and `MailSentAlready`. */
  retryMail(id: number, actorId: number): Promise<MailRow> {
    return this.db.transaction(async (tx) => {
      const [found] = await tx.query<{ status: string }>(LOCK, { id });
      if (!found) throw new NotFound('The mail');
      if (found.status === 'sent') throw new MailSentAlready();
      const now = this.clock.now();
      const [mail] = await tx.query<MailRow>(RETRY, { id, now, soon: new Date(now.getTime() + SOON_MS) });
      const action = 'platform.mail_retried';
      await this.audit.record(tx, { actorId, action, subjectType: 'mail', subjectId: id });
      tx.afterCommit(async () => void (await this.queue.add(SEND_MAIL, { mail_ids: [id] } satisfies MailJob)));
      return mail!;
    });
  }
}
