import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GuardedFetch, OutboundError } from '../../platform/outbound/guarded-fetch.js';
import {
  CalendarProvider,
  CalendarRefused,
  type CalendarAccess,
  type CalendarChanges,
  type ChangesAsked,
  type FeedCredentials,
  type RemoteCalendar,
} from '../calendars/calendar-provider.rules.js';
import type { BusyText } from '../ics/busy-times.policy.js';
import { IcsReader } from '../ics/ics-reader.adapter.js';
import { refusalOf } from '../ics/http-refusals.policy.js';

const LIMITS = { timeoutMs: 10_000, maxBytes: 10_000_000, maxRedirects: 3 };
const EMPTY = { from: 0, until: 0 };

interface Cursor {
  etag: string | null;
  modified: string | null;
  digest: string;
}

/** Feeds that only can be read, each of one calendar. */
@Injectable()
export class IcsFeeds extends CalendarProvider {
  readonly name = 'ics';

  constructor(
    private readonly guarded: GuardedFetch,
    private readonly reader: IcsReader,
  ) {
    super();
  }

  async listCalendars(access: CalendarAccess): Promise<RemoteCalendar[]> {
    const answer = await this.fetch(access, {});
    const { name, timezone } = await this.read(await answer.text(), access, EMPTY);
    const host = new URL((access.credentials as FeedCredentials).url).hostname;
    return [
      { remoteId: 'feed', name: name ?? host, timezone: timezone ?? null, isWritable: false, isPrimary: true },
    ];
  }

  async changes(
    access: CalendarAccess,
    _calendar: RemoteCalendar,
    { cursor, range: [from, until] }: ChangesAsked,
  ): Promise<CalendarChanges> {
    const known = cursor === null ? null : (JSON.parse(cursor) as Cursor);
    const answer = await this.fetch(access, {
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.modified && { 'if-modified-since': known.modified }),
    });
    const nothing = { whole: false, cursor, entries: [], removed: [], skipped: null, unchanged: true };
    if (answer.status === 304) return nothing;
    const text = await answer.text();
    const digest = createHash('sha256').update(text).digest('base64url');
    if (known?.digest === digest) return nothing;
    const { entries, skipped } = await this.read(text, access, { from, until });
    const next: Cursor = {
      etag: answer.headers.get('etag'),
      modified: answer.headers.get('last-modified'),
      digest,
    };
    return {
      ...{ whole: true, cursor: JSON.stringify(next), removed: [], skipped },
      entries: entries.map(({ uid, busy, at }) => ({ remoteId: uid, uid, busy, at })),
    };
  }

  put(): Promise<never> {
    return Promise.reject(new CalendarRefused('invalid', 'Nothing can be written to a feed.'));
  }

  remove(): Promise<never> {
    return this.put();
  }

  private async fetch(
    { credentials, signal }: CalendarAccess,
    headers: Record<string, string>,
  ): Promise<Response> {
    const { url } = credentials as FeedCredentials;
    try {
      const accept = 'text/calendar, */*;q=0.1';
      const answer = await this.guarded.fetch(url, { ...LIMITS, headers: { accept, ...headers }, signal });
      if (answer.ok || answer.status === 304) return answer;
      throw refusalOf(answer);
    } catch (error) {
      throw error instanceof OutboundError ? new CalendarRefused('unreachable', error.message) : error;
    }
  }

  private async read(
    text: string,
    access: CalendarAccess,
    range: { from: number; until: number },
  ): Promise<BusyText> {
    const { timezone, accountEmail } = access;
    const addresses = accountEmail === null ? [] : [accountEmail];
    const [answer] = await this.reader.read({ texts: [text], range, timezone, addresses });
    if ('unreadable' in answer!) throw new CalendarRefused('invalid', answer.unreadable);
    return answer!;
  }
}
