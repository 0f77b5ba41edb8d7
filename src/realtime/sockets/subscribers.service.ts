import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SESSIONS_CHANNEL, type SessionsRevokedMessage } from '../../identity/identity.events.js';
import { Authenticator } from '../../platform/auth/authenticator.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import { Readiness } from '../../platform/monitoring/readiness.js';
import { Logger } from '../../platform/observability/logger.js';
import { Metrics } from '../../platform/observability/metrics.js';
import { Clock } from '../../shared/clock.js';
import { SocketLimits } from './socket-limits.access.js';
import type { Subscriber } from './subscriber.adapter.js';

const CHECKED_EVERY_MS = 1_000;
const CHECKS_PER_HEARTBEAT = 25;
/** How long the end of a session is remembered, for a socket that was being opened when the message came. */
const REMEMBERED_MS = 60_000;

/** This process's open sockets: finds those of a session that ended, and looks after all of them. */
@Injectable()
export class SubscribersService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly all = new Set<Subscriber>();
  private readonly bySession = new Map<number, Subscriber[]>();
  private readonly ended = new Map<number, number>();
  private timer?: NodeJS.Timeout;
  private checks = 0;
  private readonly logger = new Logger(SubscribersService.name);

  constructor(
    private readonly fanout: Fanout,
    private readonly authenticator: Authenticator,
    private readonly limits: SocketLimits,
    private readonly readiness: Readiness,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.metrics.watch('sockets_open', 'Open sockets of both kinds in this process.', () => this.all.size);
    this.fanout.subscribe<SessionsRevokedMessage>(SESSIONS_CHANNEL, ({ sessionIds }) => this.end(sessionIds));
    this.fanout.onReconnect(() => void this.endMissed());
    this.timer = setInterval(() => this.check(), CHECKED_EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.disconnectAll();
  }

  get count(): number {
    return this.all.size;
  }

  /** False, having disconnected it, where its session or its place was lost while it was being opened. */
  add(subscriber: Subscriber): boolean {
    const sessionId = subscriber.caller?.sessionId;
    if (sessionId !== undefined && this.ended.has(sessionId)) {
      subscriber.disconnect('session_revoked');
      return false;
    }
    if (!this.limits.hasPlace(subscriber)) {
      subscriber.disconnect('too_many');
      return false;
    }
    this.all.add(subscriber);
    this.limits.take(subscriber);
    if (sessionId !== undefined) {
      const others = this.bySession.get(sessionId);
      if (others) others.push(subscriber);
      else this.bySession.set(sessionId, [subscriber]);
    }
    return true;
  }

  remove(subscriber: Subscriber): void {
    if (!this.all.delete(subscriber)) return;
    this.limits.leave(subscriber);
    if (!subscriber.caller) return;
    const { sessionId } = subscriber.caller;
    const others = this.bySession.get(sessionId)?.filter((other) => other !== subscriber) ?? [];
    if (others.length > 0) this.bySession.set(sessionId, others);
    else this.bySession.delete(sessionId);
  }

  private end(sessionIds: number[]): void {
    for (const id of sessionIds) {
      this.ended.set(id, performance.now());
      for (const subscriber of this.bySession.get(id) ?? []) subscriber.disconnect('session_revoked');
    }
  }

  private async endMissed(): Promise<void> {
    try {
      this.end(await this.authenticator.findEndedSessions([...this.bySession.keys()]));
    } catch (error) {
      this.logger.error('Sockets could not be held against their sessions', error);
    }
  }

  private disconnectAll(): void {
    for (const subscriber of this.all) subscriber.disconnect('going_away');
  }

  private check(): void {
    if (this.readiness.isDraining) return this.disconnectAll();
    const heartbeat = ++this.checks % CHECKS_PER_HEARTBEAT === 0;
    const now = this.clock.millis();
    for (const subscriber of this.all) {
      if (subscriber.expiresAt <= now) subscriber.disconnect('token_expired');
      else subscriber.check(heartbeat);
    }
    this.forgetEnded();
  }

  private forgetEnded(): void {
    const longAgo = performance.now() - REMEMBERED_MS;
    for (const [id, at] of this.ended) {
      if (at > longAgo) break;
      this.ended.delete(id);
    }
  }
}
