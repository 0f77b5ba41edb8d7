import { randomBytes } from 'node:crypto';
import { answering, CalendarPeer, PeerError, type PeerCall } from './calendar-peer.js';

const DAY_MS = 86_400_000;
/** Those that these tests speak of, by Microsoft's names. */
const ZONES: Record<string, string> = {
  UTC: 'UTC',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Pacific Standard Time': 'America/Los_Angeles',
};

export interface GraphEvent {
  id: string;
  iCalUId: string;
  subject: string;
  start: Date;
  end: Date;
  /** In which it was made, by Microsoft's name. */
  zone: string;
  isAllDay: boolean;
  showAs: string;
  isCancelled: boolean;
  response: string;
  type: 'singleInstance' | 'seriesMaster' | 'occurrence' | 'exception';
  seriesMasterId: string | null;
  transactionId: string | null;
  isDeleted: boolean;
  /** When it changed last, by the calendar's count. */
  version: number;
}

const failure = (code: string) => ({ error: { code, message: 'canary-provider-words' } });
export const throttled = (seconds: number) =>
  answering(429, failure('ApplicationThrottled'), { 'retry-after': `${seconds}` });

export class GraphCalendar {
  readonly id = `AAMk${randomBytes(15).toString('base64url')}=`;
  readonly events = new Map<string, GraphEvent>();
  private version = 1;
  private generation = 1;

  constructor(readonly terms: { name: string; isDefaultCalendar: boolean; canEdit: boolean }) {}

  /** The owner notes something in his calendar. */
  add(event: Partial<GraphEvent> & Pick<GraphEvent, 'start' | 'end'>): GraphEvent {
    const id = `AAMkEv${randomBytes(18).toString('base64url')}=`;
    const usual = { zone: 'W. Europe Standard Time', isAllDay: false, showAs: 'busy', isCancelled: false };
    return this.keep({
      ...usual,
      ...{
        iCalUId: randomBytes(28).toString('hex').toUpperCase(),
        subject: 'Something',
        response: 'organizer',
      },
      ...{ type: 'singleInstance', seriesMasterId: null, transactionId: null, isDeleted: false },
      ...event,
      id,
    } as GraphEvent);
  }

  /** Once each so many days: the master, which says what all are like, and its occurrences, which say when. */
  addSeries(start: Date, { minutes = 60, everyDays = 7, count = 3, ...more }): GraphEvent[] {
    const ending = (from: Date) => new Date(from.getTime() + minutes * 60_000);
    const master = this.add({ start, end: ending(start), type: 'seriesMaster', ...more });
    return [
      master,
      ...Array.from({ length: count }, (_, n) => {
        const from = new Date(start.getTime() + n * everyDays * DAY_MS);
        return this.add({
          start: from,
          end: ending(from),
          type: 'occurrence',
          seriesMasterId: master.id,
          ...more,
        });
      }),
    ];
  }

  change(id: string, changes: Partial<GraphEvent>): GraphEvent {
    return this.keep({ ...this.events.get(id)!, ...changes });
  }

  delete(id: string): void {
    for (const event of [...this.events.values()])
      if (event.id === id || event.seriesMasterId === id) this.change(event.id, { isDeleted: true });
  }

  /** Delta links given so far are answered with 410 from now on. */
  forgetDeltaLinks(): void {
    this.generation++;
  }

  get live(): GraphEvent[] {
    return [...this.events.values()].filter(({ isDeleted }) => !isDeleted);
  }

  /** The changes since the link's token, or all within the window. */
  delta(query: URLSearchParams, base: string, pageSize: number, zone: string | null): object {
    const token = query.get('$skiptoken') ?? query.get('$deltatoken');
    const told = (token ?? this.firstToken(query)).split('~').map(Number);
    const [generation, since, upTo, from, to, at] = told;
    const until = Math.min(upTo!, this.version);
    if (generation !== this.generation) throw new PeerError(410, failure('SyncStateNotFound'));
    const found = [...this.events.values()].filter(
      (event) =>
        event.version > since! &&
        event.version <= until &&
        (since! > 0 || !event.isDeleted) &&
        (event.type === 'seriesMaster' || (event.end.getTime() > from! && event.start.getTime() < to!)),
    );
    const next = at! + pageSize;
    const value = found.slice(at, next).map((event) => (event.isDeleted ? gone(event) : brief(event, zone)));
    if (next < found.length) {
      const skip = [generation, since, until, from, to, next].join('~');
      return { value, '@odata.nextLink': `${base}?$skiptoken=${skip}` };
    }
    const delta = [generation, until, Number.MAX_SAFE_INTEGER, from, to, 0].join('~');
    return { value, '@odata.deltaLink': `${base}?$deltatoken=${delta}` };
  }

  /** Occurrences as whole events, and no masters. */
  view(query: URLSearchParams, base: string, pageSize: number, zone: string | null): object {
    const [from, to] = windowOf(query);
    const found = this.live.filter(
      (event) => event.type !== 'seriesMaster' && event.end.getTime() > from && event.start.getTime() < to,
    );
    const at = Number(query.get('$skip') ?? '0');
    query.set('$skip', `${at + pageSize}`);
    return {
      value: found.slice(at, at + pageSize).map((event) => whole(event, zone)),
      ...(at + pageSize < found.length && { '@odata.nextLink': `${base}?${query.toString()}` }),
    };
  }

  keep(event: GraphEvent): GraphEvent {
    const kept = { ...event, version: ++this.version };
    this.events.set(event.id, kept);
    return kept;
  }

  private firstToken(query: URLSearchParams): string {
    return [this.generation, 0, this.version, ...windowOf(query), 0].join('~');
  }
}

/** The calendars of Microsoft Graph, version 1.0, on the loopback. */
export class FakeMicrosoftGraph extends CalendarPeer {
  pageSize = 250;
  /** Where links to the next page lead to; to itself, if to nowhere else. */
  linksTo: string | null = null;
  knowsDelta = true;
  private readonly books = new Map<string, GraphCalendar[]>();

  static open(): Promise<FakeMicrosoftGraph> {
    return new FakeMicrosoftGraph().listen();
  }

  private constructor() {
    super({
      prefix: 'MICROSOFT',
      asks: {},
      scopes: ['offline_access', 'User.Read', 'Calendars.ReadWrite'],
    });
    this.rotates = true;
  }

  /** The calendars of `account`: at first its own, and one that it only reads. */
  calendarsOf(account: string): GraphCalendar[] {
    const known = this.books.get(account);
    if (known) return known;
    const made = [
      new GraphCalendar({ name: 'Calendar', isDefaultCalendar: true, canEdit: true }),
      new GraphCalendar({ name: 'Birthdays', isDefaultCalendar: false, canEdit: false }),
    ];
    return this.books.set(account, made).get(account)!;
  }

  primaryOf(account: string): GraphCalendar {
    return this.calendarsOf(account)[0]!;
  }

  protected override refusal(_status: number, _reason: string): unknown {
    return failure('InvalidAuthenticationToken');
  }

  protected override serve(call: PeerCall, account: string): unknown {
    const { method, path, query, headers, body } = call;
    if (method === 'GET' && path === '/me')
      return { id: account, mail: account, userPrincipalName: `upn-${account}`, displayName: 'Somebody' };
    const calendars = this.calendarsOf(account);
    if (method === 'GET' && path === '/me/calendars') return this.calendarList(calendars, query);
    const [, calendarId, kind = '', eventId] =
      /^\/me\/calendars\/([^/]+)\/(calendarView\/delta|calendarView|events)(?:\/([^/]+))?$/.exec(path) ?? [];
    const [, bareId] = /^\/me\/events\/([^/]+)$/.exec(path) ?? [];
    const id = decodeURIComponent(eventId ?? bareId ?? '');
    const calendar = bareId
      ? calendars.find(({ events }) => events.has(id))
      : calendars.find((each) => each.id === decodeURIComponent(calendarId ?? ''));
    if (!calendar) throw new PeerError(404, failure('ErrorItemNotFound'));
    const zone = /outlook[.]timezone="([^"]+)"/.exec(`${headers['prefer']}`)?.[1] ?? null;
    const base = `${this.linksTo ?? this.url}/api${path}`;
    if (kind === 'calendarView/delta') {
      if (!this.knowsDelta) throw new PeerError(400, failure('ErrorInvalidRequest'));
      return calendar.delta(query, base, this.pageSize, zone);
    }
    if (kind === 'calendarView') return calendar.view(query, base, this.pageSize, zone);
    if (method !== 'GET' && !calendar.terms.canEdit) throw new PeerError(403, failure('ErrorAccessDenied'));
    if (method === 'POST') return created(calendar, body, zone);
    const event = calendar.events.get(id);
    if (!event || event.isDeleted) throw new PeerError(404, failure('ErrorItemNotFound'));
    if (method === 'DELETE') return calendar.delete(id);
    return whole(method === 'PATCH' ? calendar.change(id, read(body)) : event, zone);
  }

  private calendarList(calendars: GraphCalendar[], query: URLSearchParams): object {
    const at = Number(query.get('$skip') ?? '0');
    const next = at + this.pageSize;
    return {
      value: calendars.slice(at, next).map(({ id, terms }) => ({ id, ...terms })),
      ...(next < calendars.length && { '@odata.nextLink': `${this.url}/api/me/calendars?$skip=${next}` }),
    };
  }
}

/** Asked again with the same transaction, it is the same event. */
function created(calendar: GraphCalendar, body: Record<string, any>, zone: string | null): unknown {
  const { start, end, ...rest } = read(body);
  if (!start || !end) throw new PeerError(400, failure('ErrorPropertyValidationFailure'));
  const known = calendar.live.find(
    (event) => event.transactionId && event.transactionId === rest.transactionId,
  );
  return whole(known ?? calendar.add({ ...rest, start, end }), zone);
}

function read(body: Record<string, any>): Partial<GraphEvent> {
  const { subject, showAs, transactionId, isAllDay } = body as Partial<GraphEvent>;
  const times = { start: readTime(body.start), end: readTime(body.end) };
  const read = { subject, showAs, transactionId, isAllDay, ...times };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function readTime(time: { dateTime: string; timeZone: string } | undefined): Date | undefined {
  if (!time) return undefined;
  if (time.timeZone !== 'UTC') throw new PeerError(400, failure('TimeZoneNotSupported'));
  return new Date(`${time.dateTime.replace(/Z$/, '')}Z`);
}

function windowOf(query: URLSearchParams): [number, number] {
  const window = ['startDateTime', 'endDateTime'].map((name) => Date.parse(query.get(name) ?? ''));
  if (window.some(Number.isNaN)) throw new PeerError(400, failure('ErrorInvalidParameter'));
  return window as [number, number];
}

function gone({ id }: GraphEvent): object {
  return { '@odata.type': '#microsoft.graph.event', id, '@removed': { reason: 'deleted' } };
}

/** An occurrence says when and of what; everything else its master says. */
function brief(event: GraphEvent, zone: string | null): object {
  if (event.type !== 'occurrence') return whole(event, zone);
  const { id, type, seriesMasterId, start, end } = whole(event, zone) as Record<string, unknown>;
  return { id, type, seriesMasterId, start, end };
}

/** In the zone that was asked for, else in its own; of a whole day the midnights are its own. */
function whole(event: GraphEvent, asked: string | null): object {
  const { start, end, zone, response, version, isDeleted: _, ...rest } = event;
  const shown = asked ?? zone;
  const wall = (at: Date) => {
    const name = ZONES[rest.isAllDay ? zone : shown]!;
    return { dateTime: `${wallClock(at, name)}.0000000`, timeZone: shown };
  };
  return {
    '@odata.etag': `W/"${version}"`,
    ...rest,
    start: wall(start),
    end: wall(end),
    originalStartTimeZone: zone,
    responseStatus: { response, time: '0001-01-01T00:00:00Z' },
  };
}

function wallClock(at: Date, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(at).replace(' ', 'T');
}
