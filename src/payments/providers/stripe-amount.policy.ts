import { isPayable, smallestCents } from '../../shared/money.js';

/** Currencies that Stripe counts in thousandths (docs.stripe.com/currencies). */
const THOUSANDTHS = new Set('BHD JOD KWD OMR TND'.split(' '));
/** Stripe counts hundredths, and takes whole units only. */
const WHOLE_IN_HUNDREDTHS = new Set(['ISK', 'UGX']);

export function centsOfStripe(amount: number, currency: string): number {
  if (THOUSANDTHS.has(currency)) return amount / 10;
  return WHOLE_IN_HUNDREDTHS.has(currency) ? amount : amount * smallestCents(currency);
}

/** `cents` are hundredths in every currency. Null where the currency has no such amount. */
export function stripeAmount(cents: number, currency: string): number | null {
  if (!isPayable(cents, currency)) return null;
  if (THOUSANDTHS.has(currency)) return cents * 10;
  return WHOLE_IN_HUNDREDTHS.has(currency) ? cents : cents / smallestCents(currency);
}
