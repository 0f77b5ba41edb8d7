import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler, type RunningJob } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { TaskDue } from '../collaboration.events.js';
import { toTaskSnapshot } from './task-snapshot.rules.js';
import { REMINDED_BEFORE_MS } from './task.entity.js';
import { TasksRepository } from './tasks.repository.js';

const REMIND = 'collaboration.remind_of_tasks';
const EVERY_MS = 10_000;
const BATCH_SIZE = 500;

/** Publishes of each open task, once per due date, that it is due in a day. */
@Injectable()
export class TaskRemindersProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly tasks: TasksRepository,
    private readonly outbox: Outbox,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.runsJobs) await this.jobs.repeat(REMIND, EVERY_MS);
  }

  @JobHandler(REMIND, { concurrency: 1 })
  async remind(_: object, job?: Pick<RunningJob, 'signal'>): Promise<void> {
    let reminded: number;
    do {
      reminded = await this.db.transaction(async (tx) => {
        const now = this.clock.now();
        const due = await this.tasks.claimDue(
          tx,
          now,
          new Date(now.getTime() + REMINDED_BEFORE_MS),
          BATCH_SIZE,
        );
        const payloads = due.map(({ task, event }) => toTaskSnapshot(task, event));
        await this.outbox.publishMany(tx, TaskDue, payloads);
        return due.length;
      });
    } while (reminded === BATCH_SIZE && !job?.signal.aborted);
  }
}
