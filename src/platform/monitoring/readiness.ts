import type { Server } from 'node:http';
import { Server as ListeningServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Cache } from '../engine/ports/cache.js';
import { Fanout } from '../engine/ports/fanout.js';

const CHECK_TIMEOUT_MS = 3_000;
/** For balancers to notice, before connections are refused. */
const NOTICE_MS = 2_000;
const LAST_ANSWERS_MS = 5_000;
/** A new connection may have sent a request that was not read yet, so it is not idle so soon. */
const FIRST_REQUEST_MS = 250;
const POLL_MS = 25;
const PROBE_KEY = 'platform.health.probe';

export interface Check {
  status: 'healthy' | 'unhealthy';
  latency_ms: number;
}

export interface Checks {
  database: Check;
  redis: Check;
  channels: Check;
}

/** Whether this process can do its work, and how it stops. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    private readonly db: Database,
    private readonly cache: Cache,
    private readonly fanout: Fanout,
    private readonly config: Config,
  ) {}

  get isDraining(): boolean {
    return this.draining;
  }

  /** Asks each dependency, at most three seconds. Without Redis the embedded engine stands for it. */
  async check(): Promise<Checks> {
    const [database, redis, channels] = await Promise.all([
      timed(() => this.db.query('SELECT 1')),
      timed(() => this.checkRedis()),
      timed(async () => this.requireFanout()),
    ]);
    return { database, redis, channels };
  }

  /** Reports unready, gives balancers time, then refuses connections and waits for requests under way. */
  async drain(server: Server, behindBalancer: boolean): Promise<void> {
    this.draining = true;
    server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
    if (behindBalancer) await pause(NOTICE_MS);
    // `server.close` cuts idle connections at once, also those of a moment ago.
    const closed = new Promise<void>((resolve) =>
      ListeningServer.prototype.close.call(server, () => resolve()),
    );
    await Promise.race([closed, pause(FIRST_REQUEST_MS)]);
    const idle = setInterval(() => server.closeIdleConnections(), POLL_MS);
    await Promise.race([closed, pause(LAST_ANSWERS_MS, undefined, { ref: false })]);
    clearInterval(idle);
    server.closeAllConnections();
  }

  private async checkRedis(): Promise<void> {
    await this.cache.get(PROBE_KEY);
    if (this.config.redisUrl) this.requireFanout();
  }

  private requireFanout(): void {
    if (!this.fanout.connected) throw new Error('The other processes cannot be reached.');
  }
}

async function timed(ask: () => Promise<unknown>): Promise<Check> {
  const startedAt = performance.now();
  const timeout = pause(CHECK_TIMEOUT_MS, 'late', { ref: false });
  const outcome = await Promise.race([
    ask().then(
      () => 'answered',
      () => 'failed',
    ),
    timeout,
  ]);
  return { status: outcome === 'answered' ? 'healthy' : 'unhealthy', latency_ms: roundedSince(startedAt) };
}

export function roundedSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 100) / 100;
}
