import ICAL from 'ical.js';
import { DAY_MS } from '../../shared/zoned-time.js';
import { broken, dayOf, type RuleData } from './ics-values.policy.js';

const MOST_STEPS = 20_000;
const HOUR_MS = 3_600_000;
const PERIOD_MS: Record<string, number> = {
  SECONDLY: 1000,
  MINUTELY: 60_000,
  HOURLY: HOUR_MS,
  DAILY: DAY_MS,
  WEEKLY: 7 * DAY_MS,
};
const FREQUENCIES = [...Object.keys(PERIOD_MS), 'MONTHLY', 'YEARLY'];
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const MOST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export interface Asked {
  /** Wall clock: instances from then on are wanted; those before may be left out. */
  from: number;
  until: number;
  /** Whether an instance lies beyond the rule's UNTIL. */
  isOver: (wall: number) => boolean;
}

type Rule = Record<string, unknown> & { freq: string; interval: number };

/** The wall-clock starts of a series, ascending, its first always among them where it lies in the question. */
export function startsOf(data: RuleData, start: { wall: number; isDate: boolean }, asked: Asked): number[] {
  const rule = checked(data);
  const count = numberOf(rule, 'count');
  const found: number[] = [];
  let counted = 0;
  const take = (wall: number): boolean => {
    if (asked.isOver(wall) || wall > asked.until || (count !== null && counted >= count)) return false;
    counted++;
    if (wall >= asked.from) found.push(wall);
    return true;
  };
  if (!take(start.wall) || !isPossible(rule)) return found;
  const fits = fitting(rule, start.wall);
  const times = timesOfDay(rule, start.wall);
  const first = count === null ? movedOn(rule, start.wall, asked.from) : start.wall;
  const iterator = ICAL.Recur.fromData(forLibrary(rule, start.wall, times) as never).iterator(
    toIcal(first, start.isDate),
  );
  for (let steps = 0; ; steps++) {
    if (steps === MOST_STEPS) broken('it recurs too often');
    const next = iterator.next();
    if (!next) return found;
    const day = toWall(next);
    if (dayOf(day) > dayOf(asked.until)) return found;
    if (!fits(day)) continue;
    for (const wall of times?.map((time) => dayOf(day) * DAY_MS + time) ?? [day])
      if (wall > start.wall && !take(wall)) return found;
  }
}

/** The library forgets an hour besides the first, and names every week but those that are asked for. */
function forLibrary(rule: Rule, start: number, times: number[] | null): object {
  const day = WEEKDAYS[new Date(start).getUTCDay()];
  const weekly = rule.byweekno === undefined ? {} : { freq: 'WEEKLY', interval: 1, byday: rule.byday ?? day };
  const left = ['count', 'until', 'byweekno', ...(times ? ['byhour', 'byminute', 'bysecond'] : [])];
  return Object.fromEntries(Object.entries({ ...rule, ...weekly }).filter(([name]) => !left.includes(name)));
}

/** Of each day that recurs; null: that of the start, or as the library counts them. */
function timesOfDay(rule: Rule, start: number): number[] | null {
  const lists = ['byhour', 'byminute', 'bysecond'].map((name) => listOf(rule, name));
  const isDaily = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(rule.freq) && rule.bysetpos === undefined;
  if (!isDaily || lists.every((list) => list.length === 0)) return null;
  const at = new Date(start);
  const own = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  const [hours, minutes, seconds] = lists.map((list, unit) => (list.length > 0 ? list : [own[unit]!]));
  return hours!
    .flatMap((hour) => minutes!.flatMap((minute) => seconds!.map((each) => (hour * 60 + minute) * 60 + each)))
    .map((second) => second * 1000)
    .sort((a, b) => a - b);
}

function checked(data: RuleData): Rule {
  const rule = { interval: 1, ...data } as unknown as Rule;
  const isSound = FREQUENCIES.includes(rule.freq) && Number.isInteger(rule.interval) && rule.interval > 0;
  if (!isSound) broken('its recurrence rule is none');
  return rule;
}

/** No fast-forward in the library: whole periods are skipped, which a COUNT forbids. */
function movedOn(rule: Rule, wall: number, from: number): number {
  const period = (PERIOD_MS[rule.freq] ?? 0) * rule.interval;
  const periods = period && Math.floor((from - wall) / period) - 2;
  return periods > 0 ? wall + periods * period : wall;
}

/** A 30th of February would be sought for ever. */
function isPossible(rule: Rule): boolean {
  const [months, days] = [listOf(rule, 'bymonth'), listOf(rule, 'bymonthday')];
  if (months.length === 0 || days.length === 0) return true;
  return months.some((month) => days.some((day) => Math.abs(day) <= MOST_DAYS[month - 1]!));
}

/** What the library answers besides: a 31st that became the next month's first, days that a rule leaves out. */
function fitting(rule: Rule, start: number): (wall: number) => boolean {
  const [months, days, weeks] = ['bymonth', 'bymonthday', 'byweekno'].map((name) => listOf(rule, name));
  const yearDays = listOf(rule, 'byyearday');
  const weekdays = textsOf(rule, 'byday').map((day) => ({
    weekday: WEEKDAYS.indexOf(day.slice(-2)),
    nth: Number.parseInt(day) || 0,
  }));
  const first = new Date(start);
  const isBare = [days!, weeks!, yearDays, weekdays].every((each) => each.length === 0);
  const isByDate = isBare && (rule.freq === 'MONTHLY' || rule.freq === 'YEARLY');
  const isByMonth = isByDate && rule.freq === 'YEARLY' && months!.length === 0;
  return (wall) => {
    const at = new Date(wall);
    const [month, day] = [at.getUTCMonth() + 1, at.getUTCDate()];
    if (isByDate && day !== first.getUTCDate()) return false;
    if (isByMonth && month !== first.getUTCMonth() + 1) return false;
    const year = at.getUTCFullYear();
    const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const isInMonth = rule.freq === 'MONTHLY' || months!.length > 0;
    const [nth, daysInPeriod] = isInMonth
      ? [day, daysInMonth]
      : [
          dayOf(wall) - dayOf(Date.UTC(year, 0, 0)),
          dayOf(Date.UTC(year + 1, 0, 1)) - dayOf(Date.UTC(year, 0, 1)),
        ];
    return (
      among(months!, month) &&
      (among(days!, day) || among(days!, day - daysInMonth - 1)) &&
      (weekdays.length === 0 ||
        weekdays.some(
          (each) =>
            each.weekday === at.getUTCDay() &&
            [0, Math.ceil(nth / 7), -Math.ceil((daysInPeriod - nth + 1) / 7)].includes(each.nth),
        )) &&
      (weeks!.length === 0 || isInWeek(rule, weeks!, wall, start))
    );
  };
}

function among(allowed: readonly number[], value: number): boolean {
  return allowed.length === 0 || allowed.includes(value);
}

/** Week 1 of a year is the first with four of its days; of every `interval`th year. */
function isInWeek(rule: Rule, weeks: readonly number[], wall: number, start: number): boolean {
  const weekStart = WEEKDAYS.indexOf(weekStartOf(rule));
  const [at, first] = [weekOf(wall, weekStart), weekOf(start, weekStart)];
  const inYear = (firstWeek(at.year + 1, weekStart) - firstWeek(at.year, weekStart)) / 7;
  const isYear = (at.year - first.year) % rule.interval === 0;
  return isYear && (weeks.includes(at.week) || weeks.includes(at.week - inYear - 1));
}

function weekOf(wall: number, weekStart: number): { year: number; week: number } {
  const begin = dayOf(wall) - ((new Date(wall).getUTCDay() - weekStart + 7) % 7);
  const year = new Date((begin + 3) * DAY_MS).getUTCFullYear();
  return { year, week: (begin - firstWeek(year, weekStart)) / 7 + 1 };
}

function firstWeek(year: number, weekStart: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return dayOf(fourth) - ((new Date(fourth).getUTCDay() - weekStart + 7) % 7);
}

function weekStartOf(rule: Rule): string {
  const given = rule.wkst;
  return typeof given === 'number' ? WEEKDAYS[given - 1]! : typeof given === 'string' ? given : 'MO';
}

function numberOf(rule: Rule, name: string): number | null {
  return rule[name] === undefined ? null : Number(rule[name]);
}

function listOf(rule: Rule, name: string): number[] {
  return textsOf(rule, name).map(Number);
}

function textsOf(rule: Rule, name: string): string[] {
  const given = rule[name];
  return given === undefined ? [] : (Array.isArray(given) ? given : [given]).map(String);
}

function toIcal(wall: number, isDate: boolean): ICAL.Time {
  const text = new Date(wall).toISOString();
  return ICAL.Time.fromString(isDate ? text.slice(0, 10) : text.slice(0, 19), undefined as never);
}

function toWall({ year, month, day, hour, minute, second }: ICAL.Time): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000;
}
