export const CALENDAR_PROVIDERS = ['google_calendar', 'microsoft_365', 'caldav', 'ics'] as const;
export type CalendarProviderName = (typeof CALENDAR_PROVIDERS)[number];

export interface FeedCredentials {
  url: string;
}

export interface CalDavCredentials extends FeedCredentials {
  username: string;
  password: string;
}

export interface OAuthCredentials {
  accessToken: string;
  expiresAt: number;
  refreshToken: string;
}

export type CalendarCredentials = FeedCredentials | CalDavCredentials | OAuthCredentials;

export interface CalendarAccess {
  connectionId: number | null;
  credentials: CalendarCredentials;
  timezone: string;
  accountEmail: string | null;
  signal?: AbortSignal;
}

export interface RemoteCalendar {
  remoteId: string;
  name: string;
  timezone: string | null;
  isWritable: boolean;
  isPrimary: boolean;
}

/** `[start, end)`, UTC epoch milliseconds. */
export type Interval = readonly [start: number, end: number];

export interface RemoteEntry {
  remoteId: string;
  uid: string;
  busy: Interval[];
  /** Of the event itself, busy or not; null for a series. */
  at: Interval | null;
}

export interface ChangesAsked {
  cursor: string | null;
  range: Interval;
  written: readonly string[];
}

export interface CalendarChanges {
  whole: boolean;
  cursor: string | null;
  entries: RemoteEntry[];
  removed: string[];
  skipped: string | null;
  unchanged?: boolean;
}

export interface BookingEntry {
  uid: string;
  sequence: number;
  at: Interval;
  title: string;
  description: string;
  location: string;
  url: string | null;
}

export type CalendarRefusal = 'credentials' | 'gone' | 'busy' | 'unreachable' | 'invalid';

/** The only error that providers throw. Its message is for the owner: no secret, no address of a feed. */
export class CalendarRefused extends Error {
  constructor(
    readonly reason: CalendarRefusal,
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** What a provider of calendars can do; one adapter for each, that refuses with `CalendarRefused` alone. */
export abstract class CalendarProvider {
  abstract readonly name: CalendarProviderName;

  abstract listCalendars(access: CalendarAccess): Promise<RemoteCalendar[]>;

  abstract changes(
    access: CalendarAccess,
    calendar: RemoteCalendar,
    asked: ChangesAsked,
  ): Promise<CalendarChanges>;

  /** Makes it, or changes what an earlier call made: again is the same. `remoteId`: of the earlier call. */
  abstract put(
    access: CalendarAccess,
    calendar: RemoteCalendar,
    entry: BookingEntry,
    remoteId: string | null,
  ): Promise<{ remoteId: string }>;

  abstract remove(access: CalendarAccess, calendar: RemoteCalendar, remoteId: string): Promise<void>;

  async revoke(_access: CalendarAccess): Promise<void> {}
}
