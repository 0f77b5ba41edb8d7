import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { EventCancelled, EventDeleted, type EventSnapshot } from '../collaboration.events.js';
import { AgendaRepository } from './agenda.repository.js';

/** A cancelled or deleted event holds neither speakers nor rooms. */
@Injectable()
export class AgendaListener {
  constructor(private readonly sessions: AgendaRepository) {}

  @OnEvent(EventCancelled, EventDeleted)
  ended({ payload, occurredAt }: PublishedEvent<EventSnapshot>, tx: Tx): Promise<void> {
    return this.sessions.release(tx, payload.id, occurredAt);
  }
}
