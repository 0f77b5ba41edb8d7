import { formatClock } from '../../../lib/time.js';
import type { Wire } from '../../../pages/wire.js';
import { usePage } from '../../app/page.js';

export type Rule = Wire<'AvailabilityRuleResponse'>;

export const dayOf = ({ day_of_week: day }: Rule) => (day === 0 ? 7 : day);

/** `09:00 – 17:00`; what ends on the next day says so. */
export function useHours(): (rule: Pick<Rule, 'start_time' | 'end_time'>) => string {
  const { t, language } = usePage();
  return ({ start_time: from, end_time: to }) => {
    const text = `${formatClock(from, language)} – ${formatClock(to, language)}`;
    return to <= from ? t('availability.overnight', { hours: text }) : text;
  };
}
