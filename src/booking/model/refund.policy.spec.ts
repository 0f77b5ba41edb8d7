import { percentAt, percentDue, refundDue, STANDARD_REFUND_POLICY, wholeRefundQuote } from './refund.policy.js';

const startsAt = new Date('2030-01-31T09:00:00Z');
const before = (hours: number, millis = 0) => new Date(startsAt.getTime() - hours * 3_600_000 + millis);
const paid = {
  ...{ policy: null, paidCents: 999, refundedCents: 0, currency: 'USD', startsAt },
  ...{ boughtStartsAt: null, movedAt: null },
};

describe('refunds', () => {
  it('are all that is left where others than the booker cancel', () => {
    const whole = { cents: 699, percent: 100, until: startsAt };
    expect(wholeRefundQuote({ ...paid, refundedCents: 300 })).toEqual(whole);
    expect(wholeRefundQuote({ ...paid, refundedCents: 999 })).toBeNull();
  });

  it.each([
    ['two weeks ahead', before(336), 100],
    ['exactly a week ahead', before(168), 100],
    ['a moment later', before(168, 1), 50],
    ['exactly a day ahead', before(24), 50],
    ['a moment later than that', before(24, 1), 0],
    ['after the start', before(-1), 0],
  ])('by the standard policy, %s', (_, at, percent) => {
    expect(percentAt(STANDARD_REFUND_POLICY, startsAt, at)).toBe(percent);
  });

  it('round down to whole cents', () => expect(refundDue({ ...paid, at: before(48) })).toBe(499));

  it('round down to what can be paid in the currency', () =>
    expect(refundDue({ ...paid, paidCents: 250_100, currency: 'JPY', at: before(48) })).toBe(125_000));

  it.each([
    ['brought forward, by the start that was bought', 14 * 24, 8 * 24, 100],
    ['put off, by the present start', -10 * 24, 15 * 24, 100],
    ['brought forward, when both are near', 30, 2, 50],
  ])('of what was %s', (_, bought, ahead, percent) => {
    const moved = { boughtStartsAt: before(-bought), movedAt: before(10_000) };
    expect(percentDue({ ...paid, ...moved, at: before(ahead) })).toBe(percent);
  });

  it('are whole for seven days after a move, and not after the start', () => {
    const news = { ...paid, movedAt: before(180) };
    expect([before(12), before(12, 1)].map((at) => percentDue({ ...news, at }))).toEqual([100, 0]);
    const late = { ...paid, movedAt: before(2) };
    expect([before(0), before(0, 1)].map((at) => percentDue({ ...late, at }))).toEqual([100, 0]);
  });

  it('of what was brought forward are whole until the new start, then by the start bought', () => {
    const [bought, moved] = [before(-9 * 24), before(60)];
    const asked = { ...paid, boughtStartsAt: bought, movedAt: moved };
    const none = { ...asked, policy: { steps: [] } };
    expect([before(0), before(0, 1)].map((at) => percentDue({ ...none, at }))).toEqual([100, 0]);
    expect([before(0), before(-48), before(-49)].map((at) => percentDue({ ...asked, at }))).toEqual([
      100, 100, 50,
    ]);
  });

  it('never give more than is left', () => {
    expect(refundDue({ ...paid, refundedCents: 300, at: before(200) })).toBe(699);
    expect(refundDue({ ...paid, refundedCents: 600, at: before(48) })).toBe(0);
    expect(refundDue({ ...paid, refundedCents: 999, at: before(200) })).toBe(0);
  });

  it("follow an event's own steps, in any order, a step after the start too", () => {
    const policy = {
      steps: [
        { hoursBefore: -2, percent: 10 },
        { hoursBefore: 48, percent: 80 },
      ],
    };
    expect(
      [before(48), before(47), before(-2), before(-2, 1)].map((at) => percentAt(policy, startsAt, at)),
    ).toEqual([80, 10, 10, 0]);
    expect(percentAt({ steps: [] }, startsAt, before(1000))).toBe(0);
  });
});
