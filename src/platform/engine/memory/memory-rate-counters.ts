import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { RateCounters, type RateWindow } from '../ports/rate-counters.js';

const SWEPT_EVERY_MS = 60_000;

/** Counts in this process's memory; windows that are over are swept once a minute. */
@Injectable()
export class MemoryRateCounters extends RateCounters {
  private readonly windows = new Map<string, { count: number; endsAt: number }>();
  private nextSweepAt = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  async hit(key: string, windowMs: number): Promise<RateWindow> {
    const now = this.clock.millis();
    if (now >= this.nextSweepAt) this.sweep(now);
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + windowMs };
      this.windows.set(key, window);
    }
    window.count++;
    return { count: window.count, resetAt: new Date(window.endsAt) };
  }

  async clear(key: string): Promise<void> {
    this.windows.delete(key);
  }

  private sweep(now: number): void {
    this.nextSweepAt = now + SWEPT_EVERY_MS;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }
}
