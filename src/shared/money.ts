const DECIMAL = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/**
 * Decimal string of the wire (`"29.99"`) to whole minor units (cents). Refuses with `RangeError` everything
 * else: signs, exponents, more than two decimals, digits that are not ASCII.
 */
export function centsFrom(decimal: string): number {
  const match = DECIMAL.exec(decimal);
  if (!match) throw new RangeError('An amount is written like 29.99.');
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Whole minor units to the decimal string of the wire; negative amounts keep their sign. */
export function decimalFrom(cents: number): string {
  const absolute = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}

/** Currencies of which nothing smaller than a whole unit is in use, whatever ISO 4217 once gave them. */
const WHOLE_UNIT_CURRENCIES: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);

/** The cents that a currency's smallest amount comes to: 100 where only whole units can be paid, else 1. */
export function smallestCents(currency: string): number {
  return WHOLE_UNIT_CURRENCIES.has(currency) ? 100 : 1;
}

/** Whether an amount can be paid in a currency at all. */
export function isPayable(cents: number, currency: string): boolean {
  return cents % smallestCents(currency) === 0;
}

/** As much of an amount as can be paid in a currency. */
export function payablePart(cents: number, currency: string): number {
  return Math.floor(cents / smallestCents(currency)) * smallestCents(currency);
}
