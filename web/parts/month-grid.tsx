import type { Translate } from '../lib/i18n.js';
import { addMonths, formatDate, monthName, weekdayNames, weeksOf } from '../lib/time.js';
import { Icon } from './icon.js';

export interface MonthGridProps {
  month: string;
  language: string;
  t: Translate;
  /** How many free times each day has. */
  free: ReadonlyMap<string, number>;
  chosen: string | null;
  today: string;
  dayAddress(day: string): string;
  monthAddress(month: string): string;
  /** With a script: arrows walk through the days, of which one can be reached by the tabulator. */
  isGrid?: boolean;
  tabDay?: string | null;
}

const MANY = 6;
const SOME = 3;

/** A month as a table, whose free days lead on; more dots mean more free times. */
export function MonthGrid(props: MonthGridProps) {
  const { month, language, free, chosen, isGrid, tabDay } = props;
  const weeks = weeksOf(month, language);
  const days = weeks.flat().filter((day) => day !== null);
  const first = days.find((day) => day === (tabDay ?? chosen)) ?? days.find((day) => free.has(day)) ?? days[0];
  return (
    <section class="month" aria-labelledby="month">
      <MonthHead {...props} />
      <table aria-labelledby="month" {...(isGrid && { role: 'grid' })} data-grid={isGrid || undefined}>
        <thead>
          <tr>
            {weekdayNames(language).map(({ short, long }) => (
              <th scope="col" key={long}>
                <span aria-hidden="true">{short}</span>
                <span class="unseen">{long}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, row) => (
            <tr key={row}>
              {week.map((day, column) =>
                day === null ? (
                  <td key={column} />
                ) : (
                  <td key={column} {...(isGrid && { role: 'gridcell', 'aria-selected': day === chosen })}>
                    <Day {...props} day={day} tab={isGrid ? (day === first ? 0 : -1) : undefined} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MonthHead({ month, language, today, monthAddress }: MonthGridProps) {
  const [before, after] = [addMonths(month, -1), addMonths(month, 1)];
  return (
    <div class="month-head">
      <h2 id="month" aria-live="polite">
        {monthName(month, language)}
      </h2>
      {month > today.slice(0, 7) ? (
        <a class="round" href={monthAddress(before)} data-step="month" rel="prev nofollow">
          <Icon name="left" />
          <span class="unseen">{monthName(before, language)}</span>
        </a>
      ) : (
        <span class="round" aria-hidden="true">
          <Icon name="left" />
        </span>
      )}
      <a class="round" href={monthAddress(after)} data-step="month" rel="next nofollow">
        <Icon name="right" />
        <span class="unseen">{monthName(after, language)}</span>
      </a>
    </div>
  );
}

function Day(props: MonthGridProps & { day: string; tab: number | undefined }) {
  const { day, tab, free, chosen, today, language, t, dayAddress } = props;
  const number = Number(day.slice(8));
  const times = free.get(day) ?? 0;
  const words = formatDate(day, language);
  const isToday = day === today ? ('date' as const) : undefined;
  if (times === 0)
    return (
      <span class="day" data-day={day} tabIndex={tab} aria-current={isToday}>
        <span aria-hidden="true">{number}</span>
        <span class="unseen">{t('month.none', { date: words })}</span>
      </span>
    );
  return (
    <a
      class={day === chosen ? 'day free chosen' : 'day free'}
      href={dayAddress(day)}
      data-step="day"
      data-day={day}
      tabIndex={tab}
      rel="nofollow"
      aria-current={isToday}
    >
      <span aria-hidden="true">{number}</span>
      <span class={`dots ${times >= MANY ? 'many' : times >= SOME ? 'some' : 'few'}`} aria-hidden="true" />
      <span class="unseen">
        {t('month.free', { date: words, n: times })}
        {day === chosen && `, ${t('month.chosen')}`}
      </span>
    </a>
  );
}
