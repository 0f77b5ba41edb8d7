const DECIMAL = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/** `"29.99"` to whole cents; throws `RangeError` for signs, exponents and more than two decimals. */
export function centsFrom(decimal: string): number {
  const match = DECIMAL.exec(decimal);
  if (!match) throw new RangeError('An amount is written like 29.99.');
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Whole cents to the wire's decimal string; negative amounts keep their sign. */
export function decimalFrom(cents: number): string {
  const absolute = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}

/** Nothing smaller than a whole unit is in use, whatever ISO 4217 says. */
const WHOLE_UNIT_CURRENCIES: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);

export function smallestCents(currency: string): number {
  return WHOLE_UNIT_CURRENCIES.has(currency) ? 100 : 1;
}

export function isPayable(cents: number, currency: string): boolean {
  return cents % smallestCents(currency) === 0;
}

export function payablePart(cents: number, currency: string): number {
  return Math.floor(cents / smallestCents(currency)) * smallestCents(currency);
}
