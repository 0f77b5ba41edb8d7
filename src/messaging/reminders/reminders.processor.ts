import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler, type RunningJob } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Clock } from '../../shared/clock.js';
import { NotifierService } from '../delivery/notifier.service.js';
import { eventReminder, type DueReminder } from './event-reminder.policy.js';
import { RemindersRepository, type Cursor } from './reminders.repository.js';

const SWEEP = 'messaging.reminders';
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
export class RemindersProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly reminders: RemindersRepository,
    private readonly collaboration: CollaborationApi,
    private readonly notifier: NotifierService,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.runsJobs) await this.jobs.repeat(SWEEP, EVERY_MS);
  }

  @JobHandler(SWEEP, { concurrency: 1 })
  async sweep(_: object, job?: Pick<RunningJob, 'signal'>): Promise<void> {
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
    } while (due.length === BATCH_SIZE && !job?.signal.aborted);
    if (!job?.signal.aborted) await this.reminders.advance(new Date(now));
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
