import { Injectable } from '@nestjs/common';
import { DepartureFollower, type Departure } from '../../booking/booking.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { TaskUnassigned } from '../collaboration.events.js';
import { toTaskSnapshot } from './task-snapshot.rules.js';
import { TasksRepository } from './tasks.repository.js';

/** Unassigns the tasks of who leaves an event, in the leaving itself; a cancelled event keeps them. */
@Injectable()
export class TaskDeparturesListener extends DepartureFollower {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async left(tx: Tx, { kind, refIds, personId, actorId, at }: Departure): Promise<void> {
    if (kind !== 'event') return;
    const left = await this.tasks.unassignLeaver(tx, refIds, personId, at);
    await this.outbox.publishMany(
      tx,
      TaskUnassigned,
      left.map(({ task, event: of }) => ({
        ...toTaskSnapshot(task, of),
        actorId,
        previousAssigneeId: personId,
        cause: 'left',
      })),
    );
  }
}
