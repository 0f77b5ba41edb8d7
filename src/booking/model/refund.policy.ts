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
const MOVE_IS_NEWS_DAYS = 7;

/** All of it until a week before, half until a day before, then nothing. */
export const STANDARD_REFUND_POLICY: RefundPolicy = {
  steps: [
    { hoursBefore: 7 * DAY, percent: 100 },
    { hoursBefore: DAY, percent: 50 },
  ],
};

/** From far to near, and nothing grows towards the start. */
export function isSoundRefundPolicy({ steps }: RefundPolicy): boolean {
  return steps.slice(1).every(({ hoursBefore, percent }, index) => {
    const before = steps[index]!;
    return hoursBefore < before.hoursBefore && percent <= before.percent;
  });
}

export interface RefundCase {
  /** As kept on the booking when it was made; null: the standard one. */
  policy: RefundPolicy | null;
  paidCents: number;
  refundedCents: number;
  currency: string;
  startsAt: Date;
  boughtStartsAt: Date | null;
  movedAt: Date | null;
  at: Date;
}

/** Cents to give back to a booker who cancels now; others give back all that is left. */
export function refundDue(asked: RefundCase): number {
  const { paidCents, refundedCents, currency } = asked;
  const share = payablePart((paidCents * percentDue(asked)) / 100, currency);
  return Math.max(0, Math.min(paidCents - refundedCents, share - refundedCents));
}

/** So long all of it comes back as others moved the booking, whatever its policy says; null: they did not. */
export const wholeRefundUntil = {
  of({ movedAt, startsAt }: Pick<RefundCase, 'movedAt' | 'startsAt'>): Date | null {
    if (!movedAt) return null;
    return new Date(Math.min(movedAt.getTime() + MOVE_IS_NEWS_DAYS * DAY * 3_600_000, startsAt.getTime()));
  },
  sql: (b: string): string =>
    `CASE WHEN ${b}.moved_at IS NOT NULL
      THEN least(${b}.moved_at + interval '${MOVE_IS_NEWS_DAYS * DAY} hours', ${b}.starts_at) END`,
};

export interface RefundQuote {
  cents: number;
  percent: number;
  until: Date;
}

/** What a booker who cancels now gets, and until when it is so much; null where nothing is left. */
export function refundQuote(asked: RefundCase): RefundQuote | null {
  const { policy, startsAt, boughtStartsAt, paidCents, refundedCents } = asked;
  if (paidCents <= refundedCents) return null;
  const percent = percentDue(asked);
  const steps = (policy ?? STANDARD_REFUND_POLICY).steps.filter((step) => step.percent >= percent);
  const ends = [startsAt, ...(boughtStartsAt ? [boughtStartsAt] : [])].flatMap((start) =>
    steps.map(({ hoursBefore }) => start.getTime() - hoursBefore * 3_600_000),
  );
  const news = wholeRefundUntil.of(asked)?.getTime() ?? -Infinity;
  const until = percent === 0 ? startsAt.getTime() : Math.min(Math.max(news, ...ends), startsAt.getTime());
  return { cents: refundDue(asked), percent, until: new Date(until) };
}

/** What comes back where others than its booker cancel: all that is left; null where nothing is. */
export function wholeRefundQuote({
  paidCents,
  refundedCents,
  startsAt,
}: Pick<RefundCase, 'paidCents' | 'refundedCents' | 'startsAt'>): RefundQuote | null {
  if (paidCents <= refundedCents) return null;
  return { cents: paidCents - refundedCents, percent: 100, until: startsAt };
}

type Moves = Pick<RefundCase, 'policy' | 'startsAt' | 'boughtStartsAt' | 'movedAt' | 'at'>;

/** By the start that was bought or the present one, whichever gives more; all of it while a move is news. */
export function percentDue({ policy, startsAt, boughtStartsAt, movedAt, at }: Moves): number {
  const until = wholeRefundUntil.of({ movedAt, startsAt });
  if (until && at <= until) return 100;
  const starts = boughtStartsAt ? [startsAt, boughtStartsAt] : [startsAt];
  return Math.max(...starts.map((start) => percentAt(policy ?? STANDARD_REFUND_POLICY, start, at)));
}

/** The best step that is still reached; exactly at a boundary the better one holds. */
export function percentAt(policy: RefundPolicy, startsAt: Date, at: Date): number {
  const hoursLeft = (startsAt.getTime() - at.getTime()) / 3_600_000;
  return policy.steps
    .filter(({ hoursBefore }) => hoursLeft >= hoursBefore)
    .reduce((best, { percent }) => Math.max(best, percent), 0);
}
