import { SLOTS, type RateWindow } from '../ports/rate-counters.js';

interface Slot {
  startedAt: number;
  lastAt: number;
  count: number;
}

/** The hits of one key, those close together as one entry. */
export class SlidingWindow {
  private readonly slots: Slot[] = [];
  private count = 0;

  constructor(private readonly windowMs: number) {}

  hit(now: number, limit: number): RateWindow {
    this.forget(now);
    const count = this.count + 1;
    if (count <= limit) this.keep(now);
    return { count, resetAt: new Date((this.slots[0]?.lastAt ?? now) + this.windowMs) };
  }

  takeBack(): void {
    const newest = this.slots.at(-1);
    if (!newest) return;
    this.count--;
    newest.count--;
    if (newest.count === 0) this.slots.pop();
  }

  isEmptyAt(now: number): boolean {
    return (this.slots.at(-1)?.lastAt ?? 0) + this.windowMs <= now;
  }

  private forget(now: number): void {
    while (this.slots[0] && this.slots[0].lastAt + this.windowMs <= now)
      this.count -= this.slots.shift()!.count;
  }

  private keep(now: number): void {
    const newest = this.slots.at(-1);
    const joins = newest && now - newest.startedAt < this.windowMs / SLOTS;
    const { startedAt, count } = joins ? this.slots.pop()! : { startedAt: now, count: 0 };
    this.slots.push({ startedAt, lastAt: now, count: count + 1 });
    this.count++;
  }
}
