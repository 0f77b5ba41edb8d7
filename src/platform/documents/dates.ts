const format = (zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });

/** `Saturday, 27 December 2025`, as calendars in `zone` have it. */
export function dayOf(instant: Date, zone = 'UTC'): string {
  return format(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(instant);
}

export function dateOf(instant: Date, zone = 'UTC'): string {
  return format(zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(instant);
}

export function timeOf(instant: Date, zone = 'UTC'): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
}
