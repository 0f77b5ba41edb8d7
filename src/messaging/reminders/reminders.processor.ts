import { Injectable } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { NotifierService } from '../delivery/notifier.service.js';
import { eventReminder, type DueReminder } from './event-reminder.policy.js';
import { RemindersRepository, type Cursor } from './reminders.repository.js';

const EVERY_MS = 60_000;
const BEFORE_MS = 24 * 3_600_000;
/** What is committed late is looked at twice; the key of a notification keeps it single. */
const OVERLAP_MS = 60_000;
const BATCH_SIZE = 500;

/**
 * Reminds of an event a day before it starts. Each sweep takes the moments since the last one, however long
 * ago. An event that is moved nearer than a day has no such moment any more; its people hear of the move.
 */
@Injectable()
export class RemindersProcessor {
  constructor(
    private readonly db: Database,
    private readonly reminders: RemindersRepository,
    private readonly collaboration: CollaborationApi,
    private readonly notifier: NotifierService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS)
  async sweep(signal?: AbortSignal): Promise<void> {
    const now = this.clock.millis();
    const since = (await this.reminders.upTo()).getTime() - OVERLAP_MS + BEFORE_MS;
    const until = new Date(now + BEFORE_MS);
    let after: Cursor = {
      startsExactly: new Date(Math.max(since, now)).toISOString(),
      bookingId: Number.MAX_SAFE_INTEGER,
    };
    let due: (DueReminder & Cursor)[];
    do {
      due = await this.reminders.due(after, until, BEFORE_MS, BATCH_SIZE);
      await this.remind(due);
      after = due.at(-1) ?? after;
    } while (due.length === BATCH_SIZE && !signal?.aborted);
    if (!signal?.aborted) await this.reminders.advance(new Date(now));
  }

  private async remind(due: DueReminder[]): Promise<void> {
    if (due.length === 0) return;
    const cards = await this.collaboration.cardsOf([...new Set(due.map(({ eventId }) => eventId))]);
    const at = this.clock.now();
    const templates = due.flatMap((reminder) => {
      const card = cards.get(reminder.eventId);
      return card ? [eventReminder(reminder, card, at)] : [];
    });
    await this.db.transaction((tx) => this.notifier.notify(tx, templates));
  }
}
