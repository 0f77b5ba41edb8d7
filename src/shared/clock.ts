/** The only source of the present instant; tests put their own in its place. */
export abstract class Clock {
  abstract now(): Date;

  /** Milliseconds since the epoch. */
  millis(): number {
    return this.now().getTime();
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands at an offset from real time until it is told otherwise. */
export class TestClock extends Clock {
  private offsetMillis = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMillis);
  }

  set(instant: Date): void {
    this.offsetMillis = instant.getTime() - Date.now();
  }

  advance(milliseconds: number): void {
    this.offsetMillis += milliseconds;
  }

  reset(): void {
    this.offsetMillis = 0;
  }
}
