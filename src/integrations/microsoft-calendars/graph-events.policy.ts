import { asOneLine } from '../../shared/texts.js';
import { firstInstantFrom, instantOf } from '../../shared/zoned-time.js';
import { ianaZone } from '../../shared/zone-names.js';
import type { BookingEntry, RemoteEntry } from '../calendars/calendar-provider.rules.js';

const MOST_TITLE = 80;
const FREE = ['free', 'workingElsewhere'];
const AGAIN = '#';
const OFFSET_OR_Z = /(?:Z|[+-]\d\d:\d\d)$/i;

/** What an event of Graph's says of itself; anything may be missing, or be something else. */
type GraphEvent = Record<string, unknown>;

export type GraphReading =
  | { entry: RemoteEntry }
  | { removed: string }
  | { broken: string }
  /** Of a series: what its occurrences are like. */
  | { master: string; event: GraphEvent }
  /** It says when and of which series; everything else its master says. */
  | { occurrenceOf: string; event: GraphEvent };

/** `zone` is the owner's: days of whole-day events that were made without a zone are days of it. */
export function readGraphEvent(found: unknown, zone: string): GraphReading {
  const event = (found ?? {}) as GraphEvent;
  const { id, type, seriesMasterId, subject } = event;
  const title = asOneLine(typeof subject === 'string' ? subject : '', MOST_TITLE) || 'an event without a title';
  if (typeof id !== 'string' || id === '') return { broken: title };
  if (event['@removed']) return { removed: id };
  if (type === 'seriesMaster') return { master: id, event };
  if (type === 'occurrence' && typeof seriesMasterId === 'string' && event['showAs'] === undefined)
    return { occurrenceOf: seriesMasterId, event };
  const [start, end] = [instantAt(event, 'start', zone), instantAt(event, 'end', zone)];
  if (start === null || end === null || end < start) return { broken: title };
  const uid = uidOf(event) ?? id;
  return {
    entry: { remoteId: id, uid, busy: takesTime(event) && end > start ? [[start, end]] : [], at: [start, end] },
  };
}

/** An occurrence with what its master says of all of them. */
export function asWholeEvent(occurrence: GraphEvent, master: GraphEvent): GraphEvent {
  return { ...master, ...occurrence, type: 'exception' };
}

/** `attempt`: a name that was used up, by an event that is gone, gives way to the next one. */
export function transactionIdOf(uid: string, attempt: number | null): string {
  return attempt === null ? uid : `${uid}${AGAIN}${attempt}`;
}

export function toGraphEvent({ at, title, description, location, url }: BookingEntry): object {
  const [start, end] = at.map((instant) => ({
    dateTime: new Date(instant).toISOString().replace('Z', ''),
    timeZone: 'UTC',
  }));
  return {
    subject: title,
    body: { contentType: 'text', content: url ? `${description}\n\n${url}`.trim() : description },
    location: { displayName: location },
    start,
    end,
    showAs: 'busy',
  };
}

function uidOf({ transactionId, iCalUId }: GraphEvent): string | undefined {
  const ours = typeof transactionId === 'string' ? transactionId.split(AGAIN)[0] : undefined;
  return [ours, iCalUId].find((each): each is string => typeof each === 'string' && each !== '');
}

function takesTime({ showAs, isCancelled, responseStatus }: GraphEvent): boolean {
  const { response } = (responseStatus ?? {}) as { response?: unknown };
  return !FREE.includes(String(showAs)) && isCancelled !== true && response !== 'declined';
}

/** Graph writes midnights of a whole day as they are on the wall, whatever zone it names beside them. */
function instantAt(event: GraphEvent, end: 'start' | 'end', ownersZone: string): number | null {
  const { dateTime, timeZone } = (event[end] ?? {}) as { dateTime?: unknown; timeZone?: unknown };
  if (typeof dateTime !== 'string') return null;
  if (OFFSET_OR_Z.test(dateTime)) return ifTime(Date.parse(dateTime), (instant) => instant);
  return ifTime(Date.parse(`${dateTime.slice(0, 23)}Z`), (wall) => {
    if (event['isAllDay'] === true) return firstInstantFrom(zoneOfDays(event, ownersZone), wall);
    const zone = typeof timeZone === 'string' ? ianaZone(timeZone) : null;
    return instantOf(zone ?? ownersZone, wall);
  });
}

function zoneOfDays({ originalStartTimeZone: named }: GraphEvent, ownersZone: string): string {
  const zone = typeof named === 'string' ? ianaZone(named) : null;
  return zone === null || zone === 'UTC' ? ownersZone : zone;
}

function ifTime(time: number, read: (time: number) => number): number | null {
  return Number.isNaN(time) ? null : read(time);
}
