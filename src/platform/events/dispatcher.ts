import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { prepared } from '../database/prepared-statement.js';
import { JobQueue } from '../engine/ports/job-queue.js';
import { DELIVER, type Delivery } from './delivery.processor.js';
import { ListenerRegistry } from './listener-registry.js';
import { OutboxSignal } from './outbox-signal.js';

const POLL_MS = 500;
const TAKE_AT_ONCE = 500;
const EVENTS_PER_JOB = 100;

const TAKE = prepared(
  'platform-outbox-take',
  `WITH next AS (
     SELECT id FROM platform.outbox WHERE dispatched_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
   )
   UPDATE platform.outbox o SET dispatched_at = clock_timestamp() FROM next WHERE o.id = next.id
   RETURNING o.id, o.name`,
);

/** Turns outbox rows into jobs, by listener and batch; the sweep adds jobs that got lost. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private again = false;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly jobs: JobQueue,
    private readonly listeners: ListenerRegistry,
    private readonly signal: OutboxSignal,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.runsJobs) return;
    this.signal.onRaised(() => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.rounds().finally(() => {
      this.running = undefined;
    });
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        while ((await this.dispatch()) === TAKE_AT_ONCE && !this.stopped);
      } catch (error) {
        this.logger.warn(`The outbox waits: ${(error as Error).message}`);
      }
    }
  }

  private async dispatch(): Promise<number> {
    const rows = await this.db.query<{ id: number; name: string }>(TAKE, [TAKE_AT_ONCE]);
    rows.sort((a, b) => a.id - b.id);
    const byListener = new Map<string, number[]>();
    for (const { id, name } of rows) {
      for (const listener of this.listeners.of(name)) {
        const ids = byListener.get(listener.name);
        if (ids) ids.push(id);
        else byListener.set(listener.name, [id]);
      }
    }
    const deliveries = [...byListener].flatMap(([listener, ids]) => toDeliveries(listener, ids));
    if (deliveries.length > 0) await this.jobs.addMany(DELIVER, deliveries);
    return rows.length;
  }
}

export function toDeliveries(listener: string, events: number[]): Delivery[] {
  const deliveries: Delivery[] = [];
  for (let from = 0; from < events.length; from += EVENTS_PER_JOB) {
    deliveries.push({ listener, events: events.slice(from, from + EVENTS_PER_JOB) });
  }
  return deliveries;
}
