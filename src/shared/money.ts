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
