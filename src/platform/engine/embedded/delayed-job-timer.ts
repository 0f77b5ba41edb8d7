import { Injectable } from '@nestjs/common';

/** Beyond these, the workers' own polling finds jobs, two seconds late at most. */
const MAX_TIMEOUTS = 1_000;
const MAX_DELAY_MS = 60_000;

@Injectable()
export class DelayedJobTimer {
  private readonly timeouts = new Set<NodeJS.Timeout>();
  private listener?: () => void;

  onDue(listener: () => void): void {
    this.listener = listener;
  }

  start(delayMs: number): void {
    if (delayMs > MAX_DELAY_MS || this.timeouts.size >= MAX_TIMEOUTS || !this.listener) return;
    const timeout = setTimeout(() => {
      this.timeouts.delete(timeout);
      this.listener?.();
    }, delayMs + 1).unref();
    this.timeouts.add(timeout);
  }

  stop(): void {
    this.listener = undefined;
    for (const timeout of this.timeouts) clearTimeout(timeout);
    this.timeouts.clear();
  }
}
