const HOUR = 3_600_000;
export const DAY_MS = 24 * HOUR;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
const MAX_ZONES = 600;
const MAX_YEARS = 10_000;

/** A time `[from, until)` in which a zone keeps one offset; all are milliseconds. */
export interface Stretch {
  from: number;
  until: number;
  /** Wall clock minus instant. */
  offset: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, Stretch[]>();

/** What covers `[from, until)` without a hole, ascending; neighbours differ in their offset. */
export function stretchesOf(zone: string, from: number, until: number): Stretch[] {
  if (zone === 'UTC') return [{ from, until, offset: 0 }];
  const stretches: Stretch[] = [];
  const last = new Date(until - 1).getUTCFullYear();
  for (let year = new Date(from).getUTCFullYear(); year <= last; year++) {
    for (const stretch of yearOf(zone, year)) {
      if (stretch.until <= from || stretch.from >= until) continue;
      const previous = stretches.at(-1);
      if (previous?.offset === stretch.offset) previous.until = Math.min(stretch.until, until);
      else
        stretches.push({
          ...stretch,
          from: Math.max(stretch.from, from),
          until: Math.min(stretch.until, until),
        });
    }
  }
  return stretches;
}

export function offsetAt(zone: string, instant: number): number {
  if (zone === 'UTC') return 0;
  const year = yearOf(zone, new Date(instant).getUTCFullYear());
  return year.find((stretch) => instant < stretch.until)!.offset;
}

/** The instants at which the clock shows `wall` (milliseconds as if it were UTC): none, one or two. */
export function instantsOf(zone: string, wall: number): number[] {
  return instantsWithin(around(zone, wall), wall);
}

/** As RFC 5545 reads a single local time: the first of two, and in a gap by the offset before it. */
export function instantOf(zone: string, wall: number): number {
  return instantWithin(around(zone, wall), wall);
}

/** The first instant at which the clock shows `wall` or later: of a midnight, where its day begins. */
export function firstInstantFrom(zone: string, wall: number): number {
  return firstWithin(around(zone, wall), wall);
}

/** `instantOf` for a clock that no zone's name stands for; its stretches reach beyond `wall` on both sides. */
export function instantWithin(stretches: readonly Stretch[], wall: number): number {
  const [first] = instantsWithin(stretches, wall);
  if (first !== undefined) return first;
  return wall - stretches.findLast(({ until, offset }) => until <= wall - offset)!.offset;
}

export function firstWithin(stretches: readonly Stretch[], wall: number): number {
  for (const { from, until, offset } of stretches)
    if (wall < until + offset) return Math.max(from, wall - offset);
  return wall;
}

/** `instantOf` for a single time of a year that nobody else asks for: no list is made of it. */
export function distantInstantOf(zone: string, wall: number): number {
  if (zone === 'UTC') return wall;
  const [before, after] = [wall - 2 * DAY_MS, wall + 2 * DAY_MS].map((near) => readOffset(zone, near));
  return before === after ? wall - before! : instantOf(zone, wall);
}

function around(zone: string, wall: number): Stretch[] {
  return stretchesOf(zone, wall - 2 * DAY_MS, wall + 2 * DAY_MS);
}

function instantsWithin(stretches: readonly Stretch[], wall: number): number[] {
  return stretches
    .filter(({ from, until, offset }) => from <= wall - offset && wall - offset < until)
    .map(({ offset }) => wall - offset);
}

function yearOf(zone: string, year: number): Stretch[] {
  const key = `${zone} ${year}`;
  const known = years.get(key);
  if (known) return known;
  if (years.size >= MAX_YEARS) years.clear();
  return years.set(key, readYear(zone, year)).get(key)!;
}

/** Looks at each day; no zone ever changed twice within one. */
function readYear(zone: string, year: number): Stretch[] {
  const [start, end] = [startOfYear(year), startOfYear(year + 1)];
  const stretches = [{ from: start, until: end, offset: readOffset(zone, start) }];
  for (let day = start; day < end; day += DAY_MS) {
    const current = stretches.at(-1)!;
    const next = Math.min(day + DAY_MS, end);
    const offset = readOffset(zone, next - 1);
    if (offset === current.offset) continue;
    current.until = changeBetween(zone, day, next - 1, current.offset);
    stretches.push({ from: current.until, until: end, offset });
  }
  return stretches;
}

function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

/** The first second after `low` at which the offset is no longer `before`. */
function changeBetween(zone: string, low: number, high: number, before: number): number {
  let [same, changed] = [Math.floor(low / 1000), Math.floor(high / 1000)];
  if (readOffset(zone, same * 1000) !== before) return same * 1000;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (readOffset(zone, middle * 1000) === before) same = middle;
    else changed = middle;
  }
  return changed * 1000;
}

function readOffset(zone: string, instant: number): number {
  const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(clockOf(zone).format(instant))!;
  if (!sign) return 0;
  const size = Number(hours) * HOUR + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return sign === '-' ? -size : size;
}

/** Throws a `RangeError` for a zone that this runtime does not know. */
export function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  if (clocks.size >= MAX_ZONES) clocks.clear();
  return clocks.set(zone, clock).get(zone)!;
}
