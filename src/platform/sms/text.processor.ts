import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Attempts } from '../attempts/attempts.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { removeOld } from '../database/remove-old.js';
import { JobHandler } from '../engine/ports/job-handler.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { Logger } from '../observability/logger.js';
import { Every } from '../schedule/every.js';
import { Secrets } from '../secrets/secrets.js';
import { TextRefused, textTransport, type OutgoingText } from './text-transport.js';
import { SEND_TEXT, TEXT_CONTENT } from './texts.js';

const SWEEP_EVERY_MS = 5_000;
const FORGOTTEN_EVERY_MS = 10 * 60_000;
const SWEPT_AT_ONCE = 200;
const PAUSES_MS = [30_000, 120_000, 600_000, 1_800_000];
const KEPT_FOR_MS = 30 * 24 * 3_600_000;
const ATTEMPTS = new Attempts({
  table: 'platform.texts',
  waiting: `status = 'waiting'`,
  pausesMs: PAUSES_MS,
  leaseMs: 60_000,
});

const CONTENT = `SELECT content FROM platform.texts WHERE id = $id AND status = 'waiting'`;
const SETTLE = `UPDATE platform.texts SET status = $status, last_error = $error, content = NULL
  WHERE id = $id AND status = 'waiting'`;
const NOTE = `UPDATE platform.texts SET last_error = $error WHERE id = $id AND status = 'waiting'`;

/** Sends the text messages that wait: five times with growing pauses, one sender of each at a time. */
@Injectable()
export class TextProcessor {
  private readonly logger = new Logger(TextProcessor.name);
  private readonly transport;

  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.transport = textTransport(config);
  }

  @JobHandler(SEND_TEXT)
  async send({ text_id: id }: { text_id: number }): Promise<void> {
    if (!this.transport) return;
    const attempt = await ATTEMPTS.claim(this.db, id, this.clock.now());
    const [row] = attempt ? await this.db.query<{ content: Buffer }>(CONTENT, { id }) : [];
    if (!attempt || !row) return;
    try {
      await this.transport.deliver(this.read(row.content));
      await this.db.query(SETTLE, { id, status: 'sent', error: null });
    } catch (error) {
      await this.postpone(id, attempt, error);
    }
  }

  @Every(SWEEP_EVERY_MS, ATTEMPTS.due)
  async sweep(): Promise<void> {
    const due = await ATTEMPTS.dueIds(this.db, this.clock.now(), SWEPT_AT_ONCE);
    await this.jobs.addMany(
      SEND_TEXT,
      due.map((id) => ({ text_id: id })),
    );
  }

  @Every(FORGOTTEN_EVERY_MS)
  forget(signal?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.millis() - KEPT_FOR_MS);
    const old = { table: 'platform.texts', at: 'created_at', before, where: `status <> 'waiting'` };
    return removeOld(this.db, old, signal);
  }

  private read(content: Buffer): OutgoingText {
    const plain = this.secrets.decrypt(TEXT_CONTENT, content);
    if (!plain) throw new TextRefused('It was written under another APP_SECRET.', true);
    return JSON.parse(plain.toString()) as OutgoingText;
  }

  private async postpone(id: number, attempt: number, cause: unknown): Promise<void> {
    const isKnown = cause instanceof TextRefused;
    const error = isKnown ? cause.message : 'The provider could not be reached.';
    this.logger.warn('A text message was not taken', { text_id: id, attempts: attempt, reason: error });
    if ((isKnown && cause.isFinal) || attempt > PAUSES_MS.length)
      return void (await this.db.query(SETTLE, { id, status: 'failed', error }));
    await ATTEMPTS.postpone(this.db, id, this.clock.now());
    await this.db.query(NOTE, { id, error });
  }
}
