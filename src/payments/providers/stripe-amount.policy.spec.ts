import { centsOfStripe, stripeAmount } from './stripe-amount.policy.js';

describe('an amount as Stripe counts it', () => {
  it('is in hundredths, whole units or thousandths, by the currency', () => {
    expect(stripeAmount(2999, 'USD')).toBe(2999);
    expect(stripeAmount(250_000, 'JPY')).toBe(2500);
    expect(stripeAmount(2999, 'KWD')).toBe(29_990);
    expect(stripeAmount(2900, 'ISK')).toBe(2900);
  });

  it('reads back as it was', () => {
    for (const currency of ['USD', 'JPY', 'KWD', 'ISK'])
      expect(centsOfStripe(stripeAmount(250_000, currency)!, currency)).toBe(250_000);
  });

  it('does not exist between two whole units', () => {
    expect(stripeAmount(2999, 'JPY')).toBeNull();
    expect(stripeAmount(2999, 'ISK')).toBeNull();
  });
});
