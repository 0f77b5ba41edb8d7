import type { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { decimalFrom } from '../../shared/money.js';

/** `29.99 USD` */
export function amountText(cents: number, currency: string): string {
  return `${decimalFrom(cents)} ${currency}`;
}

/** What comes back, all of it, to who gives up by `until` what others have moved. */
export interface RefundRight {
  cents: number;
  currency: string;
  until: Date | null;
}

/** Empty where nothing was paid, or the right has ended before `at`. */
export function refundSentence(
  { cents, currency, until }: RefundRight,
  at: Date,
  clock: LocalTimeFormatter,
): string {
  if (cents <= 0 || !until || until < at) return '';
  return ` If you cancel by ${clock.moment(until)}, you get all of your ${amountText(cents, currency)} back.`;
}
