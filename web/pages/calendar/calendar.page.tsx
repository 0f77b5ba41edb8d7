import { addDays, formatDate, formatMoment, localDate, weekdayNames, zoneLabel } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import { PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import { addressOf, atNoon, refusedSlot, WEEK, type CalendarBody, type Slot } from './calendar-body.js';
import { CalendarFinder } from './calendar-finder.js';
import { Refused, SlotItem } from './slot-item.js';

type Props = PageProps<CalendarBody>;

export const CalendarPage = definePage<CalendarBody>({
  title: ({ page }) => page.t('calendar.title'),
  View: Calendar,
  isPrivate: true,
  width: 'wide',
  island: { name: 'calendar', messages: ['calendar.taken', 'calendar.gone', 'together.device_zone'] },
});

interface ShownDay {
  day: string;
  slots: readonly Slot[];
}

/** The seven days beside each other; on phones the chosen one, and the way to the others. */
function Calendar(props: Props) {
  const { body, page } = props;
  const { t, language, query, failure } = page;
  const { timezone, monday, slots, total } = body;
  const refused = refusedSlot(body, page);
  const chosen = refused ? localDate(refused.start_time, timezone) : body.date;
  const days = Array.from({ length: WEEK }, (_, index) => addDays(monday, index)).map((day) => ({
    day,
    slots: slots.filter(({ start_time: at }) => localDate(at, timezone) === day),
  }));
  return (
    <>
      <h1>{t('calendar.title')}</h1>
      <p class="lead">{t('calendar.lead')}</p>
      <CalendarFinder {...props} />
      {query['done'] === 'cancelled' && !failure && <Notice kind="ok" title={t('calendar.done.cancelled')} />}
      {failure && !refused && <Refused body={body} page={page} />}
      <Turns {...props} />
      <h2>{t('calendar.week', weekWords(monday, language))}</h2>
      <p class="below">{t('calendar.by_zone', { zone: zoneLabel(timezone, atNoon(monday)) })}</p>
      {slots.length < total && (
        <Notice kind="info" title={t('calendar.more', { n: slots.length, all: total })} />
      )}
      <div data-live="next">
        <NextFree {...props} />
      </div>
      <Strip {...props} days={days} chosen={chosen} />
      <PageForm page={page} id="week" action={addressOf(page, body.date)}>
        <input type="hidden" name="timezone" value={timezone} />
        <div class="week">
          {days.map(({ day, slots: ofDay }) => (
            <section class={day === chosen ? 'chosen' : undefined} aria-labelledby={`day-${day}`} key={day}>
              <h3
                id={`day-${day}`}
                tabIndex={-1}
                aria-current={day === localDate(page.now, timezone) ? 'date' : undefined}
              >
                {formatDate(day, language)}
              </h3>
              <div data-live={day}>
                {ofDay.length === 0 && <p class="hint">{t('calendar.none')}</p>}
                {ofDay.length > 0 && (
                  <ul>
                    {ofDay.map((slot) => (
                      <SlotItem key={slot.id} {...{ slot, body, page }} isRefused={slot === refused} />
                    ))}
                  </ul>
                )}
              </div>
            </section>
          ))}
        </div>
      </PageForm>
      <p class="unseen" role="status" data-live-said />
    </>
  );
}

function weekWords(monday: string, language: string) {
  return { from: formatDate(monday, language), to: formatDate(addDays(monday, WEEK - 1), language, true) };
}

function Turns({ body: { date, timezone }, page }: Props) {
  const { t, now } = page;
  return (
    <nav class="row turns" aria-label={t('calendar.weeks')}>
      <a href={addressOf(page, addDays(date, -WEEK))} rel="prev">
        {t('calendar.previous')}
      </a>
      <a href={addressOf(page, localDate(now, timezone))}>{t('calendar.today')}</a>
      <a href={addressOf(page, addDays(date, WEEK))} rel="next">
        {t('calendar.next')}
      </a>
    </nav>
  );
}

/** Where there is a free one, in a week that has none. */
function NextFree({ body, page }: Props) {
  const { t, language } = page;
  const { slots, next_free: next, timezone } = body;
  if (slots.some(({ is_available: isFree }) => isFree)) return null;
  return (
    <Notice kind="info" title={t(slots.length === 0 ? 'calendar.empty' : 'calendar.full')}>
      {next ? (
        <a href={`${addressOf(page, localDate(next.start_time, timezone))}#slot-${next.id}`}>
          {t('calendar.next_free', { moment: formatMoment(next.start_time, timezone, language) })}
        </a>
      ) : (
        <p>{t('calendar.no_free')}</p>
      )}
    </Notice>
  );
}

/** The days of the week on phones, each with what is free. */
function Strip({ page, days, chosen }: Props & { days: readonly ShownDay[]; chosen: string }) {
  const { t, language } = page;
  const names = weekdayNames(language);
  return (
    <nav class="strip" aria-label={t('calendar.days')} data-live="days">
      {days.map(({ day, slots }, index) => {
        const n = slots.filter(({ is_available: isFree }) => isFree).length;
        return (
          <a
            id={`to-${day}`}
            class={n > 0 ? 'day free' : 'day'}
            href={addressOf(page, day)}
            aria-current={day === chosen ? 'true' : undefined}
            key={day}
          >
            <span>{names[index]!.short}</span>
            <strong>{Number(day.slice(8))}</strong>
            <span class="unseen">{t('calendar.free_count', { n })}</span>
          </a>
        );
      })}
    </nav>
  );
}
