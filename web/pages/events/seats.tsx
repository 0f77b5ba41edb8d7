import type { PageContext } from '../page.js';
import type { EventDetails } from './event-body.js';
import { isLastSeats, type Stage } from './ticket-stage.js';

const OF_ALL = 100;

/** How full it is, as a bar and in words. */
export function Seats({ event, page, stage }: { event: EventDetails; page: PageContext; stage: Stage }) {
  const { t } = page;
  const { available_spots: left, max_attendees: all } = event;
  if (left === null || all === null || (stage !== 'on_sale' && stage !== 'full')) return null;
  return (
    <div id="seats">
      <svg class="fill" viewBox={`0 0 ${OF_ALL} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.round(((all - left) / all) * OF_ALL)} height="1" />
      </svg>
      <p class="row">
        <span>
          <strong data-seats={left}>
            {stage === 'full' ? t('events.full') : t('event.left', { n: left })}
          </strong>{' '}
          {t('event.of', { n: all })}
        </span>
        {isLastSeats(event) && stage === 'on_sale' && <span class="tag warn">{t('event.last')}</span>}
      </p>
    </div>
  );
}
