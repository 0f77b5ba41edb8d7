import { Injectable } from '@nestjs/common';
import { BookingCancelled } from '../../booking/booking.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { TaskUnassigned } from '../collaboration.events.js';
import { toTaskSnapshot } from './task-snapshot.rules.js';
import { TasksRepository } from './tasks.repository.js';

/** Unassigns the tasks of who leaves an event. A cancelled event keeps them as they were. */
@Injectable()
export class DeparturesListener {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @OnEvent(BookingCancelled)
  async unassign(event: PublishedEvent<PayloadOf<typeof BookingCancelled>>, tx: Tx): Promise<void> {
    const { offer, personId, cause, actorId } = event.payload;
    if (offer?.kind !== 'event' || personId === null || cause === 'offer_withdrawn') return;
    const left = await this.tasks.unassignLeaver(tx, offer.refId, personId, event.occurredAt, this.clock.now());
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
