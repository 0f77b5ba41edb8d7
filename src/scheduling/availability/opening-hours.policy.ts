import { DAY_MS, stretchesOf } from '../../shared/zoned-time.js';

/** Milliseconds after midnight by the wall clock; closing at or before the opening is on the next day. */
export interface DayWindow {
  opens: number;
  closes: number;
}

/** 1 is Monday and 6 Saturday; 0 and 7 are both Sunday. */
export interface WeeklyRule extends DayWindow {
  id: number;
  dayOfWeek: number;
}

export interface DateOverride {
  id: number;
  /** Its midnight, as if in UTC. */
  date: number;
  window: DayWindow | null;
}

export interface OpeningHours {
  zone: string;
  weekly: readonly WeeklyRule[];
  overrides: readonly DateOverride[];
}

export interface MeetingHours extends OpeningHours {
  /** On whatever date; who has none can be met on all that are not closed. */
  hasHours: boolean;
}

/** Milliseconds `[from, until)`: instants, or the wall clock's as if it were UTC. */
export interface Span {
  from: number;
  until: number;
}

export interface RuleWindow extends Span {
  type: 'weekly_rule' | 'override';
  id: number;
}

const WHOLE_DAY = { opens: 0, closes: DAY_MS };
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ id: 0, dayOfWeek, ...WHOLE_DAY }));

/** Whether all of `span` is open; without any hours all but the closed dates. */
export function isOpen(hours: MeetingHours, span: Span): boolean {
  const [first] = openSpans(hours.hasHours ? hours : { ...hours, weekly: EVERY_DAY }, span);
  return first?.from === span.from && first.until === span.until;
}

/**
 * Ascending; what touches is one. An instant is open exactly when the wall clock shows a time of a window then:
 * what a clock skips is in none, what it shows twice is in both.
 */
export function openSpans(hours: OpeningHours, { from, until }: Span): Span[] {
  if (from >= until) return [];
  const stretches = stretchesOf(hours.zone, from, until);
  const offsets = stretches.map(({ offset }) => offset);
  const walls = joined(windowsOf(hours, from + Math.min(...offsets), until + Math.max(...offsets)));
  const spans: Span[] = [];
  for (const stretch of stretches)
    for (const wall of walls) {
      const span = {
        from: Math.max(wall.from - stretch.offset, stretch.from),
        until: Math.min(wall.until - stretch.offset, stretch.until),
      };
      if (span.from < span.until) append(spans, span);
    }
  return spans;
}

/** By the wall clock, of these dates and the one before. */
export function windowsOf(hours: OpeningHours, from: number, until: number): RuleWindow[] {
  const weekly = byKey(hours.weekly, ({ dayOfWeek }) => dayOfWeek % 7);
  const overrides = byKey(hours.overrides, ({ date }) => date);
  const windows: RuleWindow[] = [];
  for (let date = midnightBefore(from) - DAY_MS; date < until; date += DAY_MS) {
    const end = overrides.has(date + DAY_MS) ? date + DAY_MS : date + 2 * DAY_MS;
    const add = (type: RuleWindow['type'], id: number, { opens, closes }: DayWindow) => {
      const last = date + closes + (closes <= opens ? DAY_MS : 0);
      windows.push({ type, id, from: date + opens, until: Math.min(last, end) });
    };
    const replaced = overrides.get(date);
    for (const { id, window } of replaced ?? []) if (window) add('override', id, window);
    if (!replaced) for (const rule of weekly.get(weekdayOf(date)) ?? []) add('weekly_rule', rule.id, rule);
  }
  return windows.sort((a, b) => a.from - b.from);
}

export function midnightBefore(wall: number): number {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

export function weekdayOf(date: number): number {
  const day = (date / DAY_MS + 4) % 7;
  return day < 0 ? day + 7 : day;
}

function joined(windows: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { from, until } of windows) append(spans, { from, until });
  return spans;
}

function append(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
  else spans.push(span);
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
