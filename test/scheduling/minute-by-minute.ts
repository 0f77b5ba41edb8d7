import type { HostTime, SlotTerms } from '../../src/scheduling/slots/slot-search.policy.js';
import { DAY, MINUTE, type Busy } from './random-schedules.js';

const DAYS_KNOWN = 8;

export interface Reading {
  date: number;
  minute: number;
}

/** What the wall clock shows at each minute, by its digits; the same array for all schedules of a place. */
export function readings(zone: string, from: number): Reading[] {
  const numeric = 'numeric' as const;
  const digits = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric };
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...digits });
  return Array.from({ length: DAYS_KNOWN * 1440 }, (_, index) => {
    const [month, day, year, hour, minute] = format
      .format(from + index * MINUTE)
      .match(/\d+/g)!
      .map(Number);
    return { date: Date.UTC(year!, month! - 1, day), minute: hour! * 60 + minute! };
  });
}

/** Each minute by itself, in arrays of booleans: no spans, no merging, no arithmetic on offsets. */
export function minuteByMinute(
  shown: Reading[],
  from: number,
  terms: SlotTerms,
  theirs: HostTime,
  busy: Busy[],
  { now, party }: { now: number; party: number },
): Map<number, number> {
  const { weekly, overrides } = theirs.hours;
  const isIn = (
    { opens, closes }: { opens: number; closes: number },
    minute: number,
    wasYesterday: boolean,
  ) => {
    const time = minute * MINUTE;
    if (wasYesterday) return closes <= opens && time < closes;
    return time >= opens && (closes <= opens || time < closes);
  };
  const known = new Map<number, { opens: number; closes: number }[]>();
  const windows = (date: number) => {
    if (!known.has(date)) known.set(date, windowsOn(date));
    return known.get(date)!;
  };
  const windowsOn = (date: number) => {
    const own = overrides.filter((each) => each.date === date);
    if (own.length > 0) return own.flatMap(({ window }) => (window ? [window] : []));
    return weekly.filter(({ dayOfWeek }) => dayOfWeek % 7 === new Date(date).getUTCDay());
  };
  const overridden = new Set(overrides.map(({ date }) => date));
  const free = shown.map(
    ({ date, minute }) =>
      windows(date).some((each) => isIn(each, minute, false)) ||
      (!overridden.has(date) && windows(date - DAY).some((each) => isIn(each, minute, true))),
  );
  for (const { from: start, until, before = 0, after = 0 } of busy) {
    const first = start - Math.max(terms.bufferAfter, before) * MINUTE;
    const last = until + Math.max(terms.bufferBefore, after) * MINUTE;
    for (let index = Math.max(0, Math.floor((first - from) / MINUTE)); from + index * MINUTE < last; index++)
      if (index < free.length) free[index] = false;
  }
  const left: number[] = [];
  for (let index = free.length - 1; index >= 0; index--)
    left[index] = free[index] ? 1 + (left[index + 1] ?? 0) : 0;
  const unit = [60, 30, 20, 15, 10, 5, 1].find((each) => terms.interval % each === 0)!;
  const today = shown[Math.floor((now - from) / MINUTE)]!.date;
  const dateAfter = () => {
    if (terms.window.type === 'unlimited') return Infinity;
    if (terms.window.type === 'range') return terms.window.endOn ?? Infinity;
    let date = today;
    for (let left = terms.window.days; left > 0;) {
      date += DAY;
      const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
      if (terms.window.type === 'days' || !isWeekend) left--;
    }
    return date;
  };
  const lastDate = dateAfter();
  const firstDate = terms.window.type === 'range' ? (terms.window.startOn ?? -Infinity) : -Infinity;
  const monday = (date: number) => date - ((new Date(date).getUTCDay() + 6) % 7) * DAY;
  const dateOf = (instant: number) => shown[Math.floor((instant - from) / MINUTE)]!.date;
  const counted = theirs.counted.map(dateOf);
  const found = new Map<number, number>();
  const seen = new Set<number>();
  let [runs, grid] = [0, -1];
  for (let index = 0; index < shown.length; index++) {
    const { date, minute } = shown[index]!;
    const isMidnight = index > 0 && !seen.has(date);
    seen.add(date);
    if (!free[index]) {
      runs = 0;
      continue;
    }
    if (runs === 0 || (isMidnight && runs >= 1440)) grid = -1;
    runs++;
    if (grid === -1 && minute % unit === 0) grid = index;
    if (grid === -1 || (index - grid) % terms.interval !== 0) continue;
    const start = from + index * MINUTE;
    if (left[index]! < terms.duration) continue;
    const ofDay = counted.filter((each) => each === date).length;
    const ofWeek = counted.filter((each) => monday(each) === monday(date)).length;
    if (
      start > now &&
      start >= now + terms.minimumNotice * MINUTE &&
      date >= firstDate &&
      date <= lastDate &&
      (terms.maxPerDay === null || ofDay < terms.maxPerDay) &&
      (terms.maxPerWeek === null || ofWeek < terms.maxPerWeek) &&
      party <= terms.maxAttendees
    )
      found.set(start, terms.maxAttendees);
  }
  for (const { from: start, until, seatsLeft } of theirs.sessions)
    if (
      until - start === terms.duration * MINUTE &&
      party <= Math.min(seatsLeft, terms.maxAttendees) &&
      start > now &&
      start >= now + terms.minimumNotice * MINUTE &&
      dateOf(start) >= firstDate &&
      dateOf(start) <= lastDate
    )
      found.set(start, seatsLeft);
  return found;
}
