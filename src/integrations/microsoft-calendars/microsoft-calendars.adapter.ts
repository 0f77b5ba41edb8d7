import { Injectable } from '@nestjs/common';
import { asOneLine } from '../../shared/texts.js';
import {
  CalendarProvider,
  CalendarRefused,
  type BookingEntry,
  type CalendarAccess,
  type CalendarChanges,
  type ChangesAsked,
  type Interval,
  type RemoteCalendar,
} from '../calendars/calendar-provider.rules.js';
import { CalendarApi, type ApiCall } from '../oauth-clients/calendar-api.adapter.js';
import { listOf, textOf, type ProviderAnswer } from '../oauth-clients/provider-http.adapter.js';
import { readCursor, ReadingPages, readingWindow, writeCursor } from '../oauth-clients/reading.rules.js';
import { asWholeEvent, readGraphEvent, toGraphEvent, transactionIdOf } from './graph-events.policy.js';

const MOST_CALENDAR_PAGES = 10;
const MOST_NAME = 200;
const PREFER = { prefer: 'outlook.timezone="UTC", odata.maxpagesize=500' };

interface Way {
  /** Refusals after which another way is tried. */
  accepts: number[];
  /** Where some of what belongs together may have been told before. */
  needsMasters: boolean;
}
const SINCE: Way = { accepts: [400, 404, 410], needsMasters: true };
const WHOLE: Way = { accepts: [400, 404, 405, 501], needsMasters: false };
const VIEW: Way = { accepts: [], needsMasters: false };

/** The calendars of Microsoft Graph, version 1.0. */
@Injectable()
export class MicrosoftCalendars extends CalendarProvider {
  readonly name = 'microsoft_365';

  constructor(private readonly api: CalendarApi) {
    super();
  }

  async listCalendars(access: CalendarAccess): Promise<RemoteCalendar[]> {
    const calendars: RemoteCalendar[] = [];
    let next: string | undefined = '/me/calendars?$top=100';
    for (let page = 0; next && page < MOST_CALENDAR_PAGES; page++) {
      const { json }: ProviderAnswer = await this.ask(access, next);
      calendars.push(...listOf(json['value']).flatMap((each) => calendarOf(each) ?? []));
      next = textOf(json['@odata.nextLink']);
    }
    return calendars;
  }

  /** Where its owner is written to, who may sign in by another name. */
  async accountOf(access: CalendarAccess): Promise<string | null> {
    const { json } = await this.ask(access, '/me');
    return textOf(json['mail']) ?? textOf(json['userPrincipalName']) ?? null;
  }

  async changes(
    access: CalendarAccess,
    calendar: RemoteCalendar,
    { cursor, range }: ChangesAsked,
  ): Promise<CalendarChanges> {
    const known = readCursor(cursor, range);
    const since = known && (await this.read(access, known.next, [range[0], known.until], SINCE));
    if (since) return { whole: false, ...since };
    const window = readingWindow(range);
    const asked = windowQuery(window);
    const view = `${pathOf(calendar.remoteId)}/calendarView`;
    const whole = await this.read(access, `${view}/delta?${asked}`, window, WHOLE);
    // Calendars that others share may know no changes; one that is gone has no view either.
    return { whole: true, ...(whole ?? (await this.read(access, `${view}?${asked}`, window, VIEW))!) };
  }

  async put(
    access: CalendarAccess,
    { remoteId: calendarId }: RemoteCalendar,
    entry: BookingEntry,
    remoteId: string | null,
  ): Promise<{ remoteId: string }> {
    if (remoteId !== null && (await this.change(access, calendarId, entry, remoteId))) return { remoteId };
    const made = await this.create(access, calendarId, entry, null);
    if (made) return made;
    const earlier = await this.find(access, calendarId, entry);
    if (earlier && (await this.change(access, calendarId, entry, earlier))) return { remoteId: earlier };
    const again = await this.create(access, calendarId, entry, entry.sequence);
    if (!again) throw new CalendarRefused('invalid', 'Microsoft refused the event twice.');
    return again;
  }

  async remove(access: CalendarAccess, { remoteId: calendarId }: RemoteCalendar, id: string): Promise<void> {
    await this.ask(access, eventOf(calendarId, id), { method: 'DELETE', accepts: [404, 410] });
  }

  private async change(
    access: CalendarAccess,
    calendarId: string,
    entry: BookingEntry,
    id: string,
  ): Promise<boolean> {
    const call: ApiCall = { method: 'PATCH', body: toGraphEvent(entry), accepts: [404, 410] };
    return (await this.ask(access, eventOf(calendarId, id), call)).status < 300;
  }

  /** Null where the name of it is used up. The answer to one that was asked for before is that very event. */
  private async create(
    access: CalendarAccess,
    calendarId: string,
    entry: BookingEntry,
    attempt: number | null,
  ): Promise<{ remoteId: string } | null> {
    const body = { ...toGraphEvent(entry), transactionId: transactionIdOf(entry.uid, attempt) };
    const path = `${pathOf(calendarId)}/events`;
    const { status, json } = await this.ask(access, path, { method: 'POST', body, accepts: [409] });
    if (status === 409) return null;
    const remoteId = textOf(json['id']);
    if (!remoteId) throw new CalendarRefused('invalid', 'Microsoft named no event.');
    const reading = readGraphEvent(json, access.timezone);
    const isOld = 'entry' in reading && String(reading.entry.at) !== String(entry.at);
    if (isOld) await this.change(access, calendarId, entry, remoteId);
    return { remoteId };
  }

  private async find(access: CalendarAccess, calendarId: string, entry: BookingEntry): Promise<string | null> {
    const path = `${pathOf(calendarId)}/calendarView?${windowQuery(entry.at)}`;
    const found = await this.read(access, path, entry.at, VIEW);
    return found?.entries.find(({ uid }) => uid === entry.uid)?.remoteId ?? null;
  }

  /** Null where it is refused in one of these ways, or cannot be understood without the whole. */
  private async read(
    access: CalendarAccess,
    first: string,
    window: Interval,
    { accepts, needsMasters }: Way,
  ): Promise<Omit<CalendarChanges, 'whole'> | null> {
    const pages = new ReadingPages(window);
    const masters = new Map<string, Record<string, unknown>>();
    const occurrences: { occurrenceOf: string; event: Record<string, unknown> }[] = [];
    let [path, deltaLink]: [string, string | undefined] = [first, undefined];
    while (path) {
      pages.turn(path);
      const { status, json } = await this.ask(access, path, { accepts });
      if (accepts.includes(status)) return null;
      for (const found of listOf(json['value'])) {
        const reading = readGraphEvent(found, access.timezone);
        if ('master' in reading) masters.set(reading.master, reading.event);
        else if ('occurrenceOf' in reading) occurrences.push(reading);
        else if ('entry' in reading) pages.add(reading.entry);
        else if ('removed' in reading) pages.remove(reading.removed);
        else pages.skip(reading.broken);
      }
      path = textOf(json['@odata.nextLink']) ?? '';
      deltaLink = textOf(json['@odata.deltaLink']);
    }
    for (const { occurrenceOf, event } of occurrences) {
      const master = masters.get(occurrenceOf);
      if (!master && needsMasters) return null;
      const reading = readGraphEvent(asWholeEvent(event, master ?? {}), access.timezone);
      if ('entry' in reading) pages.add(reading.entry);
      else if ('broken' in reading) pages.skip(reading.broken);
    }
    const { entries, removed, skipped } = pages;
    return { cursor: writeCursor(deltaLink ?? null, window), entries, removed, skipped };
  }

  private ask(access: CalendarAccess, path: string, call?: ApiCall): Promise<ProviderAnswer> {
    return this.api.ask(this.name, access, path, { ...call, headers: PREFER });
  }
}

function calendarOf(found: unknown): RemoteCalendar | null {
  const { id, name, canEdit, isDefaultCalendar } = (found ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return null;
  return {
    remoteId: id,
    name: asOneLine(textOf(name) ?? '', MOST_NAME) || 'Calendar',
    timezone: null,
    isWritable: canEdit !== false,
    isPrimary: isDefaultCalendar === true,
  };
}

function pathOf(calendarId: string): string {
  return `/me/calendars/${encodeURIComponent(calendarId)}`;
}

function eventOf(calendarId: string, id: string): string {
  return `${pathOf(calendarId)}/events/${encodeURIComponent(id)}`;
}

function windowQuery(window: Interval): string {
  const [startDateTime, endDateTime] = window.map((instant) => new Date(instant).toISOString());
  return new URLSearchParams({ startDateTime: startDateTime!, endDateTime: endDateTime! }).toString();
}
