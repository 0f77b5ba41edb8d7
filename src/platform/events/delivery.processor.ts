import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database.js';
import { prepared } from '../database/prepared-statement.js';
import type { Tx } from '../database/tx.js';
import { JobHandler } from '../engine/ports/job-handler.js';
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

/** How far back, in ids, an ordered listener's batch looks for unhandled events. */
const TAKEN_ALONG = 1_000;

const QUEUE_UP = prepared('platform-events-queue-up', 'SELECT pg_advisory_xact_lock(726684, hashtext($1))');

const LOAD_ALONG = prepared(
  'platform-events-load-along',
  `SELECT o.id, o.name, o.payload, o.occurred_at AS "occurredAt", o.request_id AS "requestId"
   FROM platform.outbox o
   WHERE o.id BETWEEN $1 AND $2 AND o.name = ANY($3) AND o.done_at IS NULL
     AND NOT EXISTS (SELECT FROM platform.handled h WHERE h.event_id = o.id AND h.listener = $4)
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
    if (listener.ordered) return this.attempt(listener, ids, (tx) => this.handleInOrder(listener, ids, tx));
    const events = await this.db.query<PublishedEvent>(LOAD, [ids, name]);
    const batches = listener.batch ? [events] : events.map((event) => [event]);
    for (const batch of batches) {
      const batchIds = batch.map(({ id }) => id);
      await this.attempt(listener, batchIds, (tx) => this.handleOnce(listener, batch, tx));
    }
  }

  private async attempt(listener: Listener, ids: number[], work: (tx: Tx) => Promise<void>): Promise<void> {
    if (ids.length === 0) return;
    try {
      await this.db.transaction(work);
    } catch (error) {
      this.logger.error(`${listener.name} failed on event ${ids.join(', ')}`, error);
      await this.db.query(NOTE_FAILURE, [ids, listener.name, String(error).slice(0, 500)]);
    }
  }

  private async handleInOrder(listener: Listener, ids: number[], tx: Tx): Promise<void> {
    await tx.query(QUEUE_UP, [listener.name]);
    const range = [Math.min(...ids) - TAKEN_ALONG, Math.max(...ids)];
    const events = await tx.query<PublishedEvent>(LOAD_ALONG, [...range, listener.types, listener.name]);
    if (events.length > 0) await this.handleOnce(listener, events, tx);
  }

  private async handleOnce(listener: Listener, events: PublishedEvent[], tx: Tx): Promise<void> {
    const marked = await tx.query<{ event_id: number }>(MARK, [events.map(({ id }) => id), listener.name]);
    const mine = new Set(marked.map(({ event_id }) => event_id));
    const fresh = events.filter(({ id }) => mine.has(id));
    if (fresh.length > 0) await listener.handle(fresh, tx);
  }
}
