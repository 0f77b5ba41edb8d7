import { InstantField, IntField, MoneyField } from '../../platform/http/fields/fields.js';
import { decimalFrom } from '../../shared/money.js';
import { STANDARD_REFUND_POLICY, type RefundPolicy, type RefundQuote } from '../model/refund.policy.js';

const MAX_HOURS = 8_760;
export const MAX_REFUND_STEPS = 5;

export class RefundStepBody {
  @IntField({ min: 0, max: MAX_HOURS, example: 168 })
  hours_before: number;

  @IntField({ min: 0, max: 100, example: 100 })
  percent: number;
}

/** The standard policy is kept as none of one's own, also where a body that was read is sent back. */
export function refundPolicyOf(asked: RefundStepBody[] | null | undefined): RefundPolicy | null | undefined {
  if (!asked) return asked;
  const policy = { steps: asked.map(({ hours_before: hoursBefore, percent }) => ({ hoursBefore, percent })) };
  return JSON.stringify(policy) === JSON.stringify(STANDARD_REFUND_POLICY) ? null : policy;
}

export function refundSteps(policy: RefundPolicy | null): RefundStepBody[] {
  const { steps } = policy ?? STANDARD_REFUND_POLICY;
  return steps.map(({ hoursBefore, percent }) => ({ hours_before: hoursBefore, percent }));
}

export class RefundQuoteResponse {
  @MoneyField({ description: 'What a cancellation now gives back.', example: '25.00' })
  amount: string;

  @IntField({ min: 0, max: 100, example: 100 })
  percent: number;

  @InstantField({ description: 'So long this percentage holds, this instant included.' })
  until: Date;
}

export function toRefundQuote({ cents, percent, until }: RefundQuote): RefundQuoteResponse {
  return { amount: decimalFrom(cents), percent, until };
}
