import { TimeRange } from './time-range.js';

const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 9, minute));

describe('TimeRange', () => {
  it('refuses an empty or reversed range', () => {
    expect(() => TimeRange.of(at(0), at(0))).toThrow(RangeError);
    expect(() => TimeRange.of(at(1), at(0))).toThrow(RangeError);
  });

  it('is half-open: touching ranges do not overlap', () => {
    expect(TimeRange.of(at(0), at(30)).overlaps(TimeRange.of(at(30), at(60)))).toBe(false);
    expect(TimeRange.of(at(0), at(31)).overlaps(TimeRange.of(at(30), at(60)))).toBe(true);
    expect(TimeRange.of(at(0), at(30)).contains(at(30))).toBe(false);
  });

  it('is widened by buffers at both sides', () => {
    const wide = TimeRange.of(at(10), at(20)).widened(10, 5);
    expect([wide.start, wide.end, wide.minutes]).toEqual([at(0), at(25), 25]);
  });
});
