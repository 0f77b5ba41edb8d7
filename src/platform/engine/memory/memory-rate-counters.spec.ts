import { TestClock } from '../../../../test/support/test-clock.js';
import { MemoryRateCounters } from './memory-rate-counters.js';

const MINUTE = 60_000;

describe('a sliding window', () => {
  const clock = new TestClock();
  const counters = new MemoryRateCounters(clock);
  let key = 0;
  beforeEach(() => void key++);
  const hit = async (limit = 5) => (await counters.hit(`key-${key}`, MINUTE, limit)).count;
  const hits = async (times: number) => {
    const counts: number[] = [];
    for (let n = 0; n < times; n++) counts.push(await hit());
    return counts;
  };

  it('never holds more than the limit, wherever it begins', async () => {
    clock.advance(59_000);
    expect(await hits(6)).toEqual([1, 2, 3, 4, 5, 6]);
    clock.advance(2_000);
    expect(await hit()).toBe(6);
    clock.advance(57_999);
    expect(await hit()).toBe(6);
    clock.advance(1);
    expect(await hits(6)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lets in one for each that leaves it', async () => {
    for (let n = 0; n < 5; n++) {
      await hit();
      clock.advance(10_000);
    }
    expect(await hit()).toBe(6);
    clock.advance(10_000);
    expect(await hits(2)).toEqual([5, 6]);
    clock.advance(10_000);
    expect(await hits(2)).toEqual([5, 6]);
  });

  it('says when the oldest leave it, and is not prolonged by who is refused', async () => {
    const start = clock.millis();
    await hits(5);
    for (let n = 0; n < 59; n++) {
      clock.advance(1_000);
      const { count, resetAt } = await counters.hit(`key-${key}`, MINUTE, 5);
      expect([count, resetAt.getTime()]).toEqual([6, start + MINUTE]);
    }
    clock.advance(1_000);
    expect(await hit()).toBe(1);
  });

  it('keeps few numbers for many hits, and lets none leave early', async () => {
    for (let n = 0; n < 1_000; n++) {
      clock.advance(60);
      expect(await hit(Infinity)).toBe(n + 1);
    }
    clock.advance(MINUTE - 1_100);
    const left = await hit(Infinity);
    expect(left).toBeGreaterThan(18);
    expect(left).toBeLessThanOrEqual(40);
  });

  it('begins anew when it is cleared', async () => {
    await hits(6);
    await counters.clear(`key-${key}`);
    expect(await hit()).toBe(1);
  });
});
