import { formatTime, localDate } from '../../lib/time.js';

const shorts = new Map<string, Intl.DateTimeFormat>();

/** `31 Oct`: for where there is little room. */
export function shortDate(date: string, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  let format = shorts.get(locale);
  if (!format)
    shorts.set(
      locale,
      (format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })),
    );
  return format.format(new Date(`${date}T12:00:00Z`));
}

/** `12 Dec, 19:00` */
export function shortMoment(instant: string, zone: string, language: string): string {
  return `${shortDate(localDate(instant, zone), language)}, ${formatTime(instant, zone, language)}`;
}
