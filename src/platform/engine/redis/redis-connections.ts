import type { Socket } from 'node:net';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { Unavailable } from '../../../shared/errors.js';
import { withTimeout } from '../../../shared/waiting/with-timeout.js';
import { Outage } from '../../outages/outage.js';

const FIRST_CONTACT_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;
const CHECKED_EVERY_MS = 3_000;
const PING_TIMEOUT_MS = 3_000;
const OUTAGE = {
  away: 'Redis is away: jobs wait, and each process counts and caches for itself',
  back: 'Redis is back',
};

/** Refused at once while Redis is away. */
const FAIL_FAST: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
};

/** For queues and subscriptions: waits for Redis, however long it is away. */
const RETRYING: RedisOptions = { maxRetriesPerRequest: null, enableReadyCheck: false };

export class RedisConnections implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly opened: Redis[] = [];
  private readonly watch: NodeJS.Timeout;

  readonly jobs: Redis;
  readonly failFast: Redis;
  readonly outage = new Outage(OUTAGE, () => this.failFast.ping());

  constructor(private readonly url: string) {
    this.jobs = this.open('jobs', RETRYING);
    this.failFast = this.open('swift', FAIL_FAST);
    this.jobs.on('error', (error: Error) => this.outage.notice(error));
    this.watch = setInterval(() => void this.check(), CHECKED_EVERY_MS).unref();
  }

  openRetrying(name: string): Redis {
    return this.open(name, RETRYING);
  }

  /** Rejects with `Unavailable` while Redis is away, after 2 s at the start. */
  async reachable(): Promise<void> {
    if (this.jobs.status === 'ready') return;
    if (this.outage.isOn) throw new Unavailable();
    await orUnavailable(
      FIRST_CONTACT_MS,
      new Promise<void>((resolve) => this.jobs.once('ready', () => resolve())),
    );
  }

  beforeApplicationShutdown(): void {
    this.outage.close();
  }

  onApplicationShutdown(): void {
    clearInterval(this.watch);
    for (const connection of this.opened) connection.disconnect();
  }

  private open(name: string, options: RedisOptions): Redis {
    const connection = new Redis(this.url, {
      ...options,
      connectionName: `convoke-${name}`,
      connectTimeout: 2_000,
      keepAlive: 10_000,
      retryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 10), LONGEST_PAUSE_MS),
      // A primary that became a replica: connect again, to the new primary.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    connection.setMaxListeners(0);
    // Without a listener an outage would end the process.
    connection.on('error', () => undefined);
    this.opened.push(connection);
    return connection;
  }

  /** A server that fell silent leaves its connections standing; only destroying them lets new ones be made. */
  private async check(): Promise<void> {
    if (this.jobs.status !== 'ready') return;
    const answered = orUnavailable(PING_TIMEOUT_MS, this.jobs.ping()).then(
      () => true,
      () => false,
    );
    if (await answered) return;
    for (const { stream } of this.opened as unknown as { stream?: Socket }[]) stream?.destroy();
  }
}

export function orUnavailable<T>(ms: number, answer: Promise<T>): Promise<T> {
  return withTimeout(ms, answer, () => new Unavailable());
}
