import { createHash, randomBytes } from 'node:crypto';
import { answering, CalendarPeer, PeerError, type PeerCall } from './calendar-peer.js';

const DAY_MS = 86_400_000;
const FREE_BUSY_AT_MOST_MS = 92 * DAY_MS;
const SCOPE = 'https://www.googleapis.com/auth/calendar';

export interface GoogleTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export interface GoogleEvent {
  id: string;
  iCalUID: string;
  etag: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  start: GoogleTime;
  end: GoogleTime;
  summary?: string;
  location?: string;
  transparency?: 'opaque' | 'transparent';
  eventType?: string;
  recurringEventId?: string;
  attendees?: { email: string; self?: boolean; responseStatus: string }[];
  extendedProperties?: { private?: Record<string, string> };
  /** When it changed last, by the calendar's count. */
  version: number;
}

const reasonsOf = (status: number, reason: string) => ({
  error: { code: status, message: 'canary-provider-words', errors: [{ reason, domain: 'usageLimits' }] },
});
/** Too much asked, as Google says it. */
export const rateLimited = answering(403, reasonsOf(403, 'rateLimitExceeded'));
export const tooMany = (seconds: number) =>
  answering(429, reasonsOf(429, 'rateLimitExceeded'), { 'retry-after': `${seconds}` });

export class GoogleCalendar {
  readonly events = new Map<string, GoogleEvent>();
  private version = 1;
  private generation = 1;

  constructor(
    readonly id: string,
    readonly terms: { summary: string; timeZone: string; primary?: boolean; accessRole: string },
  ) {}

  /** The owner notes something in his calendar. */
  add(event: Partial<GoogleEvent> & Pick<GoogleEvent, 'start' | 'end'>): GoogleEvent {
    const id = event.id ?? randomBytes(13).toString('hex');
    return this.keep({ iCalUID: `${id}@google.com`, status: 'confirmed', ...event, id } as GoogleEvent);
  }

  /** Once each so many days; its instances, which share one series. */
  addSeries(start: Date, { minutes = 60, everyDays = 7, count = 3, ...more }): GoogleEvent[] {
    const recurringEventId = randomBytes(13).toString('hex');
    return Array.from({ length: count }, (_, n) => {
      const from = new Date(start.getTime() + n * everyDays * DAY_MS);
      const to = new Date(from.getTime() + minutes * 60_000);
      const suffix = from.toISOString().replace(/[-:]|[.]\d+/g, '');
      return this.add({
        id: `${recurringEventId}_${suffix}`,
        recurringEventId,
        start: { dateTime: from.toISOString() },
        end: { dateTime: to.toISOString() },
        ...more,
      });
    });
  }

  change(id: string, changes: Partial<GoogleEvent>): GoogleEvent {
    return this.keep({ ...this.events.get(id)!, ...changes });
  }

  /** Deletes it, or each instance of the series. */
  delete(id: string): void {
    for (const event of [...this.events.values()])
      if (event.id === id || event.recurringEventId === id) this.change(event.id, { status: 'cancelled' });
  }

  /** Sync tokens given so far are answered with 410 from now on. */
  forgetSyncTokens(): void {
    this.generation++;
  }

  get live(): GoogleEvent[] {
    return [...this.events.values()].filter(({ status }) => status !== 'cancelled');
  }

  list(query: URLSearchParams, pageSize: number): object {
    const token = query.get('syncToken');
    if (token && ['timeMin', 'timeMax', 'orderBy', 'q', 'updatedMin'].some((name) => query.has(name)))
      throw new PeerError(400, reasonsOf(400, 'invalid'));
    const [generation, since = '0', min, max] = token?.split('|') ?? [];
    if (token && Number(generation) !== this.generation)
      throw new PeerError(410, reasonsOf(410, 'fullSyncRequired'));
    const window = token ? [min, max] : [query.get('timeMin'), query.get('timeMax')];
    const [from, until] = window.map((text) => (text ? Date.parse(text) : null));
    const found = [...this.events.values()].filter(
      (event) =>
        event.version > Number(since) &&
        (query.get('singleEvents') === 'true' || !event.recurringEventId) &&
        (event.status !== 'cancelled' || token !== null) &&
        endOf(event) > (from ?? -Infinity) &&
        startOf(event) < (until ?? Infinity),
    );
    const at = Number(query.get('pageToken') ?? '0');
    const size = Math.min(pageSize, Number(query.get('maxResults') ?? '250'));
    const isLast = at + size >= found.length;
    return {
      kind: 'calendar#events',
      timeZone: this.terms.timeZone,
      accessRole: this.terms.accessRole,
      items: found.slice(at, at + size).map(shown),
      ...(isLast
        ? { nextSyncToken: [this.generation, this.version, ...window.map((each) => each ?? '')].join('|') }
        : { nextPageToken: `${at + size}` }),
    };
  }

  busy(from: number, until: number): { start: string; end: string }[] {
    return this.live
      .filter((event) => event.transparency !== 'transparent' && endOf(event) > from && startOf(event) < until)
      .map((event) => ({
        start: new Date(startOf(event)).toISOString(),
        end: new Date(endOf(event)).toISOString(),
      }));
  }

  keep(event: GoogleEvent): GoogleEvent {
    const version = ++this.version;
    const kept = { ...event, version, etag: `"${version}"` };
    this.events.set(event.id, kept);
    return kept;
  }
}

/** Google Calendar, version 3, on the loopback. */
export class FakeGoogleCalendar extends CalendarPeer {
  pageSize = 250;
  private readonly books = new Map<string, GoogleCalendar[]>();

  static open(): Promise<FakeGoogleCalendar> {
    return new FakeGoogleCalendar().listen();
  }

  private constructor() {
    super({
      prefix: 'GOOGLE_CALENDAR',
      asks: { access_type: 'offline', prompt: 'consent' },
      scopes: ['openid', 'email', `${SCOPE}.readonly`, `${SCOPE}.events`],
    });
  }

  /** The calendars of `account`: at first a primary one, and the holidays that it reads. */
  calendarsOf(account: string): GoogleCalendar[] {
    const known = this.books.get(account);
    if (known) return known;
    const own = { summary: account, timeZone: 'Europe/Berlin', primary: true, accessRole: 'owner' };
    const read = { summary: 'Holidays', timeZone: 'Europe/Berlin', accessRole: 'reader' };
    const made = [new GoogleCalendar(account, own), new GoogleCalendar(`holidays#${account}`, read)];
    return this.books.set(account, made).get(account)!;
  }

  primaryOf(account: string): GoogleCalendar {
    return this.calendarsOf(account)[0]!;
  }

  protected override refusal(status: number, reason: string): unknown {
    return reasonsOf(status, reason);
  }

  protected override tokenExtras(account: string): object {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'https://accounts.google.com', sub: account, email: account, email_verified: true };
    return { id_token: `${encoded({ alg: 'RS256' })}.${encoded(claims)}.c2lnbmVk` };
  }

  protected override serve(call: PeerCall, account: string): unknown {
    const { method, path, query, body } = call;
    const calendars = this.calendarsOf(account);
    if (method === 'GET' && path === '/users/me/calendarList') return this.calendarList(calendars, query);
    if (method === 'POST' && path === '/freeBusy') return freeBusy(calendars, body);
    const [, calendarId, eventId] = /^\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(path) ?? [];
    const id = decodeURIComponent(calendarId ?? '');
    const calendar = calendars.find((each) => each.id === id || (id === 'primary' && each.terms.primary));
    if (!calendar || calendar.terms.accessRole === 'none') throw new PeerError(404, reasonsOf(404, 'notFound'));
    if (method === 'GET' && eventId === undefined) {
      if (calendar.terms.accessRole === 'freeBusyReader') throw new PeerError(403, reasonsOf(403, 'forbidden'));
      return calendar.list(query, this.pageSize);
    }
    if (method !== 'GET' && !['owner', 'writer'].includes(calendar.terms.accessRole))
      throw new PeerError(403, reasonsOf(403, 'requiredAccessLevel'));
    return method === 'POST' ? insert(calendar, body) : this.one(calendar, eventId!, call);
  }

  private calendarList(calendars: GoogleCalendar[], query: URLSearchParams): object {
    const at = Number(query.get('pageToken') ?? '0');
    const size = Math.min(this.pageSize, Number(query.get('maxResults') ?? '100'));
    return {
      kind: 'calendar#calendarList',
      items: calendars.slice(at, at + size).map(({ id, terms }) => ({ id, ...terms })),
      ...(at + size < calendars.length && { nextPageToken: `${at + size}` }),
    };
  }

  private one(calendar: GoogleCalendar, id: string, { method, body }: PeerCall): unknown {
    const event = calendar.events.get(id);
    if (!event) throw new PeerError(404, reasonsOf(404, 'notFound'));
    if (method === 'GET') return shown(event);
    if (method === 'DELETE') {
      if (event.status === 'cancelled') throw new PeerError(410, reasonsOf(410, 'deleted'));
      return calendar.delete(id);
    }
    return shown(calendar.change(id, body as Partial<GoogleEvent>));
  }
}

function insert(calendar: GoogleCalendar, body: Partial<GoogleEvent>): unknown {
  const { id = createHash('md5').update(randomBytes(8)).digest('hex'), start, end } = body;
  if (!/^[a-v0-9]{5,1024}$/.test(id) || !start || !end) throw new PeerError(400, reasonsOf(400, 'invalid'));
  if (calendar.events.has(id)) throw new PeerError(409, reasonsOf(409, 'duplicate'));
  return shown(calendar.add({ ...body, id, start, end }));
}

function freeBusy(calendars: GoogleCalendar[], body: Record<string, any>): unknown {
  const [from, until] = [Date.parse(body.timeMin as string), Date.parse(body.timeMax as string)];
  if (!(until - from <= FREE_BUSY_AT_MOST_MS)) throw new PeerError(400, reasonsOf(400, 'timeRangeTooLong'));
  const answers = (body.items as { id: string }[]).map(({ id }) => {
    const calendar = calendars.find((each) => each.id === id && each.terms.accessRole !== 'none');
    const errors = [{ domain: 'global', reason: 'notFound' }];
    return [id, calendar ? { busy: calendar.busy(from, until) } : { errors, busy: [] }] as const;
  });
  return { kind: 'calendar#freeBusy', calendars: Object.fromEntries(answers) };
}

/** What is deleted says little more than its name. */
function shown({ version: _, ...event }: GoogleEvent): object {
  const { id, status, etag, recurringEventId } = event;
  return status === 'cancelled' ? { id, status, etag, recurringEventId } : event;
}

const startOf = ({ start }: GoogleEvent) => Date.parse(start.dateTime ?? `${start.date}T00:00:00Z`);
const endOf = ({ end }: GoogleEvent) => Date.parse(end.dateTime ?? `${end.date}T00:00:00Z`);
