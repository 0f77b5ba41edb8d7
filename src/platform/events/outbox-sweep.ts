import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Every } from '../schedule/every.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { inPortions } from './dispatcher.js';
import { ListenerRegistry } from './listener-registry.js';
import { DELIVER } from './redelivery.processor.js';

const EVERY_MS = 5_000;
const FORGOTTEN_EVERY_MS = 30_000;
const ATTEMPTS = 12;
const PORTION = 5_000;

const OPEN = 'EXISTS (SELECT FROM platform.outbox WHERE done_at IS NULL AND dispatched_at IS NOT NULL)';

const FINISH = `
  UPDATE platform.outbox SET done_at = clock_timestamp() WHERE id IN (
    SELECT o.id FROM platform.outbox o
    WHERE o.done_at IS NULL AND o.dispatched_at < clock_timestamp() - interval '1 second'
      AND NOT EXISTS (
        SELECT FROM unnest($1::text[], $2::text[]) AS due (name, listener)
        WHERE due.name = o.name
          AND NOT EXISTS (SELECT FROM platform.handled h WHERE h.event_id = o.id AND h.listener = due.listener))
    LIMIT ${PORTION} FOR UPDATE SKIP LOCKED)
  RETURNING id`;

const TAKE_OVERDUE = `
  WITH overdue AS (
    SELECT o.id, due.listener
    FROM platform.outbox o
    JOIN unnest($1::text[], $2::text[]) AS due (name, listener) ON due.name = o.name
    LEFT JOIN platform.handled h ON h.event_id = o.id AND h.listener = due.listener
    LEFT JOIN platform.delivery_failures f ON f.event_id = o.id AND f.listener = due.listener
    WHERE o.done_at IS NULL AND o.dispatched_at < clock_timestamp() - interval '10 seconds'
      AND h.event_id IS NULL AND (f.event_id IS NULL OR (f.next_at <= clock_timestamp() AND f.attempts < $3))
    ORDER BY o.id LIMIT 2000
  ), touched AS (
    UPDATE platform.outbox o SET dispatched_at = clock_timestamp() FROM overdue WHERE o.id = overdue.id
  )
  SELECT listener, array_agg(id ORDER BY id) AS events FROM overdue GROUP BY listener`;

const FORGET = `
  WITH old AS (
    DELETE FROM platform.outbox WHERE id IN (
      SELECT id FROM platform.outbox WHERE done_at < clock_timestamp() - interval '7 days' LIMIT ${PORTION})
    RETURNING id
  ), marks AS (DELETE FROM platform.handled h USING old WHERE h.event_id = old.id)
  DELETE FROM platform.delivery_failures f USING old WHERE f.event_id = old.id`;

/** The outbox's safety net: closes what every listener has handled, and enqueues again what one has not. */
@Injectable()
export class OutboxSweep {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly listeners: ListenerRegistry,
  ) {}

  @Every(EVERY_MS, OPEN)
  async sweep(): Promise<void> {
    const pairs = this.listeners.pairs();
    const names = [pairs.map(({ type }) => type), pairs.map(({ listener }) => listener)];
    // In portions, so that no backlog makes a statement too long to end.
    while ((await this.db.query(FINISH, names)).length === PORTION);
    const overdue = await this.db.query<{ listener: string; events: number[] }>(TAKE_OVERDUE, [
      ...names,
      ATTEMPTS,
    ]);
    const deliveries = overdue.flatMap(({ listener, events }) =>
      inPortions(events.map(Number)).map((portion) => ({ listener, events: portion })),
    );
    if (deliveries.length > 0) await this.jobs.addMany(DELIVER, deliveries);
  }

  @Every(FORGOTTEN_EVERY_MS)
  async forget(): Promise<void> {
    await this.db.query(FORGET);
  }
}
