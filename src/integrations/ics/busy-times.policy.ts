import type { Interval } from '../calendars/calendar-provider.rules.js';
import { IcsEvent, type EventContext } from './ics-event.policy.js';
import { calendarsOf, titleOf, UnreadableFile, type IcsObject } from './ics-file.policy.js';
import { BrokenEvent } from './ics-values.policy.js';
import { clockOfIana, IcsZones, type Range } from './ics-zones.policy.js';

const MOST_INTERVALS = 200_000;
const MOST_NAMED = 3;
const NAME_LETTERS = 60;

export interface CalendarText {
  text: string;
  range: Range;
  /** Of the owner, where the file names none. */
  timezone: string;
  addresses: readonly string[];
}

export interface BusyEntry {
  uid: string;
  /** Ascending, without overlaps; only what reaches into the range. */
  busy: Interval[];
  /** Null of a series. */
  at: Interval | null;
}

export interface BusyText {
  name: string | undefined;
  timezone: string | undefined;
  entries: BusyEntry[];
  /** The events that cannot be read, for people. */
  skipped: string | null;
}

/** When a calendar file makes its owner busy. Refuses with `UnreadableFile`. */
export function busyTimesOf({ text, range, timezone, addresses }: CalendarText): BusyText {
  const calendars = calendarsOf(text);
  const problems: string[] = [];
  const known = new Set(addresses.map((each) => each.toLowerCase()));
  const entries = calendars.flatMap((calendar) => {
    const zones = new IcsZones(calendar.zones, range);
    const named = calendar.timezone && zones.find(calendar.timezone);
    const context = { zones, clock: named || clockOfIana(timezone, range), range, addresses: known };
    return entriesOf(calendar, context, problems);
  });
  let intervals = 0;
  for (const { busy } of entries) intervals += busy.length;
  if (intervals > MOST_INTERVALS) throw new UnreadableFile(`The file has more than ${MOST_INTERVALS} times.`);
  const [{ name, timezone: own }] = calendars as [IcsObject];
  return { name, timezone: own, entries, skipped: problems.length === 0 ? null : skippedText(problems) };
}

function entriesOf({ events }: IcsObject, context: EventContext, problems: string[]): BusyEntry[] {
  const series = new Map<string, IcsEvent[]>();
  events.forEach((event, index) => {
    if ('broken' in event) return void problems.push(problem(event.broken, 'it is no event'));
    try {
      const read = new IcsEvent(event, context);
      const key = read.uid || `without a UID ${index}`;
      series.set(key, [...(series.get(key) ?? []), read]);
    } catch (error) {
      problems.push(problemOf(titleOf(event), error));
    }
  });
  return [...series].flatMap(([uid, group]) => {
    try {
      return entryOf(uid, group, context.range);
    } catch (error) {
      problems.push(problemOf(uid, error));
      return [];
    }
  });
}

function entryOf(uid: string, group: readonly IcsEvent[], range: Range): BusyEntry {
  const instances = newest(
    group.filter((each) => each.replaces),
    ({ replaces }) => `${replaces!.kind} ${replaces!.wall} ${replaces!.tzid ?? ''}`,
  );
  const highest = Math.max(...group.filter((each) => !each.replaces).map(({ sequence }) => sequence));
  const masters = group.filter((each) => !each.replaces && each.sequence === highest);
  const intervals = [
    ...masters.filter(({ isBusy }) => isBusy).flatMap((each) => each.intervals(instances)),
    ...instances.filter(({ isBusy }) => isBusy).map(({ at }) => at),
  ];
  const [only] = group;
  return {
    uid,
    busy: merged(intervals.filter(([from, until]) => until > range.from && from < range.until)),
    at: group.length === 1 && !only!.isSeries ? only!.at : null,
  };
}

/** Of those with one key the last change. */
function newest(events: readonly IcsEvent[], keyOf: (event: IcsEvent) => string): IcsEvent[] {
  const latest = new Map<string, IcsEvent>();
  for (const event of events) {
    const other = latest.get(keyOf(event));
    const isOlder = other && (event.sequence - other.sequence || event.stamp.localeCompare(other.stamp)) < 0;
    if (!isOlder) latest.set(keyOf(event), event);
  }
  return [...latest.values()];
}

export function merged(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [from, until] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (until <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else result.push([from, until]);
  }
  return result;
}

function problemOf(title: string, error: unknown): string {
  if (!(error instanceof BrokenEvent)) throw error;
  return problem(title, error.message);
}

function problem(title: string, reason: string): string {
  const name = title.replace(/\p{Cc}+/gu, ' ').slice(0, NAME_LETTERS);
  return `"${name || 'an event'}" (${reason})`;
}

export function skippedText(problems: readonly string[]): string {
  const named = problems.slice(0, MOST_NAMED).join(', ');
  const more = problems.length > MOST_NAMED ? ` and ${problems.length - MOST_NAMED} more` : '';
  return `Skipped: ${named}${more}.`;
}
