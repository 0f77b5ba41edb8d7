import { clockOf, DAY_MS, firstInstantFrom } from './zoned-time.js';

const ZONE_NAME = /^[A-Za-z][\w+-]*(\/[A-Za-z0-9][\w+-]*){0,2}$/;

/** True for the IANA time zones that this runtime knows. */
export function isTimeZone(name: string): boolean {
  if (name.length > 64 || !ZONE_NAME.test(name)) return false;
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** First instant of a day (`YYYY-MM-DD`) in `zone`; where the clock skips midnight, that of the jump. */
export function startOfDay(day: string, zone: string): Date {
  return new Date(firstInstantFrom(zone, Date.parse(`${day}T00:00:00Z`)));
}

export function endOfDay(day: string, zone: string): Date {
  return new Date(firstInstantFrom(zone, Date.parse(`${day}T00:00:00Z`) + DAY_MS));
}
