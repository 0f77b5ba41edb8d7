import { ballotRefusal, type BallotSnapshot } from './ballot-refusal.policy.js';

const FACTS: BallotSnapshot = {
  isCancelled: false,
  takesPart: true,
  isOver: false,
  multipleChoice: false,
  known: 1,
  hasVoted: false,
};
const refused = (facts: Partial<BallotSnapshot> | null, chosen = 1) =>
  ballotRefusal(facts && { ...FACTS, ...facts }, chosen)?.code ?? null;

describe('a ballot', () => {
  it.each([
    [null, 1, 'NOT_FOUND'],
    [{}, 1, null],
    [{ known: 2, multipleChoice: true }, 2, null],
    [{ isCancelled: true, takesPart: false }, 1, 'EVENT_ENDED'],
    [{ takesPart: false, isOver: true }, 1, 'SEAT_REQUIRED'],
    [{ isOver: true, hasVoted: true }, 1, 'VOTING_ENDED'],
    [{ known: 0 }, 1, 'VALIDATION_ERROR'],
    [{ known: 1, multipleChoice: true }, 2, 'VALIDATION_ERROR'],
    [{ known: 2 }, 2, 'VALIDATION_ERROR'],
    [{ hasVoted: true }, 1, 'ALREADY_VOTED'],
  ] as [Partial<BallotSnapshot> | null, number, string | null][])(
    'of %j with %i options: %s',
    (facts, chosen, code) => {
      expect(refused(facts, chosen)).toBe(code);
    },
  );
});
