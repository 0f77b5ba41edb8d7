/** `€29.00` of `"29.00"` and `EUR`. */
export function formatMoney(amount: string, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount));
}

export function isFree(amount: string): boolean {
  return Number(amount) === 0;
}
