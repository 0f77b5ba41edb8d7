import { Injectable } from '@nestjs/common';
import { EventChanged } from '../../collaboration/collaboration.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { Clock } from '../../shared/clock.js';
import { isWorthTelling } from '../templates/event-changes.policy.js';
import { GatheredChangesRepository } from './gathered-changes.repository.js';

const GATHERED_FOR_MS = 15 * 60_000;

/** However often an event is changed, its people get one mail: a quarter of an hour after the first change. */
@Injectable()
export class GatheredChangesListener {
  constructor(
    private readonly gathered: GatheredChangesRepository,
    private readonly clock: Clock,
  ) {}

  @OnEvent(EventChanged)
  async gather({ id, payload }: PublishedEvent<PayloadOf<typeof EventChanged>>, tx: Tx): Promise<void> {
    if (!isWorthTelling(payload)) return;
    const { id: eventId, previous, changed, actorId } = payload;
    const changedAt = this.clock.now();
    const dueAt = new Date(changedAt.getTime() + GATHERED_FOR_MS);
    await this.gathered.add(tx, { eventId, firstEvent: id, previous, changed, actorId, changedAt, dueAt });
  }
}
