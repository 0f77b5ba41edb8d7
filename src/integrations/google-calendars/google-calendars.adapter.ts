import { Injectable } from '@nestjs/common';
import { asOneLine } from '../../shared/texts.js';
import { ianaZone } from '../../shared/zone-names.js';
import {
  CalendarProvider,
  CalendarRefused,
  type BookingEntry,
  type CalendarAccess,
  type CalendarChanges,
  type ChangesAsked,
  type Interval,
  type OAuthCredentials,
  type RemoteCalendar,
} from '../calendars/calendar-provider.rules.js';
import { CalendarApi, type ApiCall } from '../oauth-clients/calendar-api.adapter.js';
import { OAuthClients } from '../oauth-clients/oauth-clients.adapter.js';
import { listOf, textOf, type ProviderAnswer } from '../oauth-clients/provider-http.adapter.js';
import { readCursor, ReadingPages, readingWindow, writeCursor } from '../oauth-clients/reading.rules.js';
import { googleIdOf, readGoogleBusy, readGoogleEvent, toGoogleEvent } from './google-events.policy.js';

const MOST_CALENDAR_PAGES = 10;
const MOST_NAME = 200;
const WRITERS = ['owner', 'writer'];
/** Google refuses longer questions about free and busy. */
const BUSY_AT_ONCE_MS = 60 * 86_400_000;
const EVENT_FIELDS = [
  ...['id', 'iCalUID', 'status', 'summary', 'transparency', 'eventType', 'start', 'end'],
  ...['attendees(self,responseStatus)', 'extendedProperties/private'],
].join(',');

/** Google Calendar, version 3. */
@Injectable()
export class GoogleCalendars extends CalendarProvider {
  readonly name = 'google_calendar';

  constructor(
    private readonly api: CalendarApi,
    private readonly clients: OAuthClients,
  ) {
    super();
  }

  async listCalendars(access: CalendarAccess): Promise<RemoteCalendar[]> {
    const calendars: RemoteCalendar[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MOST_CALENDAR_PAGES; page++) {
      const path = `/users/me/calendarList?${query({ maxResults: '250', pageToken })}`;
      const { json } = await this.ask(access, path);
      calendars.push(...listOf(json['items']).flatMap((each) => calendarOf(each) ?? []));
      pageToken = textOf(json['nextPageToken']);
      if (!pageToken) break;
    }
    return calendars;
  }

  async changes(
    access: CalendarAccess,
    calendar: RemoteCalendar,
    { cursor, range }: ChangesAsked,
  ): Promise<CalendarChanges> {
    const known = readCursor(cursor, range);
    const since = known && (await this.read(access, calendar, [range[0], known.until], known.next));
    if (since) return since;
    const window = readingWindow(range);
    return (await this.read(access, calendar, window, null)) ?? this.busyTimes(access, calendar, window);
  }

  async put(
    access: CalendarAccess,
    { remoteId: calendarId }: RemoteCalendar,
    entry: BookingEntry,
    remoteId: string | null,
  ): Promise<{ remoteId: string }> {
    const body = toGoogleEvent(entry);
    const id = remoteId ?? googleIdOf(entry.uid);
    const events = eventsOf(calendarId);
    const change = { method: 'PATCH', body } as const;
    if (remoteId !== null) {
      const { status } = await this.ask(access, `${events}/${encodeURIComponent(id)}`, {
        ...change,
        accepts: [404, 410],
      });
      if (status < 300) return { remoteId };
    }
    const made = await this.ask(access, events, { method: 'POST', body: { ...body, id }, accepts: [409] });
    if (made.status === 409) await this.ask(access, `${events}/${encodeURIComponent(id)}`, change);
    return { remoteId: id };
  }

  async remove(access: CalendarAccess, { remoteId: calendarId }: RemoteCalendar, id: string): Promise<void> {
    const path = `${eventsOf(calendarId)}/${encodeURIComponent(id)}`;
    await this.ask(access, path, { method: 'DELETE', accepts: [404, 410] });
  }

  override revoke({ credentials }: CalendarAccess): Promise<void> {
    return this.clients.revoke(this.name, credentials as OAuthCredentials);
  }

  /** Null where the token is forgotten, or the calendar shows no events. */
  private async read(
    access: CalendarAccess,
    calendar: RemoteCalendar,
    window: Interval,
    syncToken: string | null,
  ): Promise<CalendarChanges | null> {
    const pages = new ReadingPages(window);
    const [timeMin, timeMax] = window.map((instant) => new Date(instant).toISOString());
    const since = syncToken === null ? { timeMin, timeMax } : { syncToken };
    let pageToken: string | undefined;
    for (;;) {
      const asked = { singleEvents: 'true', maxResults: '2500', maxAttendees: '1', ...since, pageToken };
      const fields = `items(${EVENT_FIELDS}),timeZone,nextPageToken,nextSyncToken`;
      const accepts = syncToken === null ? [403, 404] : [400, 410];
      const path = `${eventsOf(calendar.remoteId)}?${query({ ...asked, fields })}`;
      pages.turn(path);
      const answer = await this.ask(access, path, { accepts });
      if (accepts.includes(answer.status)) return null;
      collect(answer, calendar, access, pages);
      pageToken = textOf(answer.json['nextPageToken']);
      if (pageToken) continue;
      const { entries, removed, skipped } = pages;
      const next = writeCursor(textOf(answer.json['nextSyncToken']) ?? null, window);
      return { whole: syncToken === null, cursor: next, entries, removed, skipped };
    }
  }

  private async busyTimes(
    access: CalendarAccess,
    { remoteId }: RemoteCalendar,
    window: Interval,
  ): Promise<CalendarChanges> {
    const pages = new ReadingPages(window);
    for (let from = window[0]; from < window[1]; from += BUSY_AT_ONCE_MS) {
      const until = Math.min(from + BUSY_AT_ONCE_MS, window[1]);
      const [timeMin, timeMax] = [from, until].map((instant) => new Date(instant).toISOString());
      const body = { timeMin, timeMax, items: [{ id: remoteId }] };
      const { json } = await this.ask(access, '/freeBusy', { method: 'POST', body });
      const { busy, errors } =
        (json['calendars'] as Record<string, Record<string, unknown>> | undefined)?.[remoteId] ?? {};
      if (!Array.isArray(busy) || listOf(errors).length > 0)
        throw new CalendarRefused('gone', 'Google no longer shows the calendar.');
      for (const entry of busy.flatMap((each) => readGoogleBusy(each) ?? [])) pages.add(entry);
    }
    return { whole: true, cursor: null, entries: pages.entries, removed: [], skipped: null };
  }

  private ask(access: CalendarAccess, path: string, call?: ApiCall): Promise<ProviderAnswer> {
    return this.api.ask(this.name, access, path, call);
  }
}

function collect(
  { json }: ProviderAnswer,
  calendar: RemoteCalendar,
  access: CalendarAccess,
  into: ReadingPages,
) {
  const zone = ianaZone(textOf(json['timeZone']) ?? calendar.timezone ?? '') ?? access.timezone;
  for (const event of listOf(json['items'])) {
    const reading = readGoogleEvent(event, zone);
    if ('entry' in reading) into.add(reading.entry);
    else if ('removed' in reading) into.remove(reading.removed);
    else into.skip(reading.broken);
  }
}

function calendarOf(found: unknown): RemoteCalendar | null {
  const { id, summary, summaryOverride, timeZone, primary, accessRole, deleted } = (found ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof id !== 'string' || id === '' || deleted === true) return null;
  return {
    remoteId: id,
    name: asOneLine(textOf(summaryOverride) ?? textOf(summary) ?? '', MOST_NAME) || 'Calendar',
    timezone: ianaZone(textOf(timeZone) ?? ''),
    isWritable: WRITERS.includes(String(accessRole)),
    isPrimary: primary === true,
  };
}

function eventsOf(calendarId: string): string {
  return `/calendars/${encodeURIComponent(calendarId)}/events`;
}

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(given).toString();
}
