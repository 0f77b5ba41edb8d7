import { payablePart } from '../../shared/money.js';

/** At least `hoursBefore` the start, `percent` of what was paid comes back. */
export interface RefundStep {
  hoursBefore: number;
  percent: number;
}

export interface RefundPolicy {
  steps: RefundStep[];
}

const DAY = 24;

/** All of it until a week before, half until a day before, then nothing. */
export const STANDARD_REFUND_POLICY: RefundPolicy = {
  steps: [
    { hoursBefore: 7 * DAY, percent: 100 },
    { hoursBefore: DAY, percent: 50 },
  ],
};

export interface RefundCase {
  /** As kept on the booking when it was made; null: the standard one. */
  policy: RefundPolicy | null;
  paidCents: number;
  refundedCents: number;
  currency: string;
  startsAt: Date;
  at: Date;
}

/** Cents to give back to a booker who cancels now; others give back all that is left. */
export function refundDue({ policy, paidCents, refundedCents, currency, startsAt, at }: RefundCase): number {
  const left = paidCents - refundedCents;
  const percent = percentAt(policy ?? STANDARD_REFUND_POLICY, startsAt, at);
  const share = payablePart((paidCents * percent) / 100, currency);
  return Math.max(0, Math.min(left, share - refundedCents));
}

/** The best step that is still reached; exactly at a boundary the better one holds. */
export function percentAt(policy: RefundPolicy, startsAt: Date, at: Date): number {
  const hoursLeft = (startsAt.getTime() - at.getTime()) / 3_600_000;
  return policy.steps
    .filter(({ hoursBefore }) => hoursLeft >= hoursBefore)
    .reduce((best, { percent }) => Math.max(best, percent), 0);
}
