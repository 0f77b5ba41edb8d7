import { Vote, voteStatus } from './vote.entity.js';

const NOW = new Date('2031-01-01T12:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);
const DAY_MS = 86_400_000;
const opened = (options: string[], endsAt = after(1)) =>
  Vote.create(
    { eventId: 1, creatorId: 2, title: 'Well?', description: '', multipleChoice: false, endsAt },
    options,
    NOW,
  );

describe('a vote', () => {
  it.each([
    [['Yes', 'No'], true],
    [['Yes', 'yes'], false],
    [['At noon', ' at  NOON '], false],
    [['Straße', 'Strasse'], true],
    [['é', 'e\u0301'], false],
  ])('takes %j for different options: %s', (options, different) => {
    if (different) expect(opened(options).ballots).toBe(0);
    else expect(() => opened(options)).toThrow('options');
  });

  it('ends in the future, however far', () => {
    expect(() => opened(['Yes', 'No'], NOW)).toThrow('endsAt');
    expect(opened(['Yes', 'No'], after(3_660 * DAY_MS)).endsAt).toEqual(after(3_660 * DAY_MS));
    expect(() => opened(['Yes', 'No'], new Date('9999-12-31T23:59:59-05:00'))).toThrow('endsAt');
  });

  it('is active until its end, which is not part of it', () => {
    const vote = opened(['Yes', 'No'], after(10));
    expect([9, 10, 11].map((ms) => voteStatus(vote, after(ms)))).toEqual(['active', 'ended', 'ended']);
    vote.endedAt = after(5);
    expect(voteStatus(vote, after(5))).toBe('ended');
  });
});
