import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { JobHandler } from '../engine/ports/job-handler.js';
import type { PublishedEvent } from './event.js';
import { EventDelivery } from './event-delivery.js';
import { ListenerRegistry } from './listener-registry.js';

export const DELIVER = 'platform.events.deliver';

const LOAD = `
  SELECT o.id, o.name, o.payload, o.occurred_at AS "occurredAt", o.request_id AS "requestId"
  FROM platform.outbox o
  WHERE o.id = ANY($events)
    AND NOT EXISTS (SELECT FROM platform.handled h WHERE h.event_id = o.id AND h.listener = $listener)
  ORDER BY o.id`;

@Injectable()
export class RedeliveryProcessor {
  constructor(
    private readonly db: Database,
    private readonly delivery: EventDelivery,
    private readonly listeners: ListenerRegistry,
  ) {}

  @JobHandler(DELIVER, { concurrency: 4 })
  async deliver({ listener: name, events: ids }: { listener: string; events: number[] }): Promise<void> {
    const listener = this.listeners.find(name);
    if (!listener) return;
    const events = await this.db.query<PublishedEvent>(LOAD, { events: ids, listener: name });
    if (events.length > 0) await this.delivery.deliver(listener, events);
  }
}
