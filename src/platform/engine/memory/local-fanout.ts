import { Injectable } from '@nestjs/common';
import { Fanout, type FanoutListener } from '../ports/fanout.js';
import { FanoutListeners } from './fanout-listeners.js';

@Injectable()
export class LocalFanout extends Fanout {
  readonly connected = true;
  private readonly listeners = new FanoutListeners();

  async publish(channel: string, message: object): Promise<void> {
    this.listeners.notify(channel, JSON.stringify(message));
  }

  subscribe<Message>(channel: string, listener: FanoutListener<Message>): void {
    this.listeners.add(channel, listener as FanoutListener);
  }

  onReconnect(): void {}
}
