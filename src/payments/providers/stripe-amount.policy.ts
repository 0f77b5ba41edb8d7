/** Currencies that Stripe counts in whole units, and those that it counts in thousandths (docs.stripe.com/currencies). */
const WHOLE = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THOUSANDTHS = new Set('BHD JOD KWD OMR TND'.split(' '));

/** Our hundredths as Stripe counts the currency; null where it knows no such amount. */
export function stripeAmount(cents: number, currency: string): number | null {
  if (THOUSANDTHS.has(currency)) return cents * 10;
  if (!WHOLE.has(currency)) return cents;
  return cents % 100 === 0 ? cents / 100 : null;
}
