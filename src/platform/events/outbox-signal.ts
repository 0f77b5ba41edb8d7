import { Injectable } from '@nestjs/common';
import { Fanout } from '../engine/ports/fanout.js';

const CHANNEL = 'outbox';

/**
 * Tells the dispatchers, wherever they run, that the outbox has something new. It goes through the fan-out
 * after the commit and not through `NOTIFY` inside the transaction, because PostgreSQL serializes the commits
 * of notifying transactions. A lost signal costs one polling interval, never an event.
 */
@Injectable()
export class OutboxSignal {
  private raised = false;

  constructor(private readonly fanout: Fanout) {}

  /** Many raises of one turn of the event loop become one message; nobody waits for it. */
  raise(): void {
    if (this.raised) return;
    this.raised = true;
    setImmediate(() => {
      this.raised = false;
      this.fanout.publish(CHANNEL, {}).catch(() => undefined);
    });
  }

  onRaised(listener: () => void): void {
    this.fanout.subscribe(CHANNEL, listener);
  }
}
