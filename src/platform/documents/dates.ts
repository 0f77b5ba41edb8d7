const WEEKDAY = { weekday: 'long' } as const;
const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const ENGLISH = 'en-GB';

const MAX_FORMATS = 1_800;
const formats = new Map<string, Intl.DateTimeFormat>();

/** `Saturday, 27 December 2025`, as calendars in `zone` have it; in another language as that writes it. */
export function dayOf(instant: Date, zone = 'UTC', language = ENGLISH): string {
  if (language !== ENGLISH) return format({ ...WEEKDAY, ...DATE }, zone, instant, language);
  return `${format(WEEKDAY, zone, instant)}, ${dateOf(instant, zone)}`;
}

export function dateOf(instant: Date, zone = 'UTC'): string {
  return format(DATE, zone, instant);
}

export function timeOf(instant: Date, zone = 'UTC', language = ENGLISH): string {
  return format(TIME, zone, instant, language);
}

function format(options: Intl.DateTimeFormatOptions, zone: string, instant: Date, language = ENGLISH): string {
  const key = `${Object.keys(options).join(' ')} ${zone} ${language}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    if (formats.size >= MAX_FORMATS) formats.clear();
    formats.set(key, known);
  }
  return known.format(instant);
}
