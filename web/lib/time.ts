const A_DAY = 24 * 60;
const MINUTE_MS = 60_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make, so each is made once. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(language, options)));
  return found;
}

/** English is read in most places with the day first and 24 hours. */
const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };

export function formatDate(date: string, language: string, withYear = false): string {
  const at = new Date(`${date}T12:00:00Z`);
  const text = formatter(localeOf(language), {
    ...DAY,
    ...(withYear && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(at);
  return language === 'en' ? text.replace(/^(\w+) /, withYear ? '$1, ' : '$1 ').replace(',,', ',') : text;
}

export function formatTime(instant: string, zone: string, language: string): string {
  return formatter(localeOf(language), { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(
    new Date(instant),
  );
}

/** With seconds. */
export function formatSecond(instant: string, zone: string, language: string): string {
  const parts = { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZone: zone } as const;
  return formatter(localeOf(language), parts).format(new Date(instant));
}

export function formatMoment(instant: string, zone: string, language: string): string {
  const date = localDate(instant, zone);
  return `${formatDate(date, language)}, ${formatTime(instant, zone, language)}`;
}

export function monthName(month: string, language: string): string {
  const at = new Date(`${month}-15T12:00:00Z`);
  return formatter(localeOf(language), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);
}

export function shortMonth(date: string, language: string): string {
  const at = new Date(`${date}T12:00:00Z`);
  return formatter(localeOf(language), { month: 'short', timeZone: 'UTC' }).format(at);
}

/** `2026-12-03` of an instant, in a zone. */
export function localDate(instant: string, zone: string): string {
  return formatter('sv-SE', { dateStyle: 'short', timeZone: zone }).format(new Date(instant));
}

export function localHour(instant: string, zone: string): number {
  const hour = formatter('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
    new Date(instant),
  );
  return Number(hour);
}

/** `Madrid (GMT+1)`: city and distance from Greenwich then, with a minus, since a hyphen may end a line. */
export function zoneLabel(zone: string, instant: string): string {
  const offset = offsetOf(zone, instant).replace('-', '−');
  return `${cityOf(zone)} (${offset === 'GMT' ? 'GMT+0' : offset})`;
}

/** East of Greenwich, at that instant. */
export function offsetMinutes(zone: string, instant: string): number {
  const [, sign, hours, minutes = '0'] = /([+-])(\d+):?(\d+)?/.exec(offsetOf(zone, instant)) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function offsetOf(zone: string, instant: string): string {
  const parts = formatter('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    new Date(instant),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
}

export function cityOf(zone: string): string {
  return zone.split('/').at(-1)!.replaceAll('_', ' ');
}

/** 1 for Monday to 7 for Sunday: the day a week begins with, where the language is spoken most. */
export function weekStart(language: string): number {
  return { en: 1, de: 1, es: 1, fr: 1 }[language] ?? 1;
}

export function weekdayNames(language: string): { short: string; long: string }[] {
  return Array.from({ length: 7 }, (_, index) => {
    const at = new Date(Date.UTC(2024, 0, weekStart(language) + index, 12));
    const name = (weekday: 'short' | 'long') =>
      formatter(localeOf(language), { weekday, timeZone: 'UTC' }).format(at).replace(/\.$/, '');
    return { short: name('short'), long: name('long') };
  });
}

export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 15)).toISOString().slice(0, 7);
}

/** The weeks of a month, each of seven dates or null where a day is of another month. */
export function weeksOf(month: string, language: string): (string | null)[][] {
  const first = new Date(`${month}-01T12:00:00Z`);
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const before = (first.getUTCDay() - weekStart(language) + 7) % 7;
  const cells: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= days; day++) cells.push(`${month}-${String(day).padStart(2, '0')}`);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** `30 min`, `1 h 30 min`, `7 days`. */
export function formatDuration(minutes: number, language: string): string {
  const unit = (value: number, name: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(localeOf(language), { style: 'unit', unit: name, unitDisplay: 'short' })
      .format(value)
      .replace(/\bhrs?\b/, 'h')
      .replace(/\bmins?\b/, 'min');
  if (minutes >= 2 * A_DAY && minutes % A_DAY === 0) return unit(minutes / A_DAY, 'day');
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours && unit(hours, 'hour'), rest && unit(rest, 'minute')].filter(Boolean).join(' ');
}

/** The instant of `2026-12-03T09:30` by the clocks of a zone; what they leave out is as late as they jump. */
export function instantOf(local: string, zone: string): string {
  const asUtc = Date.parse(`${local.slice(0, 16)}Z`);
  const guess = asUtc - offsetMinutes(zone, new Date(asUtc).toISOString()) * MINUTE_MS;
  return new Date(asUtc - offsetMinutes(zone, new Date(guess).toISOString()) * MINUTE_MS).toISOString();
}

/** `2026-12-03T09:30` of an instant, for inputs. */
export function localMinute(instant: string, zone: string): string {
  const time = formatter('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone });
  return `${localDate(instant, zone)}T${time.format(new Date(instant))}`;
}

/** A wall clock's `09:00:00` as it is read. */
export function formatClock(clock: string, language: string): string {
  return clock.startsWith('24:') ? '24:00' : formatTime(`2026-01-05T${clock.slice(0, 5)}:00Z`, 'UTC', language);
}

/** `9:05` of milliseconds, `1:09:05` from an hour on. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  const ending = `${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${ending}` : `${minutes}:${ending}`;
}
