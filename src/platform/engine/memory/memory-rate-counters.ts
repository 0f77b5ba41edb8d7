import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { RateCounters, type RateWindow } from '../ports/rate-counters.js';
import { SlidingWindow } from './sliding-window.js';

const SWEPT_EVERY_MS = 60_000;

/** Counts in this process's memory; windows that are over are swept once a minute. */
@Injectable()
export class MemoryRateCounters extends RateCounters {
  private readonly windows = new Map<string, SlidingWindow>();
  private nextSweepAt = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  async hit(key: string, windowMs: number, limit = Infinity): Promise<RateWindow> {
    const now = this.clock.millis();
    if (now >= this.nextSweepAt) this.sweep(now);
    const window = this.windows.get(key) ?? new SlidingWindow(windowMs);
    this.windows.set(key, window);
    return window.hit(now, limit);
  }

  async takeBack(key: string): Promise<void> {
    this.windows.get(key)?.takeBack();
  }

  async clear(key: string): Promise<void> {
    this.windows.delete(key);
  }

  private sweep(now: number): void {
    this.nextSweepAt = now + SWEPT_EVERY_MS;
    for (const [key, window] of this.windows) if (window.isEmptyAt(now)) this.windows.delete(key);
  }
}
