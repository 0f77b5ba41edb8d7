import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { Fanout, type FanoutListener, type SocketAdapter } from '../fanout.js';
import { FanoutListeners } from '../fanout-listeners.js';
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

  constructor(private readonly connections: RedisConnections) {
    super();
    this.subscriber = connections.openSubscriber('fanout');
    this.subscriber.on('message', (_channel: string, text: string) => this.receive(JSON.parse(text) as Packet));
    this.subscriber.subscribe(CHANNEL).catch(() => undefined);
  }

  async publish(channel: string, message: object): Promise<void> {
    const json = JSON.stringify(message);
    this.listeners.tell(channel, json);
    const packet: Packet = { from: this.self, channel, json };
    await this.connections.swift.publish(CHANNEL, JSON.stringify(packet)).catch(() => 0);
  }

  subscribe<Message>(channel: string, listener: FanoutListener<Message>): void {
    this.listeners.add(channel, listener as FanoutListener);
  }

  get connected(): boolean {
    return this.subscriber.status === 'ready' && this.connections.swift.status === 'ready';
  }

  socketAdapter(): SocketAdapter {
    const publisher = this.connections.openImpatient('sockets-out');
    const publish = publisher.publish.bind(publisher);
    // Socket.IO awaits none of its broadcasts, and a rejection that nobody hears would end the process.
    publisher.publish = (channel: string | Buffer, message: string | Buffer) =>
      publish(channel, message).catch(() => 0);
    return createAdapter(publisher, this.connections.openSubscriber('sockets-in'));
  }

  private receive({ from, channel, json }: Packet): void {
    if (from !== this.self) this.listeners.tell(channel, json);
  }
}
