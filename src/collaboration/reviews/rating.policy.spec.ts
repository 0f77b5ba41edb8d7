import { averageOf, percentageOf } from './rating.policy.js';

describe('ratings', () => {
  it.each([
    [0, 0, 0],
    [5, 0, 100],
    [0, 3, 0],
    [1, 2, 33.3],
    [2, 1, 66.7],
    [1, 7, 12.5],
    [1, 15, 6.3],
    [199, 1, 99.5],
  ])('%i helpful and %i unhelpful are %f percent', (helpful, unhelpful, percentage) =>
    expect(percentageOf(helpful, unhelpful)).toBe(percentage),
  );

  it.each([
    [0, 0, 0],
    [5, 1, 5],
    [9, 2, 4.5],
    [13, 3, 4.3],
    [17, 4, 4.3],
    [14, 3, 4.7],
    [91, 20, 4.6],
  ])('a sum of %i over %i is %f on average', (sum, count, average) =>
    expect(averageOf(sum, count)).toBe(average),
  );
});
