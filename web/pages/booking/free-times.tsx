import type { MessageKey } from '../../messages/en.js';
import { formatDate, formatTime, localHour } from '../../lib/time.js';
import type { StepProps } from './booker-props.js';
import type { Start } from './booking-body.js';
import { addressOf } from './booking-state.js';
import { NextFree } from './next-free.js';

const PARTS: readonly (readonly [until: number, MessageKey])[] = [
  [12, 'booking.morning'],
  [18, 'booking.afternoon'],
  [24, 'booking.evening'],
];

/** The free times of the chosen day. */
export function FreeTimes(props: StepProps) {
  const { offer, page, state } = props;
  const { t, language } = page;
  const { day } = state;
  const hasNone = !offer.starts.some((start) => start.day.startsWith(state.month));
  const starts = offer.starts.filter((start) => start.day === day);
  if (day === null || (hasNone && starts.length === 0))
    return (
      <section class="times" aria-labelledby="day">
        <h2 id="day" tabIndex={-1}>
          {t('booking.choose_day')}
        </h2>
        {hasNone && <NextFree {...props} />}
      </section>
    );
  return (
    <section class="times" aria-labelledby="day">
      <h2 id="day" tabIndex={-1}>
        {formatDate(day, language)}
      </h2>
      <p class="hint">{t('booking.free_times', { n: starts.length })}</p>
      {partsOf(starts, offer.timezone).map(([key, part]) => (
        <div class="part" key={key}>
          <h3 id={key}>{t(key)}</h3>
          <ul aria-labelledby={key}>
            {part.map((start) => (
              <li key={start.at}>
                <Time {...props} start={start} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Time({ offer, page, start }: StepProps & { start: Start }) {
  const isGroup = offer.event_type.max_attendees > 1;
  return (
    <a class="time" href={addressOf(page, { start_time: start.at })} data-step="time" rel="nofollow">
      {formatTime(start.at, offer.timezone, page.language)}
      {isGroup && <span class="seats">{page.t('booking.seats_left', { n: start.seats })}</span>}
    </a>
  );
}

function partsOf(starts: readonly Start[], zone: string): [MessageKey, Start[]][] {
  const found = new Map<MessageKey, Start[]>();
  for (const start of starts) {
    const hour = localHour(start.at, zone);
    const [, key] = PARTS.find(([until]) => hour < until)!;
    found.set(key, [...(found.get(key) ?? []), start]);
  }
  return [...found];
}
