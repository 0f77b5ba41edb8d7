import { formatDate } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import type { StepProps } from './booker-props.js';
import { addressOf } from './booking-state.js';

/** Where the next free time is, in a month that has none. */
export function NextFree({ offer, page, state }: StepProps) {
  const { t, language } = page;
  const later = offer.starts.find(({ day }) => day.slice(0, 7) > state.month)?.day;
  const [far] = offer.explain?.next_free ?? [];
  const day = later ?? far?.start_time.slice(0, 10);
  if (day === undefined) return <Notice kind="info" title={t('booking.none')} />;
  return (
    <Notice kind="info" title={t('booking.none_this_month')}>
      <a href={addressOf(page, { date: day })} data-step="day">
        {t('booking.next_free', { date: formatDate(day, language) })}
      </a>
    </Notice>
  );
}
