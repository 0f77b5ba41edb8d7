import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database.js';
import { prepared } from '../database/statement.js';
import type { Tx } from '../database/tx.js';
import { JobHandler } from '../engine/job-handler.js';
import type { PublishedEvent } from './event.js';
import { ListenerRegistry, type Listener } from './listener-registry.js';

export const DELIVER = 'platform.events.deliver';

export interface Delivery {
  listener: string;
  events: number[];
}

const LOAD = prepared(
  'platform-events-load',
  `SELECT o.id, o.name, o.payload, o.occurred_at AS "occurredAt", o.request_id AS "requestId"
   FROM platform.outbox o
   WHERE o.id = ANY($1)
     AND NOT EXISTS (SELECT FROM platform.handled h WHERE h.event_id = o.id AND h.listener = $2)
   ORDER BY o.id`,
);

const MARK = prepared(
  'platform-events-mark',
  `INSERT INTO platform.handled (event_id, listener) SELECT unnest($1::bigint[]), $2
   ON CONFLICT ON CONSTRAINT handled_once DO NOTHING RETURNING event_id`,
);

const NOTE_FAILURE = `
  INSERT INTO platform.delivery_failures AS f (event_id, listener, attempts, next_at, last_error)
  SELECT unnest($1::bigint[]), $2, 1, clock_timestamp() + interval '10 seconds', $3
  ON CONFLICT ON CONSTRAINT delivery_failures_pkey DO UPDATE
  SET attempts = f.attempts + 1, last_error = excluded.last_error,
      next_at = clock_timestamp() + least(interval '10 seconds' * power(2, f.attempts), interval '1 hour')`;

/** Runs one listener over its batch of events; what fails is noted and comes back through the sweep. */
@Injectable()
export class DeliveryProcessor {
  private readonly logger = new Logger(DeliveryProcessor.name);

  constructor(
    private readonly db: Database,
    private readonly listeners: ListenerRegistry,
  ) {}

  @JobHandler(DELIVER, { concurrency: 4 })
  async deliver({ listener: name, events: ids }: Delivery): Promise<void> {
    const listener = this.listeners.find(name);
    if (!listener) return;
    const events = await this.db.query<PublishedEvent>(LOAD, [ids, name]);
    if (listener.batch) await this.attempt(listener, events);
    else for (const event of events) await this.attempt(listener, [event]);
  }

  private async attempt(listener: Listener, events: PublishedEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      await this.db.transaction((tx) => this.handleOnce(listener, events, tx));
    } catch (error) {
      const ids = events.map(({ id }) => id);
      this.logger.error(`${listener.name} failed on event ${ids.join(', ')}`, error);
      await this.db.query(NOTE_FAILURE, [ids, listener.name, String(error).slice(0, 500)]);
    }
  }

  private async handleOnce(listener: Listener, events: PublishedEvent[], tx: Tx): Promise<void> {
    const marked = await tx.query<{ event_id: number }>(MARK, [events.map(({ id }) => id), listener.name]);
    const mine = new Set(marked.map(({ event_id }) => event_id));
    const fresh = events.filter(({ id }) => mine.has(id));
    if (fresh.length > 0) await listener.handle(fresh, tx);
  }
}
