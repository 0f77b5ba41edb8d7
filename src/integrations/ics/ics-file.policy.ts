import ICAL from 'ical.js';
import { textOf, type Component } from './ics-values.policy.js';

const MOST_EVENTS = 20_000;
// Dates that nobody called dates are some.
ICAL.design.strict = false;

/** A file that is none, or too much: nothing of it counts. Its message is for people. */
export class UnreadableFile extends Error {}

export interface IcsObject {
  name: string | undefined;
  timezone: string | undefined;
  zones: Component[];
  events: (Component | { broken: string })[];
}

const WANTED = /^BEGIN:(VEVENT|VTIMEZONE)\s*$/i;

/** The calendars of a stream, each event parsed by itself: one that is broken takes nothing else along. */
export function calendarsOf(text: string): IcsObject[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const calendars: IcsObject[] = [];
  let current: IcsObject | undefined;
  let events = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trimEnd();
    if (/^BEGIN:VCALENDAR$/i.test(line)) {
      if (current) throw new UnreadableFile('The file is cut short.');
      current = { name: undefined, timezone: undefined, zones: [], events: [] };
      calendars.push(current);
      continue;
    }
    if (!current) {
      if (line.trim() !== '') throw new UnreadableFile('This is no calendar file.');
      continue;
    }
    if (/^END:VCALENDAR$/i.test(line)) {
      current = undefined;
      continue;
    }
    const [, kind] = WANTED.exec(line) ?? [];
    if (kind === undefined) {
      current.name ??= valueOf('X-WR-CALNAME', line);
      current.timezone ??= valueOf('X-WR-TIMEZONE', line);
      continue;
    }
    const end = endOf(lines, at, kind);
    const block = parsed(lines.slice(at, end + 1));
    if (kind.toUpperCase() === 'VTIMEZONE') {
      if (!('broken' in block)) current.zones.push(block);
    } else {
      if (++events > MOST_EVENTS) throw new UnreadableFile(`The file has more than ${MOST_EVENTS} events.`);
      current.events.push(block);
    }
    at = end;
  }
  if (current || calendars.length === 0) throw new UnreadableFile('The file is cut short.');
  return calendars;
}

function endOf(lines: readonly string[], begin: number, kind: string): number {
  const ending = new RegExp(`^END:${kind}\\s*$`, 'i');
  for (let at = begin; at < lines.length; at++) if (ending.test(lines[at]!)) return at;
  throw new UnreadableFile('The file is cut short.');
}

function parsed(lines: readonly string[]): Component | { broken: string } {
  try {
    return ICAL.parse(lines.filter((line) => line !== '').join('\r\n')) as unknown as Component;
  } catch {
    const summary = lines.map((line) => valueOf('SUMMARY', line)).find((each) => each !== undefined);
    return { broken: summary ?? lines.map((line) => valueOf('UID', line)).find(Boolean) ?? '' };
  }
}

function valueOf(name: string, line: string): string | undefined {
  const found = new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'i').exec(line);
  return found?.[1]?.trim() || undefined;
}

export function titleOf(event: Component): string {
  return textOf(event, 'summary') || textOf(event, 'uid') || '';
}
