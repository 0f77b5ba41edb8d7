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
