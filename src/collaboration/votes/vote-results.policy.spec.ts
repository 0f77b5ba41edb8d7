import { percentage, resultsOf, winnerOf } from './vote-results.policy.js';

const options = (...ballots: number[]) =>
  ballots.map((count, n) => ({ id: n + 1, text: `${n + 1}`, ballots: count }));

describe('a percentage', () => {
  it.each([
    [0, 0, 0],
    [0, 7, 0],
    [7, 7, 100],
    [8, 15, 53.3],
    [7, 15, 46.7],
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 8, 12.5],
    [1, 16, 6.3],
    [1, 2_000, 0.1],
    [1, 2_001, 0],
    [1_999, 2_000, 100],
    [1_998, 2_000, 99.9],
  ])('of %i in %i is %d', (ballots, total, expected) => {
    expect(percentage(ballots, total)).toBe(expected);
  });

  it('is half up of the exact fraction, to one decimal, for all small counts', () => {
    for (let total = 1; total <= 300; total++) {
      for (let ballots = 0; ballots <= total; ballots++) {
        const tenths = (BigInt(ballots) * 10_000n) / BigInt(total);
        const halfUp = tenths / 10n + (tenths % 10n >= 5n ? 1n : 0n);
        expect(percentage(ballots, total)).toBe(Number(halfUp) / 10);
      }
    }
  });
});

describe('the winner', () => {
  it.each([
    [[3, 2, 1], 1],
    [[0, 0, 1], 3],
    [[2, 2, 1], null],
    [[0, 0], null],
    [[1, 1], null],
  ])('of %j is %s', (ballots, winner) => {
    expect(winnerOf(options(...ballots))?.id ?? null).toBe(winner);
  });
});

describe('results', () => {
  it('are of ballots, of which each may choose several', () => {
    expect(resultsOf(options(3, 2), 3)).toEqual({
      totalVotes: 3,
      results: [
        { optionId: 1, text: '1', voteCount: 3, percentage: 100 },
        { optionId: 2, text: '2', voteCount: 2, percentage: 66.7 },
      ],
      winner: { optionId: 1, text: '1' },
    });
  });
});
