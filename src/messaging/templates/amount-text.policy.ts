import { decimalFrom } from '../../shared/money.js';

/** `29.99 USD` */
export function amountText(cents: number, currency: string): string {
  return `${decimalFrom(cents)} ${currency}`;
}
