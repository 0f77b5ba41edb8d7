import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { PersonalData } from '../../platform/registries/personal-data.js';
import { Clock } from '../../shared/clock.js';
import { TaskUnassigned } from '../collaboration.events.js';
import { toTaskSnapshot } from './task-snapshot.rules.js';
import { TasksRepository } from './tasks.repository.js';

const EXPORTED_AT_MOST = 50_000;

/** The tasks a person made or has. Those that were made for others stay, by somebody who is gone. */
@Injectable()
export class TasksPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly tasks: TasksRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const tasks = await this.db.query(
      `SELECT t.id, t.event_id, e.title AS event_title, t.creator_id, t.assignee_id, t.title, t.description,
         t.status, t.priority, t.due_at, t.assigned_at, t.completed_at, t.created_at, t.updated_at
       FROM collaboration.tasks t JOIN collaboration.events e ON e.id = t.event_id
       WHERE t.creator_id = $1 OR t.assignee_id = $1 ORDER BY t.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { tasks };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    const left = await this.tasks.unassignAll(tx, personId, this.clock.now());
    await this.outbox.publishMany(
      tx,
      TaskUnassigned,
      left.map(({ task, event }) => ({
        ...toTaskSnapshot(task, event),
        actorId: personId,
        previousAssigneeId: personId,
        cause: 'left',
      })),
    );
  }
}
