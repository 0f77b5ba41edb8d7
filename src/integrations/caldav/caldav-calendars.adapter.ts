import { Injectable } from '@nestjs/common';
import {
  calendarMultiGet,
  calendarQuery,
  createAccount,
  fetchCalendars,
  propfind,
  syncCollection,
} from 'tsdav';
import { calendarFile } from '../../platform/calendar-files/calendar-file.js';
import { GuardedFetch } from '../../platform/outbound/guarded-fetch.js';
import { Clock } from '../../shared/clock.js';
import { ianaZone } from '../../shared/zone-names.js';
import {
  CalendarProvider,
  CalendarRefused,
  type BookingEntry,
  type CalendarAccess,
  type CalendarChanges,
  type ChangesAsked,
  type Interval,
  type RemoteCalendar,
  type RemoteEntry,
} from '../calendars/calendar-provider.rules.js';
import { skippedText } from '../ics/busy-times.policy.js';
import { refusalOf } from '../ics/http-refusals.policy.js';
import { IcsReader } from '../ics/ics-reader.adapter.js';
import { DavSession } from './dav-session.adapter.js';

const AT_ONCE = 100;
const MOST_EVENTS = 20_000;
const GONE = [404, 410];
const LISTED = {
  ...{ 'c:calendar-timezone': {}, 'd:displayname': {}, 'd:resourcetype': {} },
  ...{ 'c:supported-calendar-component-set': {}, 'd:current-user-privilege-set': {} },
};

interface Cursor {
  token: string | null;
  ctag: string | null;
  /** By their paths, where there is no token. */
  etags: Record<string, string> | null;
}

type Answers = Awaited<ReturnType<typeof propfind>>;
type Found = Pick<CalendarChanges, 'whole' | 'removed'> & { changed: string[]; etags: Cursor['etags'] };

/** Accounts of CalDAV servers: RFC 4791, by sync tokens (RFC 6578) or tags. */
@Injectable()
export class CalDavCalendars extends CalendarProvider {
  readonly name = 'caldav';

  constructor(
    private readonly guarded: GuardedFetch,
    private readonly reader: IcsReader,
    private readonly clock: Clock,
  ) {
    super();
  }

  async listCalendars(access: CalendarAccess): Promise<RemoteCalendar[]> {
    const session = new DavSession(this.guarded, access);
    const found = await session.run(async (given) => {
      const account = await createAccount({
        account: { serverUrl: session.url, accountType: 'caldav' },
        ...given,
      });
      const projectedProps = { currentUserPrivilegeSet: true };
      return fetchCalendars({ account, props: LISTED, projectedProps, ...given });
    });
    const calendars = found.filter(
      ({ components = [] }) => components.length === 0 || components.includes('VEVENT'),
    );
    if (calendars.length === 0) throw new CalendarRefused('invalid', 'There is no calendar in this account.');
    return calendars.map(({ url, displayName, timezone, projectedProps }) => ({
      remoteId: url,
      name: typeof displayName === 'object' ? '' : String(displayName ?? ''),
      timezone: ianaZone(/^TZID:(.+)$/m.exec(timezone ?? '')?.[1]?.trim() ?? ''),
      isWritable: mayWrite(projectedProps?.currentUserPrivilegeSet),
      isPrimary: false,
    }));
  }

  async changes(
    access: CalendarAccess,
    { remoteId: url, timezone }: RemoteCalendar,
    { cursor, range, written }: ChangesAsked,
  ): Promise<CalendarChanges> {
    const session = new DavSession(this.guarded, access);
    return session.run(async () => {
      const before = cursor === null ? null : (JSON.parse(cursor) as Cursor);
      const [collection] = succeeded(
        await propfind({ url, props: { 'cs:getctag': {}, 'd:sync-token': {} }, depth: '0', ...session.given }),
      );
      const { syncToken, getctag } = collection?.props ?? {};
      const [token, ctag] = [textOf(syncToken), textOf(getctag)];
      const isSame =
        before !== null && (token !== null ? token === before.token : ctag !== null && ctag === before.ctag);
      if (isSame) return { whole: false, cursor, entries: [], removed: [], skipped: null, unchanged: true };
      const found = await this.find(session, url, before, range);
      if (found.changed.length > MOST_EVENTS)
        throw new CalendarRefused('invalid', `The calendar has more than ${MOST_EVENTS} events.`);
      const local = { ...access, timezone: timezone ?? access.timezone };
      const { entries, skipped } = await this.read(session, url, found.changed, local, range);
      const gone = await this.gone(session, url, written, found);
      const next: Cursor = { token, ctag, etags: token === null ? found.etags : null };
      const removed = [...found.removed.filter((path) => !written.includes(path)), ...gone];
      return { whole: found.whole, cursor: JSON.stringify(next), entries, removed, skipped };
    });
  }

  /** Its address follows from the UID, so that a second call finds what the first has made. */
  async put(
    access: CalendarAccess,
    { remoteId: url }: RemoteCalendar,
    entry: BookingEntry,
    remoteId: string | null,
  ): Promise<{ remoteId: string }> {
    const address = new URL(remoteId ?? `${entry.uid}.ics`, url);
    const session = new DavSession(this.guarded, access);
    const headers = { ...session.headers, 'content-type': 'text/calendar; charset=utf-8' };
    const answer = await session.fetch(address, { method: 'PUT', headers, body: this.fileOf(entry) });
    if (!answer.ok) throw refusalOf(answer);
    return { remoteId: address.pathname };
  }

  async remove(access: CalendarAccess, { remoteId: url }: RemoteCalendar, remoteId: string): Promise<void> {
    const session = new DavSession(this.guarded, access);
    const answer = await session.fetch(new URL(remoteId, url), { method: 'DELETE', headers: session.headers });
    if (!answer.ok && !GONE.includes(answer.status)) throw refusalOf(answer);
  }

  /** What is stored has no METHOD (RFC 4791, 4.1), and without an organizer no server writes mails. */
  private fileOf({ uid, sequence, at: [start, end], title, description, location, url }: BookingEntry): string {
    const times = { startsAt: new Date(start), endsAt: new Date(end), stamp: this.clock.now() };
    const entry = {
      method: 'PUBLISH' as const,
      uid,
      sequence,
      ...times,
      summary: title,
      description,
      location,
      url,
    };
    return calendarFile(entry).replace(/^METHOD:.*\r\n/m, '');
  }

  private async find(session: DavSession, url: string, before: Cursor | null, range: Interval): Promise<Found> {
    if (before?.token) {
      const props = { 'd:getetag': {} };
      const answers = await syncCollection({
        url,
        props,
        syncLevel: 1,
        syncToken: before.token,
        ...session.given,
      });
      const isForgotten = answers.some(
        ({ status, props: own }) => status >= 400 && !GONE.includes(status) && !own,
      );
      if (!isForgotten) {
        const isGone = ({ status }: Answers[number]) => GONE.includes(status);
        return {
          whole: false,
          changed: pathsOf(
            answers.filter((each) => !isGone(each)),
            url,
          ),
          removed: pathsOf(answers.filter(isGone), url),
          etags: null,
        };
      }
    }
    const etags = await this.etagsOf(session, url, range);
    const known = before?.etags ?? null;
    if (known === null) return { whole: true, changed: Object.keys(etags), removed: [], etags };
    return {
      whole: false,
      changed: Object.keys(etags).filter((path) => etags[path] !== known[path]),
      removed: Object.keys(known).filter((path) => !(path in etags)),
      etags,
    };
  }

  private async etagsOf(session: DavSession, url: string, range: Interval): Promise<Record<string, string>> {
    const [start, end] = range.map((at) => new Date(at).toISOString().replace(/[-:]|[.]\d+/g, ''));
    const filters = {
      'comp-filter': {
        _attributes: { name: 'VCALENDAR' },
        'comp-filter': { _attributes: { name: 'VEVENT' }, 'time-range': { _attributes: { start, end } } },
      },
    };
    const props = { 'd:getetag': {} };
    const answers = succeeded(await calendarQuery({ url, props, filters, depth: '1', ...session.given }));
    return Object.fromEntries(
      answers
        .filter(({ href }) => href)
        .map((each) => [pathOf(each.href!, url), textOf(each.props?.getetag) ?? '']),
    );
  }

  private async read(
    session: DavSession,
    url: string,
    paths: readonly string[],
    { timezone, accountEmail }: CalendarAccess,
    [from, until]: Interval,
  ): Promise<{ entries: RemoteEntry[]; skipped: string | null }> {
    const entries: RemoteEntry[] = [];
    const problems: string[] = [];
    for (let at = 0; at < paths.length; at += AT_ONCE) {
      const props = { 'd:getetag': {}, 'c:calendar-data': {} };
      const objectUrls = paths.slice(at, at + AT_ONCE);
      const answers = succeeded(
        await calendarMultiGet({ url, props, objectUrls, depth: '1', ...session.given }),
      );
      const given = answers.filter(({ href, props: own }) => href && own?.calendarData);
      const texts = given.map(({ props: own }) => textOf(own!.calendarData) ?? '');
      const addresses = accountEmail === null ? [] : [accountEmail];
      const read = await this.reader.read({ texts, range: { from, until }, timezone, addresses });
      read.forEach((answer, index) => {
        const remoteId = pathOf(given[index]!.href!, url);
        if ('unreadable' in answer)
          return void problems.push(`"${remoteId.slice(-60)}" (${answer.unreadable})`);
        if (answer.skipped) problems.push(answer.skipped.replace(/^Skipped: |[.]$/g, ''));
        const [first, ...others] = answer.entries;
        const busy = answer.entries.flatMap((each) => each.busy);
        if (first) entries.push({ remoteId, uid: first.uid, busy, at: others.length === 0 ? first.at : null });
      });
    }
    return { entries, skipped: problems.length === 0 ? null : skippedText(problems) };
  }

  /** Of what was written here: not found in a reading is not yet gone. */
  private async gone(
    session: DavSession,
    url: string,
    written: readonly string[],
    found: Found,
  ): Promise<string[]> {
    const here = new Set(found.whole ? found.changed : []);
    const doubted = written.filter((path) => (found.whole ? !here.has(path) : found.removed.includes(path)));
    const gone: string[] = [];
    for (const path of doubted) {
      const answer = await session.fetch(new URL(path, url), { method: 'GET', headers: session.headers });
      if (GONE.includes(answer.status)) gone.push(path);
    }
    return gone;
  }
}

function succeeded(answers: Answers): Answers {
  const [first] = answers;
  if (answers.length === 1 && first && first.status >= 400 && !first.props)
    throw refusalOf({ status: first.status, headers: new Headers() });
  return answers;
}

function pathsOf(answers: Answers, url: string): string[] {
  const paths = answers.flatMap(({ href }) => (href ? [pathOf(href, url)] : []));
  return paths.filter((path) => path !== new URL(url).pathname);
}

function pathOf(href: string, url: string): string {
  return new URL(href, url).pathname;
}

/** The library makes numbers of what looks like some. */
function textOf(value: unknown): string | null {
  const text = typeof value === 'object' && value !== null ? (value as { _cdata?: unknown })._cdata : value;
  return typeof text === 'string' || typeof text === 'number' ? String(text) : null;
}

function mayWrite(privileges: unknown): boolean {
  return privileges === undefined || /"(?:write|writeContent|bind|all)"/.test(JSON.stringify(privileges));
}
