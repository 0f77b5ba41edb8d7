import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { doubling, pauseSql } from '../attempts/attempts.js';
import { runWithRequestId } from '../context/request-context.js';
import { Database } from '../database/database.js';
import { prepared } from '../database/prepared-statement.js';
import type { Tx } from '../database/tx.js';
import type { PublishedEvent } from './event.js';
import type { Listener } from './listener-registry.js';

/** How far back, in ids, an ordered listener's batch looks for unhandled events. */
const TAKEN_ALONG = 1_000;
const TURN_TRIED_EVERY_MS = 10;
const TURN_AWAITED_MS = 8_000;

const PAUSES_MS = doubling(10_000, 3_600_000);

const TAKE_TURN = prepared(
  'platform-events-take-turn',
  'SELECT pg_try_advisory_xact_lock(726684, hashtext($listener)) AS mine',
);

const LOAD_ALONG = prepared(
  'platform-events-load-along',
  `SELECT o.id, o.name, o.payload, o.occurred_at AS "occurredAt", o.request_id AS "requestId"
   FROM platform.outbox o
   WHERE o.id BETWEEN $from AND $to AND o.name = ANY($types) AND o.done_at IS NULL
     AND NOT EXISTS (SELECT FROM platform.handled h WHERE h.event_id = o.id AND h.listener = $listener)
   ORDER BY o.id`,
);

const MARK = prepared(
  'platform-events-mark',
  `INSERT INTO platform.handled (event_id, listener) SELECT unnest($events::bigint[]), $listener
   ON CONFLICT ON CONSTRAINT handled_once DO NOTHING RETURNING event_id`,
);

const NOTE_FAILURE = `
  INSERT INTO platform.delivery_failures AS f (event_id, listener, attempts, next_at, last_error)
  SELECT unnest($events::bigint[]), $listener, 1, clock_timestamp() + ${pauseSql('1', PAUSES_MS)}, $error
  ON CONFLICT ON CONSTRAINT delivery_failures_pkey DO UPDATE
  SET attempts = f.attempts + 1, last_error = excluded.last_error,
      next_at = clock_timestamp() + ${pauseSql('f.attempts + 1', PAUSES_MS)}`;

/** Calls listeners, each in a transaction of its own with the rows that make its effect happen once. */
@Injectable()
export class EventDelivery {
  private readonly logger = new Logger(EventDelivery.name);

  constructor(private readonly db: Database) {}

  /** Answers the ids of those that the listener has not handled; why is noted and logged. */
  async deliver(listener: Listener, events: PublishedEvent[]): Promise<number[]> {
    if (listener.ordered) return this.deliverInOrder(listener, events);
    const batches = listener.batch ? [events] : oneByOne(listener, events);
    const open: number[] = [];
    for (const batch of batches) {
      const done = await this.attempt(listener, idsOf(batch), async (tx) => {
        await this.handleOnce(listener, batch, tx);
        return true;
      });
      if (!done) open.push(...idsOf(batch));
    }
    return open;
  }

  /** Nobody holds a connection while another one has its turn. */
  private async deliverInOrder(listener: Listener, events: PublishedEvent[]): Promise<number[]> {
    const ids = idsOf(events);
    const range = { from: Math.min(...ids) - TAKEN_ALONG, to: Math.max(...ids) };
    const { name, types } = listener;
    for (const until = performance.now() + TURN_AWAITED_MS; performance.now() < until;) {
      const handled = await this.attempt(listener, ids, async (tx) => {
        const [turn] = await tx.query<{ mine: boolean }>(TAKE_TURN, { listener: name });
        if (!turn!.mine) return false;
        const along = await tx.query<PublishedEvent>(LOAD_ALONG, { ...range, types, listener: name });
        if (along.length > 0) await this.handleOnce(listener, along, tx);
        return true;
      });
      if (handled === undefined) return ids;
      if (handled) return [];
      await pause(TURN_TRIED_EVERY_MS);
    }
    return ids;
  }

  private async attempt(
    { name }: Listener,
    ids: number[],
    work: (tx: Tx) => Promise<boolean>,
  ): Promise<boolean | undefined> {
    try {
      return await runWithRequestId(`event-${ids[0]}`, () => this.db.transaction(work));
    } catch (error) {
      this.logger.error(`${name} failed on event ${ids.join(', ')}`, error);
      const values = { events: ids, listener: name, error: String(error).slice(0, 500) };
      await this.db.query(NOTE_FAILURE, values).catch(() => undefined);
      return undefined;
    }
  }

  private async handleOnce(listener: Listener, events: PublishedEvent[], tx: Tx): Promise<void> {
    const values = { events: idsOf(events), listener: listener.name };
    const marked = await tx.query<{ event_id: number }>(MARK, values);
    const mine = new Set(marked.map(({ event_id }) => event_id));
    const fresh = events.filter((event) => mine.has(event.id) && listener.concerns(event));
    if (fresh.length > 0) await listener.handle(fresh, tx);
  }
}

/** What does not concern it is only marked, all together. */
function oneByOne(listener: Listener, events: PublishedEvent[]): PublishedEvent[][] {
  const others = events.filter((event) => !listener.concerns(event));
  const meant = events.filter((event) => listener.concerns(event)).map((event) => [event]);
  return others.length > 0 ? [others, ...meant] : meant;
}

function idsOf(events: PublishedEvent[]): number[] {
  return events.map(({ id }) => id);
}
