import { Injectable } from '@nestjs/common';
import { carriersOf } from './feeds.rules.js';
import { toFrame, type StoredFrame } from './frame.entity.js';
import type { Frame } from './frame.entity.js';

export interface Transport {
  /** Gives the frame once to each socket of the feed in any of the rooms; never waits. */
  broadcast(feed: string, rooms: string[], frame: Frame): void;
}

@Injectable()
export class Delivery {
  private readonly transports: Transport[] = [];

  add(transport: Transport): void {
    this.transports.push(transport);
  }

  deliver(kept: StoredFrame, rooms: string[]): void {
    const frame = toFrame(kept);
    for (const { name } of carriersOf(kept.feed))
      for (const transport of this.transports) transport.broadcast(name, rooms, frame);
  }
}
