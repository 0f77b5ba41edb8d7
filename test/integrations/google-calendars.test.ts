import type {
  CalendarAccess,
  CalendarRefused,
  Interval,
  RemoteCalendar,
} from '../../src/integrations/calendars/calendar-provider.rules.js';
import { calendarAdapters } from '../support/calendar-accounts.js';
import { answering, cutOff } from '../support/calendar-peer.js';
import {
  FakeGoogleCalendar,
  rateLimited,
  tooMany,
  type GoogleCalendar,
} from '../support/fake-google-calendar.js';

const ADA = 'ada@gmail.example';
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const RANGE: Interval = [at('2026-03-01T00:00:00Z'), at('2027-04-05T00:00:00Z')];
const timed = (from: string, to: string) => ({ start: { dateTime: from }, end: { dateTime: to } });

let peer: FakeGoogleCalendar;
let adapters: ReturnType<typeof calendarAdapters>;
let access: CalendarAccess;
let calendar: RemoteCalendar;
let theirs: GoogleCalendar;
beforeEach(async () => {
  peer = await FakeGoogleCalendar.open();
  adapters = calendarAdapters(peer);
  access = await adapters.connect('google_calendar', ADA);
  [calendar] = (await adapters.google.listCalendars(access)) as [RemoteCalendar];
  theirs = peer.primaryOf(ADA);
});
afterEach(() => peer.close());

const read = (cursor: string | null = null, range = RANGE) =>
  adapters.google.changes(access, calendar, { cursor, range, written: [] });
const busyOf = async (cursor: string | null = null) =>
  (await read(cursor)).entries.flatMap(({ busy }) => busy).sort(([a], [b]) => a - b);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    ({ reason, retryAfterMs }: CalendarRefused) => [reason, retryAfterMs],
  );

describe('an account with Google', () => {
  it('is whose address the token says, and names its calendars', async () => {
    expect(access.accountEmail).toBe(ADA);
    peer.pageSize = 1;
    expect(await adapters.google.listCalendars(access)).toEqual([
      { remoteId: ADA, name: ADA, timezone: 'Europe/Berlin', isWritable: true, isPrimary: true },
      {
        remoteId: `holidays#${ADA}`,
        name: 'Holidays',
        timezone: 'Europe/Berlin',
        isWritable: false,
        isPrimary: false,
      },
    ]);
  });

  it('is refused without the calendars, and with a code used before', async () => {
    peer.granted = ['openid', 'email'];
    expect(await refusal(adapters.connect('google_calendar', ADA))).toEqual(['credentials', null]);
    peer.granted = null;
    const url = adapters.clients.authorizationUrl('google_calendar', adapters.departure);
    const code = peer.authorize(url, ADA).searchParams.get('code')!;
    await adapters.clients.exchange('google_calendar', code, adapters.departure);
    expect(await refusal(adapters.clients.exchange('google_calendar', code, adapters.departure))).toEqual([
      'credentials',
      null,
    ]);
  });
});

describe('a reading of a calendar of Google', () => {
  it('knows times with offsets, times of a zone, and whole days of the calendar’s zone', async () => {
    theirs.add(timed('2026-03-02T09:00:00+01:00', '2026-03-02T10:00:00+01:00'));
    const zoned = (dateTime: string) => ({ dateTime, timeZone: 'America/New_York' });
    theirs.add({ start: zoned('2026-03-09T09:00:00'), end: zoned('2026-03-09T10:30:00') });
    theirs.add({ start: { date: '2026-03-29' }, end: { date: '2026-03-30' } });
    expect(await busyOf()).toEqual([
      [at('2026-03-02T08:00:00Z'), at('2026-03-02T09:00:00Z')],
      [at('2026-03-09T13:00:00Z'), at('2026-03-09T14:30:00Z')],
      [at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z')],
    ]);
  });

  it('counts what is tentative, and nothing free, declined, cancelled or of no length', async () => {
    const times = timed('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z');
    const answered = (responseStatus: string) => [
      { email: 'host@x.example', responseStatus: 'accepted' },
      { email: ADA, self: true, responseStatus },
    ];
    const { id } = theirs.add({ ...times, status: 'tentative' });
    theirs.add({ ...times, transparency: 'transparent' });
    theirs.add({ ...times, attendees: answered('declined') });
    theirs.add({ ...times, eventType: 'workingLocation' });
    theirs.add(timed('2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z'));
    theirs.delete(theirs.add(times).id);
    const { id: accepted } = theirs.add({ ...times, attendees: answered('needsAction') });
    const busy = (await read()).entries.filter((entry) => entry.busy.length > 0);
    expect(busy.map(({ remoteId }) => remoteId)).toEqual([id, accepted]);
  });

  it('turns all pages, and then asks for changes alone', async () => {
    peer.pageSize = 2;
    const series = theirs.addSeries(new Date('2026-03-02T09:00:00Z'), { count: 5 });
    const first = await read();
    expect([first.whole, first.entries.length, peer.count(/GET .*events/)]).toEqual([true, 5, 3]);
    expect(await read(first.cursor)).toMatchObject({ whole: false, entries: [], removed: [] });

    theirs.delete(series[1]!.id);
    theirs.change(series[2]!.id, timed('2026-03-20T09:00:00Z', '2026-03-20T10:00:00Z'));
    theirs.change(series[3]!.id, { transparency: 'transparent' });
    const second = await read(first.cursor);
    expect(second.removed).toEqual([series[1]!.id]);
    expect(second.entries.map(({ remoteId, busy }) => [remoteId, busy])).toEqual([
      [series[2]!.id, [[at('2026-03-20T09:00:00Z'), at('2026-03-20T10:00:00Z')]]],
      [series[3]!.id, []],
    ]);
    expect(await read(second.cursor)).toMatchObject({ whole: false, entries: [], removed: [] });
  });

  it.each([
    ['forgotten', () => theirs.forgetSyncTokens()],
    ['no longer valid', () => peer.fail(/events/, answering(400, { error: { code: 400 } }), 1)],
  ])('is whole again where the token is %s', async (_, lose) => {
    theirs.add(timed('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'));
    const { cursor } = await read();
    lose();
    expect(await read(cursor)).toMatchObject({ whole: true, removed: [], entries: [{}] });
  });

  it('is whole again once the range runs out of the window of the token', async () => {
    const { cursor } = await read();
    const days = (count: number): Interval => [RANGE[0] + count * 24 * HOUR, RANGE[1] + count * 24 * HOUR];
    expect((await read(cursor, days(7))).whole).toBe(false);
    theirs.add(timed('2027-04-12T09:00:00Z', '2027-04-12T10:00:00Z'));
    expect((await read(cursor, days(8))).entries).toHaveLength(1);
  });

  it('names what it cannot understand, and reads the rest', async () => {
    theirs.add({ ...timed('tomorrow', '2026-03-02T10:00:00Z'), summary: 'Dentist\n!' });
    theirs.add(timed('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'));
    peer.fail(
      /events/,
      answering(200, { items: [null, { id: 'a1', summary: 'Dentist' }], nextSyncToken: 't' }),
    );
    expect(await read()).toMatchObject({
      skipped: 'Not understood: an event without a title, Dentist.',
      entries: [],
    });
  });

  it('asks when the calendar is taken where it shows no more than that', async () => {
    theirs.terms.accessRole = 'freeBusyReader';
    theirs.add(timed('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'));
    theirs.add(timed('2027-03-30T09:00:00Z', '2027-03-30T10:00:00Z'));
    const reading = await read();
    expect([reading.whole, reading.cursor, reading.entries.map(({ busy }) => busy[0]![0])]).toEqual([
      true,
      null,
      [at('2026-03-02T09:00:00Z'), at('2027-03-30T09:00:00Z')],
    ]);
    theirs.terms.accessRole = 'none';
    expect(await refusal(read())).toEqual(['gone', null]);
  });

  it('is over where a page leads to itself for ever, and where there is too much', async () => {
    peer.fail(/events/, answering(200, { items: [], nextPageToken: 'again' }));
    expect(await refusal(read())).toEqual(['invalid', null]);
    peer.heal();
    const items = Array.from({ length: 10_001 }, (_, n) => ({
      id: `e${n}`,
      ...timed('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'),
    }));
    peer.fail(/events/, answering(200, { items, nextPageToken: 'again' }));
    expect(await refusal(read())).toEqual(['invalid', null]);
  });
});

describe('what Google refuses', () => {
  it.each([
    ['too much asked', rateLimited, ['busy', null]],
    ['too much asked, with a pause', tooMany(30), ['busy', 30_000]],
    ['a fault', answering(500, 'canary-provider-words'), ['unreachable', null]],
    ['a fault with a pause', answering(503, {}, { 'retry-after': '5' }), ['busy', 5_000]],
    ['a broken connection', cutOff, ['unreachable', null]],
    ['a page of somebody in between', answering(200, '<html>'), ['unreachable', null]],
    ['a redirection', answering(302, {}, { location: 'http://127.0.0.1:1/' }), ['unreachable', null]],
    ['a token that is no good', answering(401), ['credentials', null]],
    [
      'too few permissions',
      answering(403, { error: { errors: [{ reason: 'insufficientPermissions' }] } }),
      ['credentials', null],
    ],
  ])('%s is told in one word, and without theirs', async (_, trouble, expected) => {
    peer.fail(/calendarList/, trouble);
    expect(await refusal(adapters.google.listCalendars(access))).toEqual(expected);
    const { message } = (await adapters.google
      .listCalendars(access)
      .catch((error: Error) => error as Error)) as Error;
    expect(message).not.toMatch(/canary|127[.]0/);
  });

  it('does not read as an empty calendar', async () => {
    peer.fail(/events/, rateLimited, 1);
    expect([await refusal(read()), peer.count(/freeBusy/)]).toEqual([['busy', null], 0]);
  });
});

describe('a booking in a calendar of Google', () => {
  const entry = {
    uid: '0b9b8a0e-64a0-4c4e-b1f7-1d1e5a3c7d55',
    sequence: 0,
    at: [at('2026-03-02T09:00:00Z'), at('2026-03-02T09:30:00Z')] as Interval,
    title: 'Intro',
    description: 'With Bob',
    location: 'Room 1',
    url: 'https://convoke.example/manage/x',
  };

  it('stands there once, however often it is written, and moves', async () => {
    const { remoteId } = await adapters.google.put(access, calendar, entry, null);
    expect(await adapters.google.put(access, calendar, entry, null)).toEqual({ remoteId });
    expect(theirs.live.map(({ summary, location }) => [summary, location])).toEqual([['Intro', 'Room 1']]);
    const [reading] = (await read()).entries;
    expect(reading).toMatchObject({ remoteId, uid: entry.uid, at: entry.at });

    const later: Interval = [entry.at[0] + HOUR, entry.at[1] + HOUR];
    await adapters.google.put(access, calendar, { ...entry, at: later }, remoteId);
    expect((await read()).entries).toMatchObject([{ remoteId, at: later }]);
  });

  it('is removed, again and when it is gone already, and can come back', async () => {
    const { remoteId } = await adapters.google.put(access, calendar, entry, null);
    await adapters.google.remove(access, calendar, remoteId);
    await adapters.google.remove(access, calendar, remoteId);
    await adapters.google.remove(access, calendar, 'neverwasthere');
    expect(theirs.live).toEqual([]);
    await adapters.google.put(access, calendar, entry, null);
    expect(theirs.live).toHaveLength(1);
  });

  it('that the owner deleted is among the changes by its name', async () => {
    const { remoteId } = await adapters.google.put(access, calendar, entry, null);
    const { cursor } = await read();
    theirs.delete(remoteId);
    expect((await read(cursor)).removed).toEqual([remoteId]);
  });
});

it('takes the permission back at the end', async () => {
  await adapters.google.revoke(access);
  expect(peer.revoked).toEqual([ADA]);
  expect(await refusal(adapters.google.listCalendars(access))).toEqual(['credentials', null]);
});
