import { addDays, addMonths, weeksOf } from '../lib/time.js';

/** Where a key leads from a day, as grids of dates do (ARIA APG). */
export function walk(day: string, key: string, language: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -placeIn(day, language));
    case 'End':
      return addDays(day, 6 - placeIn(day, language));
    case 'PageUp':
      return sameDayOf(addMonths(day.slice(0, 7), -1), day);
    case 'PageDown':
      return sameDayOf(addMonths(day.slice(0, 7), 1), day);
    default:
      return undefined;
  }
}

function placeIn(day: string, language: string): number {
  const week = weeksOf(day.slice(0, 7), language).find((days) => days.includes(day))!;
  return week.indexOf(day);
}

/** The last one where a month is shorter. */
function sameDayOf(month: string, day: string): string {
  const wanted = `${month}-${day.slice(8)}`;
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  return wanted < last ? wanted : last;
}
