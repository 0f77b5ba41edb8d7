import { Injectable } from '@nestjs/common';
import { Fanout } from '../engine/ports/fanout.js';

const CHANNEL = 'outbox';

/**
 * Wakes the dispatchers of all processes after a commit. Not by `NOTIFY`, for PostgreSQL serializes the commits
 * of notifying transactions. A lost signal costs one polling interval, never an event.
 */
@Injectable()
export class OutboxSignal {
  private raised = false;

  constructor(private readonly fanout: Fanout) {}

  /** Many raises in one turn of the event loop become one message. */
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
