import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { TaskDue } from '../collaboration.events.js';
import { toTaskSnapshot } from './task-snapshot.rules.js';
import { REMINDED_BEFORE_MS } from './task.entity.js';
import { REMINDERS_DUE, TasksRepository } from './tasks.repository.js';

const EVERY_MS = 10_000;
const BATCH_SIZE = 500;

/** Publishes of each open task, once per due date, that it is due in a day. */
@Injectable()
export class TaskRemindersProcessor {
  constructor(
    private readonly db: Database,
    private readonly tasks: TasksRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, REMINDERS_DUE)
  async remind(signal?: AbortSignal): Promise<void> {
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
    } while (reminded === BATCH_SIZE && !signal?.aborted);
  }
}
