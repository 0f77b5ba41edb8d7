import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { MAILS_DUE, MessagesRepository } from './messages.repository.js';

const EVERY_MS = 60_000;
const BATCH_SIZE = 500;

/** Publishes of who was mailed a short while ago that something is unread all the same. */
@Injectable()
export class UnreadMailsProcessor {
  constructor(
    private readonly db: Database,
    private readonly messages: MessagesRepository,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, MAILS_DUE)
  async sweep(signal?: AbortSignal): Promise<void> {
    let mailed: number;
    do {
      mailed = await this.db.single((tx) => this.messages.publishWaiting(tx, this.clock.now(), BATCH_SIZE));
    } while (mailed === BATCH_SIZE && !signal?.aborted);
  }
}
