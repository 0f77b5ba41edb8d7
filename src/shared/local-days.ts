const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE_NAME = /^[A-Za-z][\w+-]*(\/[A-Za-z0-9][\w+-]*){0,2}$/;
const MAX_ZONES = 600;

const clocks = new Map<string, Intl.DateTimeFormat>();

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
  return firstInstant(Date.parse(`${day}T00:00:00Z`), zone);
}

export function endOfDay(day: string, zone: string): Date {
  return firstInstant(Date.parse(`${day}T00:00:00Z`) + DAY, zone);
}

function firstInstant(wall: number, zone: string): Date {
  if (zone === 'UTC') return new Date(wall);
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  const candidates = [wall - before, wall - after].sort((a, b) => a - b);
  return new Date(
    candidates.find((instant) => instant + offsetAt(instant, zone) === wall) ?? jumpAfter(wall, zone),
  );
}

/** Where no instant shows `wall` itself. */
function jumpAfter(wall: number, zone: string): number {
  let [low, high] = [wall - DAY, wall + DAY];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle + offsetAt(middle, zone) < wall) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(instant: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(instant / 1000) * 1000;
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (clocks.size >= MAX_ZONES) clocks.clear();
  return clocks.set(zone, clock).get(zone)!;
}
