import { formatMoment, formatTime, localDate } from '../../lib/time.js';
import { ErrorSummary } from '../frame/forms.js';
import type { PageContext } from '../page.js';
import { addressOf, stateOf, type CalendarBody, type Slot } from './calendar-body.js';

interface SlotProps {
  slot: Slot;
  body: CalendarBody;
  page: PageContext;
  isRefused: boolean;
}

const TAGS = { mine: 'info', free: 'ok', taken: 'plain', closed: 'plain' } as const;

/** When, what for, how many seats; and what can be done about it. */
export function SlotItem({ slot, body, page, isRefused }: SlotProps) {
  const { t, language } = page;
  const { id, start_time: from, end_time: to, category } = slot;
  const state = stateOf(slot);
  const time = `${formatTime(from, body.timezone, language)} – ${formatTime(to, body.timezone, language)}`;
  const title = category?.name ?? t('calendar.slot');
  return (
    <li id={`slot-${id}`} class="slot" data-slot={id} data-state={state} tabIndex={-1}>
      <p>
        <strong>
          <time dateTime={from}>{time}</time>
        </strong>
      </p>
      <p class="slot-title">
        {category && (
          <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
            <circle cx="5" cy="5" r="5" fill={category.color} />
          </svg>
        )}
        {title}
      </p>
      <p>
        <span class={`tag ${TAGS[state]}`}>{stateWords(slot, page)}</span>
      </p>
      {isRefused && <Refused body={body} page={page} />}
      {state === 'free' && (
        <p data-book>
          <button class="button small" name="time_slot" value={id} id={`book-${id}`}>
            {t('calendar.book')}
            <span class="unseen">{` ${time}, ${title}`}</span>
          </button>
        </p>
      )}
      {state === 'mine' && <Own slot={slot} booking={body.mine[id]} page={page} />}
    </li>
  );
}

function stateWords(slot: Slot, { t }: PageContext): string {
  const { capacity: all, seats_available: left } = slot;
  const state = stateOf(slot);
  if (state === 'free' && all !== null && left !== null && all > 1)
    return t('calendar.free_of', { n: left, all });
  return t(`calendar.${state}`);
}

interface OwnProps {
  slot: Slot;
  booking: number | undefined;
  page: PageContext;
}

/** To cancel is asked again. */
function Own({ slot: { id, start_time: from }, booking, page: { t, now } }: OwnProps) {
  if (booking === undefined) return null;
  return (
    <>
      <p>
        <a href={`/bookings/${booking}`}>{t('calendar.booking')}</a>
      </p>
      {Date.parse(from) > Date.parse(now) && (
        <details>
          <summary id={`cancel-${id}`}>{t('calendar.cancel')}</summary>
          <button class="button small bad" name="booking" value={booking}>
            {t('calendar.cancel_submit')}
          </button>
        </details>
      )}
    </>
  );
}

/** What was refused, with the times that the refusal names. */
export function Refused({ body, page }: { body: CalendarBody; page: PageContext }) {
  const { t, language, failure } = page;
  const { next_free: instead = [] } = (failure?.details ?? {}) as {
    next_free?: readonly { time_slot: number; start_time: string }[];
  };
  return (
    <>
      <ErrorSummary page={page} labels={{}} />
      {instead.length > 0 && (
        <>
          <p class="hint">{t('calendar.instead')}</p>
          <ul class="instead">
            {instead.map(({ time_slot: id, start_time: at }) => (
              <li key={id}>
                <a href={`${addressOf(page, localDate(at, body.timezone))}#slot-${id}`}>
                  {formatMoment(at, body.timezone, language)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
