import { Logger } from '@nestjs/common';
import type { FanoutListener } from '../ports/fanout.js';

export class FanoutListeners {
  private readonly logger = new Logger('Fanout');
  private readonly byChannel = new Map<string, FanoutListener[]>();

  add(channel: string, listener: FanoutListener): void {
    this.byChannel.set(channel, [...(this.byChannel.get(channel) ?? []), listener]);
  }

  notify(channel: string, json: string): void {
    for (const listener of this.byChannel.get(channel) ?? []) {
      try {
        listener(JSON.parse(json));
      } catch (error) {
        this.logger.error(`A listener on ${channel} failed`, error);
      }
    }
  }
}
