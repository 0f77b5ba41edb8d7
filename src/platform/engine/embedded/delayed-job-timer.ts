import { Injectable } from '@nestjs/common';

/** Beyond these, the workers' own polling finds jobs, a second late at most. */
const ALARMS = 1_000;
const FARTHEST_MS = 60_000;

/** Wakes the workers when a job that was just added with a delay falls due. */
@Injectable()
export class DelayedJobTimer {
  private readonly alarms = new Set<NodeJS.Timeout>();
  private listener?: () => void;

  onDue(listener: () => void): void {
    this.listener = listener;
  }

  start(delayMs: number): void {
    if (delayMs > FARTHEST_MS || this.alarms.size >= ALARMS || !this.listener) return;
    const alarm = setTimeout(() => {
      this.alarms.delete(alarm);
      this.listener?.();
    }, delayMs + 1).unref();
    this.alarms.add(alarm);
  }

  stop(): void {
    this.listener = undefined;
    for (const alarm of this.alarms) clearTimeout(alarm);
    this.alarms.clear();
  }
}
