import { Injectable } from '@nestjs/common';
import { Delivery, type Transport } from '../feed/delivery.adapter.js';
import type { Frame } from '../feed/frame.entity.js';
import type { PlainSubscriber } from './plain-subscriber.adapter.js';

@Injectable()
export class PlainRooms implements Transport {
  private readonly rooms = new Map<string, Set<PlainSubscriber>>();

  constructor(delivery: Delivery) {
    delivery.add(this);
  }

  join(subscriber: PlainSubscriber): void {
    for (const room of subscriber.rooms) {
      const key = keyOf(subscriber.feed.name, room);
      const members = this.rooms.get(key);
      if (members) members.add(subscriber);
      else this.rooms.set(key, new Set([subscriber]));
    }
  }

  leave(subscriber: PlainSubscriber): void {
    for (const room of subscriber.rooms) {
      const key = keyOf(subscriber.feed.name, room);
      const members = this.rooms.get(key);
      members?.delete(subscriber);
      if (members?.size === 0) this.rooms.delete(key);
    }
  }

  broadcast(feed: string, rooms: string[], frame: Frame): void {
    const heard = rooms.flatMap((room) => this.rooms.get(keyOf(feed, room)) ?? []);
    if (heard.length === 0) return;
    const text = Buffer.from(JSON.stringify(frame));
    const members = heard.length === 1 ? heard[0]! : new Set(heard.flatMap((room) => [...room]));
    for (const subscriber of members) subscriber.sendText(text);
  }
}

function keyOf(feed: string, room: string): string {
  return `${feed} ${room}`;
}
