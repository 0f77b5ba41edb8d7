import { createHash } from 'node:crypto';
import { asOneLine } from '../../shared/texts.js';
import { firstInstantFrom, instantOf as firstOfWall } from '../../shared/zoned-time.js';
import { ianaZone } from '../../shared/zone-names.js';
import type { BookingEntry, Interval, RemoteEntry } from '../calendars/calendar-provider.rules.js';

const UID = 'convoke_uid';
const DATE = /^\d{4}-\d\d-\d\d$/;
const OFFSET_OR_Z = /(?:Z|[+-]\d\d:?\d\d)$/i;
const MOST_TITLE = 80;

/** What an event of Google's says of itself; anything may be missing, or be something else. */
interface GoogleEvent {
  id?: unknown;
  iCalUID?: unknown;
  status?: unknown;
  summary?: unknown;
  transparency?: unknown;
  eventType?: unknown;
  start?: unknown;
  end?: unknown;
  attendees?: unknown;
  extendedProperties?: { private?: Record<string, unknown> };
}

export type GoogleReading = { entry: RemoteEntry } | { removed: string } | { broken: string };

/** An event, or one of a series. A whole day is a day of `zone`, the calendar's. */
export function readGoogleEvent(found: unknown, zone: string): GoogleReading {
  const event = (found ?? {}) as GoogleEvent;
  const { id, iCalUID, status, summary } = event;
  const title = asOneLine(typeof summary === 'string' ? summary : '', MOST_TITLE) || 'an event without a title';
  if (typeof id !== 'string' || id === '') return { broken: title };
  if (status === 'cancelled') return { removed: id };
  const [start, end] = [instantOf(event.start, zone), instantOf(event.end, zone)];
  if (start === null || end === null || end < start) return { broken: title };
  const known = event.extendedProperties?.private?.[UID];
  const uid = [known, iCalUID, id].find((each): each is string => typeof each === 'string' && each !== '')!;
  return {
    entry: { remoteId: id, uid, busy: takesTime(event) && end > start ? [[start, end]] : [], at: [start, end] },
  };
}

/** From the UID: Google takes the letters a to v and digits. */
export function googleIdOf(uid: string): string {
  return createHash('sha256').update(uid).digest('hex');
}

export function toGoogleEvent({ uid, at, title, description, location, url }: BookingEntry): object {
  const [start, end] = at.map((instant) => ({ dateTime: new Date(instant).toISOString() }));
  return {
    status: 'confirmed',
    summary: title,
    description: url ? `${description}\n\n${url}`.trim() : description,
    location,
    start,
    end,
    transparency: 'opaque',
    extendedProperties: { private: { [UID]: uid } },
  };
}

/** Of a calendar that shows only when it is taken. */
export function readGoogleBusy(found: unknown): RemoteEntry | null {
  const { start, end } = (found ?? {}) as { start?: unknown; end?: unknown };
  const at = [start, end].map((each) => (typeof each === 'string' ? Date.parse(each) : NaN));
  const [from, until] = at as [number, number];
  if (!(until > from)) return null;
  const busy: Interval = [from, until];
  return { remoteId: `busy-${from}-${until}`, uid: `busy-${from}-${until}`, busy: [busy], at: busy };
}

function takesTime({ transparency, eventType, attendees }: GoogleEvent): boolean {
  if (transparency === 'transparent' || eventType === 'workingLocation') return false;
  const people = Array.isArray(attendees)
    ? (attendees as ({ self?: unknown; responseStatus?: unknown } | null)[])
    : [];
  return !people.some((each) => each?.self === true && each.responseStatus === 'declined');
}

function instantOf(time: unknown, calendarZone: string): number | null {
  const { date, dateTime, timeZone } = (time ?? {}) as {
    date?: unknown;
    dateTime?: unknown;
    timeZone?: unknown;
  };
  if (typeof dateTime === 'string') {
    if (OFFSET_OR_Z.test(dateTime)) return ifTime(Date.parse(dateTime), (instant) => instant);
    const zone = typeof timeZone === 'string' ? ianaZone(timeZone) : null;
    return ifTime(Date.parse(`${dateTime}Z`), (wall) => firstOfWall(zone ?? calendarZone, wall));
  }
  if (typeof date !== 'string' || !DATE.test(date)) return null;
  return ifTime(Date.parse(`${date}T00:00:00Z`), (midnight) => firstInstantFrom(calendarZone, midnight));
}

function ifTime(time: number, read: (time: number) => number): number | null {
  return Number.isNaN(time) ? null : read(time);
}
