const FIRST_INSTANT = new Date('0001-01-01T00:00:00Z');
const LAST_INSTANT = new Date('9999-12-31T23:59:59.999Z');
/** Nothing is planned beyond it, which leaves room for what follows from a plan. */
export const LATEST_PLAN = new Date('9999-12-01T00:00:00Z');
const LONGEST_PLAN_MS = 3_660 * 86_400_000;

/** Whether its year has four digits in UTC, as ISO 8601 writes it. */
export function isOfCalendar(instant: Date): boolean {
  return FIRST_INSTANT <= instant && instant <= LAST_INSTANT;
}

export function isTooFarAway(instant: Date): boolean {
  return instant > LATEST_PLAN;
}

export function isTooLong(start: Date, end: Date): boolean {
  return end.getTime() - start.getTime() > LONGEST_PLAN_MS;
}

/** A half-open interval `[start, end)` of instants; empty and reversed ones cannot be made. */
export class TimeRange {
  private constructor(
    readonly start: Date,
    readonly end: Date,
  ) {}

  /** Throws `RangeError` unless `start` lies before `end`. */
  static of(start: Date, end: Date): TimeRange {
    if (!(start.getTime() < end.getTime())) throw new RangeError('A time range must start before it ends.');
    return new TimeRange(start, end);
  }

  get minutes(): number {
    return (this.end.getTime() - this.start.getTime()) / 60_000;
  }

  overlaps(other: TimeRange): boolean {
    return this.start < other.end && other.start < this.end;
  }

  contains(instant: Date): boolean {
    return this.start <= instant && instant < this.end;
  }

  /** With `before` and `after` minutes added: the gap that buffers keep free. */
  widened(before: number, after: number): TimeRange {
    return TimeRange.of(
      new Date(this.start.getTime() - before * 60_000),
      new Date(this.end.getTime() + after * 60_000),
    );
  }

  /** PostgreSQL's literal of a `tstzrange`. */
  toSql(): string {
    return `[${this.start.toISOString()},${this.end.toISOString()})`;
  }
}
