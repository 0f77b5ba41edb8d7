/** Prices are texts of two decimals. */
export function sumOf(price: string, many: number): string {
  return ((Math.round(Number(price) * 100) * many) / 100).toFixed(2);
}

/** Of the tax that a sum includes. */
export function taxOf(total: string, rate: string): string {
  return ((Number(total) * Number(rate)) / (100 + Number(rate))).toFixed(2);
}
