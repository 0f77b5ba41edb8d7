import { Clock } from '../../src/shared/clock.js';

/** A clock that stands still until it is told otherwise; it starts at the real instant, to the second. */
export class TestClock extends Clock {
  private readonly startedAt = Math.floor(Date.now() / 1_000) * 1_000;
  private at = this.startedAt;

  now(): Date {
    return new Date(this.at);
  }

  /** Jumps to `instant`. */
  set(instant: Date): void {
    this.at = instant.getTime();
  }

  /** Jumps forward by `milliseconds`. */
  advance(milliseconds: number): void {
    this.at += milliseconds;
  }

  /** Goes on by a second, so that what comes is later than what was. */
  tick(): void {
    this.advance(1_000);
  }

  /** Back to where it started. */
  reset(): void {
    this.at = this.startedAt;
  }
}
