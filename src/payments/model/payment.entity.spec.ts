import { Payment, next, type PaymentStatus } from './payment.entity.js';

const payment = (overrides: object = {}) =>
  Object.assign(new Payment(), {
    ...{ status: 'completed', amountCents: 3000, returningCents: 0, refundedCents: 0 },
    ...overrides,
  });

describe('a payment', () => {
  it('completes also when the money comes after it had failed', () => {
    expect(payment({ status: 'failed' }).canBecome('completed')).toBe(true);
    expect(payment({ status: 'completed' }).canBecome('failed')).toBe(false);
    expect(payment({ status: 'refunded' }).canBecome('completed')).toBe(false);
  });

  it('has nothing left once all is promised, or before money came', () => {
    expect(payment().leftCents).toBe(3000);
    expect(payment({ status: 'partially_refunded', returningCents: 1000, refundedCents: 1000 }).leftCents).toBe(
      2000,
    );
    expect(payment({ returningCents: 3000 }).leftCents).toBe(0);
    expect(payment({ status: 'pending' }).leftCents).toBe(0);
    expect(payment({ status: 'failed' }).leftCents).toBe(0);
  });

  it('is refunded when the last cent went back', () => {
    expect(payment({ refundedCents: 1000 }).statusAfterRefund(1999)).toBe('partially_refunded');
    expect(payment({ refundedCents: 1000 }).statusAfterRefund(2000)).toBe('refunded');
  });

  it('stands as before once a refund came back', () => {
    expect(payment({ status: 'refunded', refundedCents: 3000 }).statusAfterRefund(-3000)).toBe('completed');
    expect(payment({ status: 'refunded', refundedCents: 3000 }).statusAfterRefund(-1000)).toBe(
      'partially_refunded',
    );
  });

  it('goes only where the map says', () => {
    const ends = (Object.keys(next) as PaymentStatus[]).filter((status) => next[status].length === 0);
    expect(ends).toEqual(['refunded']);
  });
});
