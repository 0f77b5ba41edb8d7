import type { Server } from 'node:http';
import { Server as ListeningServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
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
const KEPT_MS = 1_000;
const PROBE_KEY = 'platform.health.probe';

export interface Check {
  status: 'healthy' | 'unhealthy' | 'not_configured';
  latency_ms: number | null;
}

export interface Checks {
  database: Check;
  redis: Check;
  channels: Check;
}

const NOT_CONFIGURED: Check = { status: 'not_configured', latency_ms: null };

/** Whether this process can do its work, and how it stops. */
@Injectable()
export class Readiness {
  private draining = false;
  private kept?: { takenAt: number; checks: Promise<Checks> };

  constructor(
    private readonly db: Database,
    private readonly cache: Cache,
    private readonly fanout: Fanout,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  get isDraining(): boolean {
    return this.draining;
  }

  /** Asks each dependency, at most three seconds, and once a second however many want to know. */
  check(): Promise<Checks> {
    const now = this.clock.now().getTime();
    const age = now - (this.kept?.takenAt ?? -Infinity);
    if (!this.kept || age < 0 || age >= KEPT_MS) this.kept = { takenAt: now, checks: this.ask() };
    return this.kept.checks;
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

  private async ask(): Promise<Checks> {
    const [database, redis, channels] = await Promise.all([
      timed(() => this.db.query('SELECT 1')),
      this.config.redisUrl ? timed(() => this.checkRedis()) : NOT_CONFIGURED,
      timed(async () => this.requireFanout()),
    ]);
    return { database, redis, channels };
  }

  private async checkRedis(): Promise<void> {
    await this.cache.get(PROBE_KEY);
    this.requireFanout();
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

export function isHealthy(checks: Checks): boolean {
  return Object.values(checks).every(({ status }: Check) => status !== 'unhealthy');
}

export function roundedSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 100) / 100;
}
