import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { MeetingDue } from '../scheduling.events.js';
import { MeetingsRepository, REMINDERS_DUE } from './meetings.repository.js';

const EVERY_MS = 60_000;
const BATCH_SIZE = 500;

/** Publishes of each firm meeting, once per start, that it begins in a day. */
@Injectable()
export class MeetingRemindersProcessor {
  constructor(
    private readonly db: Database,
    private readonly meetings: MeetingsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, REMINDERS_DUE)
  async remind(signal?: AbortSignal): Promise<void> {
    let reminded: number;
    do {
      reminded = await this.db.transaction(async (tx) => {
        const due = await this.meetings.claimDue(tx, this.clock.now(), BATCH_SIZE);
        await this.outbox.publishMany(tx, MeetingDue, due);
        return due.length;
      });
    } while (reminded === BATCH_SIZE && !signal?.aborted);
  }
}
