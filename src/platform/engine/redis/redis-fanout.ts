import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Fanout, type FanoutListener } from '../ports/fanout.js';
import { FanoutListeners } from '../memory/fanout-listeners.js';
import { RedisTimeout } from './redis-timeout.js';
import { RedisConnections } from './redis-connections.js';

const CHANNEL = 'convoke:fanout';

interface Packet {
  from: string;
  channel: string;
  json: string;
}

/** Publishes through Redis; this process's own listeners are told directly, and so exactly once. */
@Injectable()
export class RedisFanout extends Fanout {
  private readonly self = randomUUID();
  private readonly listeners = new FanoutListeners();
  private readonly subscriber: Redis;
  private readonly reconnectListeners: (() => void)[] = [];
  private hasListened = false;

  constructor(
    private readonly connections: RedisConnections,
    private readonly timeout: RedisTimeout,
  ) {
    super();
    this.subscriber = connections.openRetrying('fanout');
    this.subscriber.on('message', (_channel: string, text: string) => this.receive(JSON.parse(text) as Packet));
    this.subscriber.on('ready', () => void this.listen());
  }

  async publish(channel: string, message: object): Promise<void> {
    const json = JSON.stringify(message);
    this.listeners.notify(channel, json);
    const packet: Packet = { from: this.self, channel, json };
    // Sent however slow Redis was before: that a session ended, say, must not wait.
    await this.timeout.attempt(() => this.connections.failFast.publish(CHANNEL, JSON.stringify(packet)));
  }

  subscribe<Message>(channel: string, listener: FanoutListener<Message>): void {
    this.listeners.add(channel, listener as FanoutListener);
  }

  onReconnect(listener: () => void): void {
    this.reconnectListeners.push(listener);
  }

  get connected(): boolean {
    return this.subscriber.status === 'ready' && this.connections.failFast.status === 'ready';
  }

  /** After the first connection, a new one means a gap before it. */
  private async listen(): Promise<void> {
    await this.subscriber.subscribe(CHANNEL).catch(() => undefined);
    if (this.hasListened) for (const listener of this.reconnectListeners) listener();
    this.hasListened = true;
  }

  private receive({ from, channel, json }: Packet): void {
    if (from !== this.self) this.listeners.notify(channel, json);
  }
}
