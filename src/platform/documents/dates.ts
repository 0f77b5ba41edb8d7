const WEEKDAY = { weekday: 'long' } as const;
const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const MAX_FORMATS = 1_800;
const formats = new Map<string, Intl.DateTimeFormat>();

/** `Saturday, 27 December 2025`, as calendars in `zone` have it. */
export function dayOf(instant: Date, zone = 'UTC'): string {
  return `${format(WEEKDAY, zone, instant)}, ${dateOf(instant, zone)}`;
}

export function dateOf(instant: Date, zone = 'UTC'): string {
  return format(DATE, zone, instant);
}

export function timeOf(instant: Date, zone = 'UTC'): string {
  return format(TIME, zone, instant);
}

function format(options: Intl.DateTimeFormatOptions, zone: string, instant: Date): string {
  const key = `${Object.keys(options).join(' ')} ${zone}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    if (formats.size >= MAX_FORMATS) formats.clear();
    formats.set(key, known);
  }
  return known.format(instant);
}
