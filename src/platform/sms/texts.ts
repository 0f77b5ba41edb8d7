import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/config.js';
import { prepared } from '../database/prepared-statement.js';
import type { Tx } from '../database/tx.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { Logger } from '../observability/logger.js';
import { Secrets } from '../secrets/secrets.js';
import { logText, type OutgoingText } from './text-transport.js';

export const SEND_TEXT = 'platform.text.send';
export const TEXT_CONTENT = 'text-content';
const DAY_MS = 24 * 3_600_000;
const A_NUMBER_A_DAY = 3;
const LOCK_CLASS = 726_688;

export interface Text extends OutgoingText {
  /** Whose doing it is, and whether that account has proven its address. */
  sender: { id: number; isVerified: boolean };
  /** At most one is sent under a key, which must say nothing personal. */
  dedupeKey: string;
}

/** `off`: none are sent here. `over`: as many as a sender, or a number, has in a day. */
export type TextOutcome = 'queued' | 'off' | 'unverified' | 'over';

const LOCK = prepared(
  'platform-texts-lock',
  `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, h)
   FROM (SELECT DISTINCT hashtext(key) AS h FROM unnest($keys::text[]) AS key ORDER BY 1) AS hashes`,
);

const USED = prepared(
  'platform-texts-used',
  `SELECT sender_id AS "senderId", encode(recipient_digest, 'hex') AS recipient FROM platform.texts
   WHERE created_at > $since
     AND (sender_id = ANY ($senders::bigint[]) OR recipient_digest = ANY ($recipients::bytea[]))`,
);

const KEEP = prepared(
  'platform-texts-keep',
  `INSERT INTO platform.texts (dedupe_key, sender_id, recipient_digest, content, next_attempt_at, created_at)
   SELECT dedupe_key, sender_id, digest, content, $now, $now
   FROM unnest($keys::text[], $senders::bigint[], $digests::bytea[], $contents::bytea[])
     AS text (dedupe_key, sender_id, digest, content)
   ON CONFLICT ON CONSTRAINT texts_dedupe_key_unique DO NOTHING RETURNING id`,
);

/** Queues text messages, encrypted: within the budgets of senders and numbers, from proven accounts alone. */
@Injectable()
export class Texts {
  private readonly logger = new Logger(Texts.name);

  constructor(
    private readonly jobs: JobQueue,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** In the order of the texts. What is queued is sent once `tx` commits. */
  async send(tx: Tx, texts: Text[]): Promise<TextOutcome[]> {
    if (!this.config.twilio) {
      for (const text of texts) logText(this.logger, text, this.config.isProduction);
      return texts.map(() => 'off');
    }
    const budget = await this.open(tx, texts);
    const outcomes = texts.map(({ sender, to }): TextOutcome => {
      if (!sender.isVerified) return 'unverified';
      return budget.take(sender.id, this.digestOf(to).toString('hex')) ? 'queued' : 'over';
    });
    await this.keep(
      tx,
      texts.filter((_, n) => outcomes[n] === 'queued'),
    );
    return outcomes;
  }

  /** For erasure: what still waits of this sender's is withdrawn, and nothing is known of it any more. */
  async forget(tx: Tx, senderId: number): Promise<void> {
    await tx.query('DELETE FROM platform.texts WHERE sender_id = $senderId', { senderId });
  }

  private async open(tx: Tx, texts: Text[]): Promise<Budget> {
    const senders = [...new Set(texts.map(({ sender }) => sender.id))];
    const digests = new Map(texts.map(({ to }) => [to, this.digestOf(to)]));
    const keys = [
      ...senders.map((id) => `sender:${id}`),
      ...[...digests.values()].map((digest) => digest.toString('hex')),
    ];
    await tx.query(LOCK, { keys });
    const since = new Date(this.clock.millis() - DAY_MS);
    const used = await tx.query<Use>(USED, { senders, recipients: [...digests.values()], since });
    return new Budget(used, this.config.smsPerDay);
  }

  private async keep(tx: Tx, texts: Text[]): Promise<void> {
    if (texts.length === 0) return;
    const rows = await tx.query<{ id: number }>(KEEP, {
      keys: texts.map(({ dedupeKey }) => dedupeKey),
      senders: texts.map(({ sender }) => sender.id),
      digests: texts.map(({ to }) => this.digestOf(to)),
      contents: texts.map(({ to, body }) => this.secrets.encrypt(TEXT_CONTENT, JSON.stringify({ to, body }))),
      now: this.clock.now(),
    });
    const payloads = rows.map(({ id }) => ({ text_id: id }));
    if (payloads.length > 0)
      tx.afterCommit(() => {
        this.jobs.addMany(SEND_TEXT, payloads).catch((error: unknown) => {
          this.logger.warn('Text messages wait for the sweep', { reason: error });
        });
      });
  }

  private digestOf(number: string): Buffer {
    return this.secrets.digest('text-recipient', number);
  }
}

interface Use {
  senderId: number;
  recipient: string;
}

class Budget {
  constructor(
    private readonly used: Use[],
    private readonly most: number,
  ) {}

  take(senderId: number, recipient: string): boolean {
    const bySender = this.used.filter((use) => use.senderId === senderId).length;
    const toNumber = this.used.filter((use) => use.recipient === recipient).length;
    if (bySender >= this.most || toNumber >= A_NUMBER_A_DAY) return false;
    this.used.push({ senderId, recipient });
    return true;
  }
}
