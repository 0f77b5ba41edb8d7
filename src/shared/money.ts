const DECIMAL = /^(\d{1,12})(?:\.(\d{1,2}))?$/;
const PERCENT = /^(\d{1,3})(?:\.(\d{1,3}))?$/;

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

/** `"8.875"` to thousandths of a percent; throws `RangeError` for what is not written so. */
export function thousandthsFrom(percent: string): number {
  const match = PERCENT.exec(percent);
  if (!match) throw new RangeError('A percentage is written like 8.875.');
  return Number(match[1]) * 1_000 + Number((match[2] ?? '').padEnd(3, '0'));
}

/** Thousandths of a percent as the wire says them: `19000` are `"19"`. */
export function percentFrom(thousandths: number): string {
  return String(thousandths / 1_000);
}
