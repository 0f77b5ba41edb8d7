import { setTimeout as pause } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { withinGrace } from '../../shared/grace.js';
import { Semaphore } from '../../shared/concurrency/semaphore.js';
import { withTimeout } from '../../shared/waiting/with-timeout.js';
import { Config } from '../config/config.js';
import { runWithRequestId } from '../context/request-context.js';
import { Database } from '../database/database.js';
import { prepared } from '../database/prepared-statement.js';
import { Metrics } from '../observability/metrics.js';
import { Every } from '../schedule/every.js';
import type { PublishedEvent } from './event.js';
import { EventDelivery } from './event-delivery.js';
import { ListenerRegistry, type Listener } from './listener-registry.js';
import { OutboxSignal } from './outbox-signal.js';

const GATHER_MS = 20;
const POLL_MS = 1_000;
const LOOKS_AGAIN_AFTER_MS = 200;
const TAKE_AT_ONCE = 500;
const HANDED_OVER_AT_ONCE = 100;
/** A batch whose listeners are slow does not hold up the next ones at once. */
const BATCHES_UNDER_WAY = 3;
const DELIVERIES_AT_ONCE = 4;
const GRACE_MS = 4_000;
/** After that the sweep sees to what is left, and others have the place. */
const HANDED_OVER_WITHIN_MS = 15_000;

const TAKE = prepared(
  'platform-outbox-take',
  `WITH next AS (
     SELECT id FROM platform.outbox WHERE dispatched_at IS NULL ORDER BY id LIMIT $limit FOR UPDATE SKIP LOCKED
   )
   UPDATE platform.outbox o SET dispatched_at = clock_timestamp(),
     done_at = CASE WHEN o.name <> ALL($heard) THEN clock_timestamp() END
   FROM next WHERE o.id = next.id
   RETURNING o.id, o.name, o.payload, o.occurred_at AS "occurredAt", o.request_id AS "requestId"`,
);

const FINISH = prepared(
  'platform-outbox-finish',
  'UPDATE platform.outbox SET done_at = clock_timestamp() WHERE id = ANY($events) AND done_at IS NULL',
);

/** Takes events from the outbox in batches and hands them to their listeners; the sweep finds what failed. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly places = new Semaphore(DELIVERIES_AT_ONCE, Infinity);
  private readonly lastInOrder = new Map<Listener, Promise<unknown>>();
  private readonly underWay = new Set<Promise<void>>();
  private running?: Promise<void>;
  private lookAgain?: NodeJS.Timeout;
  private again = false;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly delivery: EventDelivery,
    private readonly listeners: ListenerRegistry,
    private readonly signal: OutboxSignal,
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.runsJobs) return;
    this.signal.onRaised(() => this.wake());
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.lookAgain);
    const all = this.running?.then(() => Promise.all(this.underWay)) ?? Promise.all(this.underWay);
    await withinGrace(all, GRACE_MS);
  }

  /** For a lost signal. */
  @Every(POLL_MS, 'EXISTS (SELECT FROM platform.outbox WHERE dispatched_at IS NULL)')
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= runWithRequestId('dispatcher', () => this.rounds()).finally(() => {
      this.running = undefined;
    });
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped) {
      await pause(GATHER_MS);
      this.again = false;
      try {
        while ((await this.dispatch()) === TAKE_AT_ONCE && !this.stopped);
      } catch (error) {
        this.logger.warn('The outbox waits', error);
      }
    }
  }

  private async dispatch(): Promise<number> {
    while (this.underWay.size >= BATCHES_UNDER_WAY) await Promise.race(this.underWay);
    const values = { limit: TAKE_AT_ONCE, heard: this.listeners.types() };
    const events = await this.db.query<PublishedEvent>(TAKE, values);
    events.forEach(({ name }) => this.metrics.countEvent(name));
    if (events.length > 0) {
      clearTimeout(this.lookAgain);
      this.lookAgain = setTimeout(() => this.wake(), LOOKS_AGAIN_AFTER_MS).unref();
      const work = this.deliver(events.sort((a, b) => a.id - b.id))
        .catch((error: unknown) => this.logger.warn('Events wait for the sweep', error))
        .finally(() => this.underWay.delete(work));
      this.underWay.add(work);
    }
    return events.length;
  }

  private async deliver(events: PublishedEvent[]): Promise<void> {
    const byListener = new Map<Listener, PublishedEvent[]>();
    for (const event of events) {
      for (const listener of this.listeners.of(event.name)) {
        const heard = byListener.get(listener);
        if (heard) heard.push(event);
        else byListener.set(listener, [event]);
      }
    }
    const deliveries = [...byListener].flatMap(([listener, heard]) =>
      listener.ordered
        ? [this.afterTheLast(listener, () => this.handOver(listener, heard))]
        : inPortions(heard).map((portion) => this.handOver(listener, portion)),
    );
    const open = new Set((await Promise.all(deliveries)).flat());
    const done = events.filter(({ id, name }) => !open.has(id) && this.listeners.of(name).length > 0);
    if (done.length > 0) await this.db.query(FINISH, { events: done.map(({ id }) => id) });
  }

  private handOver(listener: Listener, events: PublishedEvent[]): Promise<number[]> {
    const late = () => new Error(`${listener.name} has not come to an end`);
    return this.places.run(() =>
      withTimeout(HANDED_OVER_WITHIN_MS, this.delivery.deliver(listener, events), late).catch(
        (error: Error) => {
          this.logger.warn(error.message);
          return events.map(({ id }) => id);
        },
      ),
    );
  }

  /** One at a time of each ordered listener; none keeps a place while it waits for the one before. */
  private afterTheLast(listener: Listener, work: () => Promise<number[]>): Promise<number[]> {
    const next = (this.lastInOrder.get(listener) ?? Promise.resolve()).then(work);
    this.lastInOrder.set(
      listener,
      next.catch(() => undefined),
    );
    return next;
  }
}

export function inPortions<T>(events: T[]): T[][] {
  const portions: T[][] = [];
  for (let from = 0; from < events.length; from += HANDED_OVER_AT_ONCE)
    portions.push(events.slice(from, from + HANDED_OVER_AT_ONCE));
  return portions;
}
